// The warm-up, with the real k6: it asks for what the cards read before the judged load, and no budget counts it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { smokeWithoutPauses } from "../mutants/mutant.ts";
import { runTool } from "../worthless/situation.ts";

const flags = [...smokeWithoutPauses, "--scenario", "executive_analytics"];
const run = (...more: string[]) => runTool({ title: "warm-up", flags: [...flags, ...more] });

test("a warmed-up run says so, judges as many requests as another, and sends more", async () => {
  const cold = await run();
  const warm = await run("--warm-cache");
  for (const { verdict } of [cold, warm]) assert.equal(verdict.state, "PASS");
  const told = ({ verdict }: typeof cold) =>
    verdict.notes.filter((note) => note.includes("warmed up")).length;
  assert.deepEqual([told(cold), told(warm)], [0, 1]);
  const samples = ({ result }: typeof cold, id: string) =>
    result.budgets.find((budget) => budget.id === `executive_analytics_${id}`)?.samples ?? 0;
  const perRun = samples(cold, "let_in") * 13;
  // Sign-ins belong to the load, and how many virtual users had work is chance.
  for (const judged of [cold, warm]) assert.ok(samples(judged, "failed") >= perRun);
  assert.ok(Math.abs(samples(warm, "failed") - samples(cold, "failed")) <= 12);
  const total = ({ result }: typeof cold) => result.totals.httpReqs;
  assert.ok(total(warm) - total(cold) > 100, `${total(warm)} against ${total(cold)}`);
});

test("permissions that were warmed up are not looked up in vain by the load", async () => {
  const hits = async (...more: string[]): Promise<number> =>
    (await run(...more)).result.budgets.find(({ id }) => id === "executive_analytics_cache_hits")?.measured ??
    Number.NaN;
  const [cold, warm] = [await hits(), await hits("--warm-cache")];
  assert.ok(warm > cold, `${warm} of the look-ups against ${cold}`);
});
