// What the tests of the traps stand on: a stand-in with its database open, answers judged as the suite judges them,
// scripts run by the real k6, and one real run of the suite that has been told that OBCMS is mended.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TestContext } from "node:test";
import type { Answer } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { type StandInOptions, startStandIn } from "../../stand-in/stand-in.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import type { Outcome } from "../../tests/performance/k6/catalogue/tags.ts";
import { outcomeOf, type TextResponse } from "../../tests/performance/k6/lib/answer.ts";
import { jsonLookUp } from "../json-look-up.ts";
import { type Ended, onlyRun, scratchFolder, start, tool } from "../load/process.ts";
import { targetAt } from "../stand-in/run-stand-in.ts";

export type Ground = {
  readonly origin: string;
  readonly databasePath: string;
  readonly target: Target;
  /** Values of the first column. */
  column(sql: string): unknown[];
};

export async function groundFor(t: TestContext, options: Partial<StandInOptions> = {}): Promise<Ground> {
  const databasePath = join(scratchFolder(t), "db.sqlite");
  const standIn = await startStandIn({ port: 0, databasePath, seed: 1, scale: 1, faults: [], ...options });
  const database = new DatabaseSync(databasePath, { readOnly: true });
  t.after(async () => {
    database.close();
    await standIn.close();
  });
  return {
    origin: standIn.origin,
    databasePath,
    target: await targetAt(standIn.origin),
    column: (sql) =>
      database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row)[0]),
  };
}

/** What the suite says of an answer to this row. */
export function judged(row: Endpoint, { status, headers, text }: Answer): Outcome {
  const named = { Location: headers.get("location"), "Hx-Trigger": headers.get("hx-trigger") };
  const present = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
  // The two headers that it looks at, under the names that k6 gives them.
  const response = { status, body: text, headers: present } as TextResponse;
  return outcomeOf(row, response, jsonLookUp(text));
}

export function bareK6(script: string, variables: Readonly<Record<string, string>>): Promise<Ended> {
  const path = join(import.meta.dirname, "naive", script);
  const env = { ...k6Environment(process.env), ...variables };
  return start(process.env.K6_BIN ?? "k6", ["run", "--quiet", path], env).ended;
}

/** A smoke run of the suite against a target, with more settings than a stand-in's own. */
export async function smoke(
  t: TestContext,
  origin: string,
  more: Readonly<Record<string, unknown>>,
): Promise<Ended & { readonly result: Result }> {
  const folder = scratchFolder(t);
  const environment = join(folder, "env.json");
  writeFileSync(environment, JSON.stringify({ ...standInFile(origin), ...more }));
  const out = join(folder, "runs");
  const ended = await tool(["run", "--env", environment, "--out", out, "--think-time", "0"]).ended;
  const text = readFileSync(join(onlyRun(out), runFiles.result), "utf8");
  return { ...ended, result: resultSchema.parse(JSON.parse(text)) };
}
