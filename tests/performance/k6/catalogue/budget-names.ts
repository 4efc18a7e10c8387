// Budgets that a setting names and nobody has: said with those that are spelled most like it, because there are thousands.

import { budgetIds } from "./budgets.ts";
import { figuresOnDemand, idsOnDemand } from "./on-demand.ts";

/** So many are named as near. */
const NEAREST = 3;

/** A sentence for whoever gave limits to these ids; undefined where each is a budget's. `watched`: as in budgetIds(). */
export function misnamedBudgets(ids: readonly string[], watched: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined;
  const known = [...new Set([...budgetIds(watched), ...idsOnDemand()])];
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length === 0) return undefined;
  const near = unknown.map((id) => `${id} (nearest: ${nearestTo(id, known).join(", ")})`);
  const figures = Object.keys(figuresOnDemand).join(", ");
  return `no budget is called ${near.join(", ")}. Beside those of the suite's README there are SCENARIO_FIGURE and SCENARIO_ENDPOINT_FIGURE, with the figures ${figures}`;
}

function nearestTo(id: string, known: readonly string[]): string[] {
  const wanted = pairsOf(id);
  return known
    .map((other) => ({ other, likeness: likeness(wanted, pairsOf(other)) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST)
    .map(({ other }) => other);
}

/** The share of pairs of letters that both have, 0 to 1 (Dice 1945): it forgives a letter and a word in another place. */
function likeness(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of some) if (others.has(pair)) shared += 1;
  return (2 * shared) / (some.size + others.size);
}

function pairsOf(id: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < id.length; at += 1) pairs.add(id.slice(at, at + 2));
  return pairs;
}
