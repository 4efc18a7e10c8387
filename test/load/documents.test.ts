// Scenario 4 where a target differs from OBCMS, or may not be left anything: with a scanner of uploads, and without residue.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { smokeWithoutPauses } from "../mutants/mutant.ts";
import { runTool } from "../worthless/situation.ts";

const flags = [...smokeWithoutPauses, "--scenario", "document_uploads"];

async function called(situation: Parameters<typeof runTool>[0]): Promise<EndpointName[]> {
  const { verdict, result } = await runTool(situation);
  assert.equal(verdict.state, "PASS", verdict.reasons.map(({ sentence }) => sentence).join("; "));
  return result.endpoints.map(({ name }) => name as EndpointName);
}

test("a target with a scanner refuses infected files, and its healthy run passes", async () => {
  const settings = { mended: ["document_upload_infected"] };
  const names = await called({ title: "scanner", quirks: "none", settings, flags });
  assert.ok(names.includes("document_upload_infected"));
});

test("where nothing may be left, no document is filed, and the rest is judged", async () => {
  const names = await called({ title: "no residue", settings: { allowResidue: false }, flags });
  assert.deepEqual(names.filter((name) => name !== "jwt_obtain").sort(), [
    "document_list",
    "document_statistics",
    "document_upload_empty",
    "document_upload_too_large",
    "document_upload_wrong_type",
  ]);
});
