// Every budget can fail: the healthy run of a card passes, and each fault breaks the budgets that are there for it, alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cardNames, runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { mutants } from "../mutants/all.ts";
import { missed, situationOf, smokeWithoutPauses } from "../mutants/mutant.ts";
import { runTool } from "../worthless/situation.ts";

for (const card of runnableCards()) {
  test(`healthy: a smoke run of ${card} passes`, async () => {
    const { verdict, result } = await runTool({
      title: card,
      flags: [...smokeWithoutPauses, "--scenario", card],
    });
    assert.equal(verdict.state, "PASS", verdict.reasons.map(({ sentence }) => sentence).join("; "));
    assert.deepEqual(
      result.notTested.filter(({ kind }) => kind === "silent"),
      [],
      "each row of the card is called",
    );
  });
}

for (const mutant of mutants) {
  test(`${mutant.card}: ${mutant.title}`, async () => {
    assert.equal(missed(mutant, await runTool(situationOf(mutant))), undefined);
  });
}

test("each runnable card has a mutant", () => {
  const proven = new Set(mutants.map(({ card }) => card));
  assert.deepEqual(
    cardNames.filter((name) => runnableCards().includes(name) && !proven.has(name)),
    [],
  );
});
