// actionlint on the workflow, with shellcheck for its command lines; and a broken workflow that it has to catch.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { withoutPrograms } from "../service.ts";

const skip = withoutPrograms(["go", "shellcheck"], "golang shellcheck", "the workflow was not linted");
const workflow = readFileSync(join(projectFolder, "ci", "performance.yml"), "utf8");

describe("actionlint", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-actionlint-"));
  const binary = join(folder, "actionlint");
  before(() => {
    // Go keeps what it built, so that only the first time is slow.
    const { status, stderr } = spawnSync(
      "go",
      ["build", "-mod=readonly", "-o", binary, "github.com/rhysd/actionlint/cmd/actionlint"],
      { cwd: join(projectFolder, "tools/actionlint"), encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const lint = (text: string): string => {
    const file = join(folder, "workflow.yml");
    writeFileSync(file, text);
    return spawnSync(binary, ["-no-color", file], { cwd: folder, encoding: "utf8" }).stdout;
  };

  test("finds nothing in the workflow", () => assert.equal(lint(workflow), ""));

  const broken: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "an output that no step has",
      "needs.changes.outputs.critical == 'true'",
      "needs.changes.outputs.critcal == 'true'",
      /critcal/,
    ],
    ["a job that nobody named", "needs: [changes, load]", "needs: [changes, laod]", /laod/],
    ["a path filter on the merge queue", "  merge_group:\n", "  merge_group:\n    paths: [src]\n", /paths/],
    [
      "an expression from outside in a command line",
      '--base "$BASE"',
      ["--base $", "{{ github.head_ref }}"].join(""),
      /untrusted/,
    ],
    ["a variable without quotes", "--into kept --most 90", "--into $KEPT --most 90", /SC2086/],
  ];
  for (const [what, right, wrong, sentence] of broken)
    test(`catches ${what}`, () => {
      assert.ok(workflow.includes(right), right);
      assert.match(lint(workflow.replace(right, wrong)), sentence);
    });
});
