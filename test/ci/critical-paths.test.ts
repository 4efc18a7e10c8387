import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { changeOf, criticalPathsSchema } from "../../src/ci/critical-paths.ts";
import { projectFolder } from "../../src/run/suite.ts";
import type { CardName } from "../../tests/performance/k6/catalogue/cards.ts";

const rules = {
  "src/common/": [],
  "src/recommendations/": ["api_crud"],
  "src/recommendations/documents/": ["document_uploads"],
  "src/monitoring/": ["htmx_bursts", "api_crud"],
  Dockerfile: [],
} as const satisfies Record<string, readonly CardName[]>;
const critical = Object.fromEntries(Object.entries(rules).map(([path, cards]) => [path, [...cards]]));

const cases: readonly (readonly [string, string[], boolean, CardName[]])[] = [
  ["no change at all", [], false, []],
  ["documentation", ["docs/README.md", "README.md"], false, []],
  ["one module: its scenarios", ["src/recommendations/views.py"], true, ["api_crud"]],
  [
    "a folder within it: its own, and not the folder's around it",
    ["src/recommendations/documents/a.py"],
    true,
    ["document_uploads"],
  ],
  [
    "two modules: those of both, once",
    ["src/monitoring/a.py", "src/recommendations/b.py", "README.md"],
    true,
    ["api_crud", "htmx_bursts"],
  ],
  [
    "what everything stands on, beside a module: all",
    ["src/common/models.py", "src/monitoring/a.py"],
    true,
    [],
  ],
  ["a file by its name", ["Dockerfile"], true, []],
  ["a file whose name only begins so", ["Dockerfile.old", "src/commonplace.py"], false, []],
  ["a file of that name elsewhere", ["other/Dockerfile"], false, []],
];
for (const [name, paths, isCritical, scenarios] of cases)
  test(`a change of ${name}`, () => {
    const change = changeOf(paths, critical);
    assert.deepEqual([change.critical, [...change.scenarios].sort()], [isCritical, [...scenarios].sort()]);
  });

test("the committed list names scenarios that there are, and the suite and its workflow are critical themselves", () => {
  const { paths } = criticalPathsSchema.parse(
    JSON.parse(readFileSync(join(projectFolder, "ci", "critical-paths.json"), "utf8")),
  );
  for (const path of ["tests/performance/k6/main.ts", ".github/workflows/performance.yml"])
    assert.deepEqual(changeOf([path], paths), { critical: true, scenarios: [], because: [path] });
  const misspelt = { $about: "", paths: { "src/": ["api_crudd"] } };
  assert.ok(!criticalPathsSchema.safeParse(misspelt).success);
});
