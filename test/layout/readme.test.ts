import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { worthlessCases } from "../worthless/cases.ts";

test("the README's table of worthless runs is the corpus, which the load tests spawn", () => {
  const readme = readFileSync(join(projectFolder, "README.md"), "utf8");
  const rows = readme.split("\n").filter((line) => / exit 0 \| /.test(line));
  assert.deepEqual(
    rows,
    worthlessCases.map(({ title, state, reason }) => `| ${title} | exit 0 | ${state} \`${reason}\` |`),
  );
});
