// Compares a text with its golden file; UPDATE_GOLDEN=1 writes the file instead, which CI refuses to do.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export function assertGolden(file: URL, actual: string): void {
  if (process.env.UPDATE_GOLDEN === "1") {
    if (process.env.CI)
      throw new Error("UPDATE_GOLDEN=1 is refused where CI is set: a golden file is changed by a person");
    mkdirSync(dirname(file.pathname), { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(
    actual,
    read(file),
    `differs from ${file.pathname}; if it is right, run again with UPDATE_GOLDEN=1`,
  );
}

function read(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`there is no golden file ${file.pathname}; write it with UPDATE_GOLDEN=1`, { cause });
  }
}
