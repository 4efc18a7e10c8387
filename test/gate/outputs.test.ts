import assert from "node:assert/strict";
import { test } from "node:test";
import { renderAnnotations } from "../../src/gate/annotations.ts";
import { COMMENT_MARKER, longest, renderComment, renderSummary } from "../../src/gate/markdown.ts";
import { renderGateText } from "../../src/gate/text.ts";
import { acceptanceFile, ask, READ, resultWith, runOf, runWith, WRITE } from "./inputs.ts";

const plain = { paint: (_: unknown, text: string) => text, width: 100 };

test("an error for each finding, with the file's line, a warning for each accepted risk", () => {
  const acceptances = [
    acceptanceFile(),
    acceptanceFile({ id: "RA-2", budget: WRITE, limit: 700, ceiling: 5000 }),
  ];
  const lines = renderAnnotations(ask({ runs: [runWith({ [READ]: 600, [WRITE]: 900 })], acceptances }));
  assert.equal(lines.length, 3);
  assert.match(
    String(lines[0]),
    /^::error title=performance gate%3A budget_broken::api_crud_write_p95: 900 ms, .*%0Ado: /,
  );
  assert.match(
    String(lines[1]),
    /^::error file=risk-acceptances\/RA-2\.yaml,line=6,title=performance gate%3A too_wide::/,
  );
  assert.match(String(lines[2]), /^::warning file=risk-acceptances\/RA-1\.yaml,title=accepted risk RA-1::/);
});

test("no text of a run is a command, nor ends one", () => {
  const run = runOf({ ...resultWith({}), defects: ["50 %\r\n::set-env name=A::b\n##[group]", "a"] });
  const decision = ask({ runs: [run] });
  const lines = renderAnnotations(decision);
  assert.equal(lines.length, 2);
  assert.ok(lines.every((line) => !/[\r\n]/.test(line)));
  assert.match(String(lines[0]), /50 %25/);
});

test("of more than ten annotations the last says how many there are", () => {
  const defects = Array.from({ length: 25 }, (_, index) => `defect ${index}`);
  const lines = renderAnnotations(ask({ runs: [runOf({ ...resultWith({}), defects })] }));
  assert.equal(lines.length, 10);
  assert.match(String(lines[9]), /^::error title=performance gate::16 more/);
});

test("the comment begins with its marker, the summary has none, and the worst comes first in both", () => {
  const decision = ask({ runs: [runWith({ [READ]: 510, [WRITE]: 7000 })] });
  const comment = renderComment(decision);
  assert.equal(comment.split("\n")[0], COMMENT_MARKER);
  assert.ok(!renderSummary(decision).includes(COMMENT_MARKER));
  const at = (text: string): number => comment.indexOf(text, comment.indexOf("### Why"));
  assert.ok(at("7,000 ms") < at("510 ms"), comment);
  assert.match(comment, /❌ Performance gate fails/);
  assert.match(renderComment(ask({ runs: [runWith({})] })), /✅ Performance gate passes/);
});

test("an accepted risk stands in the comment with who bears it, and calls nobody", () => {
  const comment = renderComment(ask({ runs: [runWith({ [READ]: 600 })], acceptances: [acceptanceFile()] }));
  assert.match(
    comment,
    /\| `RA-1` \| `api_crud_read_p95`.* \| 600 ms \| 500 ms \| 700 ms \| 2026-12-10 \(14 days left\) \| `PERF-12` \| `@jane` \| `@joe` \|/,
  );
});

test("text of a run makes no markup, no table cell, no mention", () => {
  const nasty = "a | b\n<img src=x> [x](http://y) @team `code` **bold** <!-- c -->";
  const comment = renderComment(ask({ runs: [runOf({ ...resultWith({}), defects: [nasty] })] }));
  const row = comment.split("\n").find((line) => line.includes("run_invalid")) ?? "";
  assert.equal(row.match(/(?<!\\)\|/g)?.length, 4);
  for (const raw of ["<img", "[x](", "@team", " `code", " **bold", "<!--"])
    assert.ok(!row.includes(raw), `${raw}: ${row}`);
  assert.ok(row.includes("\\[x\\]\\("));
});

test("ten thousand findings fit into a comment, in whole lines", () => {
  const defects = Array.from({ length: 10_000 }, (_, index) => `defect ${index} ${"x".repeat(80)}`);
  const decision = ask({ runs: [runOf({ ...resultWith({}), defects })] });
  const comment = renderComment(decision);
  assert.ok(
    comment.length <= longest.comment && comment.length > longest.comment - 1000,
    String(comment.length),
  );
  assert.match(comment, /\n… [0-9]+ more lines do not fit here/);
  const rows = comment.split("\n").filter((line) => line.startsWith("| `run_invalid`"));
  assert.ok(rows.every((line) => line.endsWith(" |")));
  assert.ok(renderSummary(decision).length <= longest.summary);
});

test("the terminal's text says what to do, and how long an accepted risk has left", () => {
  const decision = ask({ runs: [runWith({ [READ]: 600, [WRITE]: 900 })], acceptances: [acceptanceFile()] });
  const text = renderGateText(decision, plain);
  assert.match(text, /^✗ GATE fails\n/);
  assert.match(text, /✗ budget_broken: api_crud_write_p95: 900 ms, the limit is < 700 ms\n {2}do: mend it/);
  assert.match(
    text.replace(/\s+/g, " "),
    /borne up to 700 ms by RA-1 until 2026-12-10 \(14 days left\), PERF-12, @jane/,
  );
  assert.match(
    renderGateText(ask({ runs: [runWith({})] }), plain),
    /^✓ GATE passes\nThe run keeps every budget\./,
  );
});
