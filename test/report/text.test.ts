// The terminal's text: a golden file per verdict, its colours, its width, and what hostile names may do to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { renderText } from "../../src/report/text.ts";
import { type Run, runs } from "../fixtures/report/runs.ts";
import { assertGolden } from "../golden.ts";

const reportPath = "reports/performance/runs/the-run/report.html";
const text = (run: Run, options: { color?: boolean; width?: number } = {}): string =>
  renderText({ ...run, reportPath, color: false, width: 100, ...options });

for (const [name, make] of Object.entries(runs)) {
  test(`the text of the ${name} run is as its golden file has it`, () => {
    assertGolden(new URL(`../golden/report/${name}.txt`, import.meta.url), `${text(make())}\n`);
  });

  test(`the text of the ${name} run is the same with colours, apart from them`, () => {
    const colored = text(make(), { color: true });
    assert.notEqual(colored, text(make()));
    assert.equal(withoutColors(colored), text(make()));
  });

  for (const width of [40, 60, 72, 80, 120]) {
    test(`the text of the ${name} run stays within ${width} columns, single words apart`, () => {
      const tooWide = text(make(), { width })
        .split("\n")
        .filter((line) => line.length > width && line.trim().includes(" ") && !line.startsWith("report: "));
      // A line may hold one word that is wider than the terminal, after its indent or a short label.
      assert.deepEqual(
        tooWide.filter((line) => !line.split(" ").some((word) => word.length > width - 12)),
        [],
      );
    });
  }
}

test("of many met budgets the nearest to their limits are shown, and how many more there are; none that is not met is hidden", () => {
  const run = runs.healthy();
  const [met] = run.verdict.budgets;
  assert.ok(met);
  const many = Array.from({ length: 40 }, (_, n) => ({ ...met, id: `met_${n}`, state: "met" as const }));
  const broken = Array.from({ length: 30 }, (_, n) => ({
    ...met,
    id: `gone_${n}`,
    state: "broken" as const,
  }));
  const shown = text({ ...run, verdict: { ...run.verdict, budgets: [...broken, ...many] } });
  assert.equal(shown.match(/gone_\d+/g)?.length, 30);
  assert.equal(shown.match(/met_\d+/g)?.length, 15);
  assert.match(shown, /… and 25 more met/);
});

test("a narrow terminal gets two lines per budget", () => {
  assertGolden(
    new URL("../golden/report/slow-narrow.txt", import.meta.url),
    `${text(runs.slow(), { width: 48 })}\n`,
  );
});

test("the first line says the state, the last one the exit code", () => {
  const expected = {
    healthy: ["PASS", 0],
    slow: ["FAIL", 99],
    throttled: ["INVALID", 90],
    interrupted: ["INCONCLUSIVE", 105],
    empty: ["INVALID", 107],
  } as const;
  for (const [name, [state, code]] of Object.entries(expected)) {
    const lines = text(runs[name as keyof typeof expected]())
      .trimEnd()
      .split("\n");
    assert.match(lines[0] ?? "", new RegExp(`^\\S ${state} · `));
    assert.match(lines.at(-1) ?? "", new RegExp(`^exit ${code}: `));
  }
});

test("a run without colour holds no control character, whatever the target put into its names", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(text(runs.hostile()), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test("at most five infos are listed, and how many more there are is said", () => {
  const lines = text(runs.healthy()).split("\n");
  const start = lines.indexOf("for information, not judged:");
  assert.equal(lines[start + 6], "… and 12 more in the report");
});

test("reasons of one kind share their advice, and only five of them are spelled out", () => {
  const run = runs.slow();
  const reasons = Array.from({ length: 9 }, (_, index) => ({
    name: "budget_broken" as const,
    state: "FAIL" as const,
    sentence: `budget ${index} is broken`,
    advice: "look at the chart",
  }));
  const shown = text({ ...run, verdict: { ...run.verdict, reasons } });
  assert.match(shown, /✗ budget 4 is broken\n {2}… and 4 more of the same\n {2}do: look at the chart\n/);
  assert.equal(shown.match(/do: look at the chart/g)?.length, 1);
});

function withoutColors(colored: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  return colored.replace(/\u001b\[[\d;]*m/g, "");
}
