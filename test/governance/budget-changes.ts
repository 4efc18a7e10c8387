// Which promises changed between two states of the suite, and which of them its changelog does not name.

/** `tests/performance/k6/budgets.json`: what is promised, by the budget's id. */
export type Promises = Readonly<Record<string, string>>;

/** Ids that came, went, or promise something else. */
export function changedBudgets(before: Promises, after: Promises): string[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].filter((id) => before[id] !== after[id]).sort();
}

/**
 * Those that no new line of the changelog names. A line names an id in backticks, or several by a pattern there: `CARD` stands
 * for a scenario, `…` for anything.
 */
export function unnamed(
  changed: readonly string[],
  changelogBefore: string,
  changelogAfter: string,
): string[] {
  const old = new Set(changelogBefore.split("\n"));
  const added = changelogAfter
    .split("\n")
    .filter((line) => !old.has(line))
    .join("\n");
  const patterns = [...added.matchAll(/`([A-Za-z0-9_…*]+)`/g)].map(
    ([, name = ""]) => new RegExp(`^${name.replace(/CARD|…|\*/g, "\\w+")}$`),
  );
  return changed.filter((id) => !patterns.some((pattern) => pattern.test(id)));
}

/** The section of the suite's README that says what changed. */
export function changelogOf(readme: string): string {
  const [, section] = readme.split("## Changelog of scenarios and targets");
  if (section === undefined) throw new Error("the suite's README has no changelog");
  return section;
}
