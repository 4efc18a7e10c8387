import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { generatedFiles } from "../../src/generate.ts";
import { projectFolder } from "../../src/run/suite.ts";

for (const [path, text] of await generatedFiles()) {
  test(`${path} is what npm run generate writes`, async () => {
    assert.equal(
      await readFile(join(projectFolder, path), "utf8"),
      text,
      "run `npm run generate` and commit what it writes",
    );
  });
}
