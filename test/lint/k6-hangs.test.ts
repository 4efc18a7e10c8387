// Each construct is shown to hang the real k6 and to be named by the lint: when k6 mends one, this test says so.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Problem } from "../../src/problem.ts";
import { inspectSuite } from "../../src/run/k6-process.ts";
import { projectFolder } from "../../src/run/suite.ts";

const constructs = {
  "for await":
    "export async function f(items: AsyncIterable<number>) {\n  for await (const item of items) {\n    console.log(item);\n  }\n}",
  decorators: "function seen(_: unknown, __: unknown) {}\n@seen\nexport class Decorated {}",
  "accessor fields": "export class Fields {\n  accessor size = 1;\n}",
  using: "export function f() {\n  using handle = { [Symbol.dispose]() {} };\n  return handle;\n}",
  "import attributes": 'import data from "./data.json" with { type: "json" };\nexport const copy = data;',
} as const;

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-lint-"));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "data.json"), "{}");
writeFileSync(
  join(folder, "biome.json"),
  JSON.stringify({
    root: true,
    plugins: [join(projectFolder, "lint/k6-hangs.grit")],
    linter: { enabled: true },
  }),
);

for (const [name, source] of Object.entries(constructs)) {
  const file = join(folder, `${name.replaceAll(" ", "-")}.ts`);
  writeFileSync(file, `${source}\nexport default function () {}\n`);

  test(`the lint names ${name}`, () => {
    const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
    const { stdout, stderr, status } = spawnSync(process.execPath, [biome, "lint", file], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.notEqual(status, 0);
    assert.match(stdout + stderr, new RegExp(`k6 2\\.2 hangs for ever on ${name}`));
  });

  test(`k6 really hangs on ${name}, and the time-out around k6 says so`, async () => {
    const k6 = process.env.K6_BIN ?? "k6";
    await assert.rejects(inspectSuite(k6, file, process.env, 3_000), (error: unknown) => {
      assert.ok(error instanceof Problem);
      assert.match(error.what, /did not read .* within 3 s/);
      assert.equal(error.exit, "script");
      return true;
    });
  });
}
