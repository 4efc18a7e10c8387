import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checks } from "../../src/doctor/checks.ts";
import { projectFolder } from "../../src/run/suite.ts";

const text = readFileSync(join(projectFolder, "docs/doctor.md"), "utf8");

test("the documentation names each check, and none that is not there", () => {
  const rows = text.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) =>
    [...(row.split(" | ")[0] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  // It is made where a user is named for it, and has a section of its own.
  const others = Object.keys(checks).filter((name) => name !== "throttles_measured");
  assert.deepEqual([...named].sort(), others.sort());
  assert.match(text, /--measure-throttles/);
});
