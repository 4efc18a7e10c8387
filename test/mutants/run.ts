// `npm run mutants`: each card healthy, then with one thing wrong at a time; prints which budget noticed it.
// `npm run mutants -- WORD` runs those whose card, title or budgets contain the word. Exit code 1 when one is missed.

import { ensureK6 } from "../../src/provision/k6.ts";
import { runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { runTool } from "../worthless/situation.ts";
import { mutants } from "./all.ts";
import { brokenGates, missed, situationOf, smokeWithoutPauses } from "./mutant.ts";

const words = process.argv.slice(2);
const isAsked = (texts: readonly string[]): boolean =>
  words.length === 0 || words.some((word) => texts.some((text) => text.includes(word)));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.env.K6_BIN = (
  await ensureK6({ env: process.env, say: (line) => process.stderr.write(`${line}\n`) })
).path;
let misses = 0;
for (const card of runnableCards().filter((name) => isAsked([name, "healthy"]))) {
  const judged = await runTool({ title: "healthy", flags: [...smokeWithoutPauses, "--scenario", card] });
  const { state, reasons } = judged.verdict;
  if (state !== "PASS") misses += 1;
  say(`${state === "PASS" ? "✓ healthy" : "✗ ALARM  "}  ${card}: ${state}`);
  for (const { name, sentence } of state === "PASS" ? [] : reasons) say(`             ${name}: ${sentence}`);
}
for (const mutant of mutants.filter(({ card, title, breaks }) => isAsked([card, title, ...breaks]))) {
  const { card, title, faults, breaks } = mutant;
  const judged = await runTool(situationOf(mutant));
  const seen = missed(mutant, judged);
  if (seen !== undefined) misses += 1;
  say(`${seen === undefined ? "✓ caught " : "✗ MISSED "}  ${card}: ${title} (${faults.join(" ")})`);
  say(`             ${judged.verdict.state}: ${brokenGates(judged).join(", ")}`);
  if (seen !== undefined) say(`             expected ${breaks.join(", ")}; ${seen}`);
}
say(misses === 0 ? "every fault was caught, and the healthy runs pass" : `${misses} missed`);
process.exitCode = misses === 0 ? 0 : 1;
