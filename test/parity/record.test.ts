// What a run puts into its folder before the load: nothing without a parity file, nothing at all with a broken one.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { recordParity } from "../../src/parity/against.ts";
import { Problem } from "../../src/problem.ts";
import { readParity } from "../../src/result/parity.ts";
import { scratchFolder } from "../load/process.ts";
import { manageCommand } from "./configured.ts";

test("the record has a row for each fact of the file, and can be read again", async (t) => {
  const folder = scratchFolder(t);
  const parityFile = join(folder, "production.json");
  writeFileSync(
    parityFile,
    JSON.stringify({ celery: { concurrency: 8 }, throttleRates: { auth: "5/minute" } }),
  );
  const target = {
    baseUrl: undefined,
    databaseUrl: undefined,
    "manage.command": manageCommand(folder),
    "manage.folder": undefined,
  };
  await recordParity(folder, { ...target, parityFile }, writeFile);
  const record = await readParity(folder);
  assert.equal(record?.file, parityFile);
  assert.deepEqual(
    record?.rows.map(({ fact, production, here, state, source }) => [fact, production, here, state, source]),
    [
      ["celery.concurrency", 8, 6, "differs", "manage.py"],
      ["throttleRates.auth", "5/minute", "none", "differs", "manage.py"],
    ],
  );

  const bare = scratchFolder(t);
  await recordParity(bare, { ...target, parityFile: undefined }, writeFile);
  assert.equal(await readParity(bare), undefined);

  writeFileSync(parityFile, JSON.stringify({ celery: { concurency: 8 } }));
  await assert.rejects(recordParity(bare, { ...target, parityFile }, writeFile), Problem);
  assert.equal(await readParity(bare), undefined);
});
