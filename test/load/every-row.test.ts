// A smoke run asks every row of its card as often as the card says, and what it reports as residue is really there.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";
import { requestsPerIteration } from "../../tests/performance/k6/catalogue/cards.ts";
import { type EndpointName, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { brokenRows, whyLeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

/** Where a row's residue lies, and the column that has the id. */
const residueIn = {
  api_coverage_create: "coverage WHERE municipality",
  api_stakeholder_create: "stakeholder WHERE id",
  api_contact_create: "user WHERE email",
  api_organization_create: "organization WHERE id",
  api_recommendation_create: "recommendation WHERE id",
  monitoring_enable_tracking: "monitoring_entry WHERE execution_project_id IS NOT NULL AND id",
} as const satisfies Partial<Record<EndpointName, string>>;

test("a smoke run calls every row that works, and what it says it left behind is there", async (t) => {
  const folder = scratchFolder(t);
  const databasePath = join(folder, "db.sqlite");
  const standIn = await startStandIn({ port: 0, databasePath, seed: 1, scale: 1, faults: [] });
  t.after(() => standIn.close());
  const environment = join(folder, "env.json");
  writeFileSync(environment, JSON.stringify(standInFile(standIn.origin)));
  const out = join(folder, "runs");
  const args = ["run", "--env", environment, "--out", out, "--think-time", "0"];
  const { exitCode, stdout, stderr } = await tool(args).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  const result = resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));

  for (const card of ["api_crud"] as const) {
    await t.test(`${card}: every row, as often as the card says`, () => {
      const iterations = result.scenarios.find((scenario) => scenario.card === card)?.completed ?? 0;
      assert.ok(iterations > 0);
      const wanted = requestsPerIteration(card, (name) => !brokenRows().includes(name));
      const called = result.endpoints.filter(
        ({ name, card: its }) => its === card && endpoints[name as EndpointName].access !== "sign_in",
      );
      assert.deepEqual(
        Object.fromEntries(called.map(({ name, requests }) => [name, requests]).sort()),
        Object.fromEntries([...wanted].map(([name, times]) => [name, times * iterations]).sort()),
      );
    });
  }

  await t.test("every answer was the expected one", () => {
    for (const { name, requests, outcomes } of result.endpoints)
      assert.equal(outcomes.expected, requests, name);
  });

  const database = new DatabaseSync(databasePath, { readOnly: true });
  t.after(() => database.close());
  const count = (sql: string, ...values: string[]): unknown => database.prepare(sql).get(...values)?.n;

  await t.test("all that is listed as residue is on the target", () => {
    const missing = result.residue.filter(({ endpoint, id }) => {
      const where = residueIn[endpoint as keyof typeof residueIn] ?? `${endpoint} WHERE id`;
      return count(`SELECT count(*) AS n FROM ${where} = ?`, id) !== 1;
    });
    assert.deepEqual(missing, []);
    const kinds = [...new Set(result.residue.map(({ endpoint }) => endpoint))];
    assert.deepEqual(kinds.sort(), Object.keys(residueIn).sort());
  });

  await t.test("what is listed as residue is all that was left", () => {
    const listed = (endpoint: EndpointName): number =>
      result.residue.filter((one) => one.endpoint === endpoint).length;
    assert.deepEqual(
      {
        stakeholders: count("SELECT count(*) - 40 AS n FROM stakeholder"),
        organizations: count("SELECT count(*) - 60 AS n FROM organization"),
        recommendations: count("SELECT count(*) - 500 AS n FROM recommendation"),
        accounts: count("SELECT count(*) - 1200 AS n FROM user"),
        others: ["engagement_type WHERE name LIKE 'perf-%'", "message_template", "contact"].map((rows) =>
          count(`SELECT count(*) AS n FROM ${rows}`),
        ),
        items: count("SELECT count(*) - 1891 AS n FROM work_item"),
      },
      {
        stakeholders: listed("api_stakeholder_create"),
        organizations: listed("api_organization_create"),
        recommendations: listed("api_recommendation_create"),
        accounts: listed("api_contact_create"),
        others: [0, 0, 0],
        // An execution project and the six items below it.
        items: 7 * listed("monitoring_enable_tracking"),
      },
    );
  });
});

for (const [who, alone] of [
  ["of the REST API", ["clientId", "clientSecret"]],
  ["of a session", ["personas"]],
] as const) {
  test(`with users ${who} only, every row that is not left out is called`, async (t) => {
    const folder = scratchFolder(t);
    const environment = join(folder, "env.json");
    const all = standInFile(await standInFor(t));
    const kept = ["baseUrl", "environment", "allowResidue", ...alone];
    const file = Object.fromEntries(Object.entries(all).filter(([name]) => kept.includes(name)));
    writeFileSync(environment, JSON.stringify(file));
    const out = join(folder, "runs");
    const { exitCode, stdout } = await tool(["run", "--env", environment, "--out", out, "--think-time", "0"])
      .ended;
    assert.equal(exitCode, exitCodes.pass.code, stdout);
    const { endpoints: called } = resultSchema.parse(
      JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")),
    );
    const { values } = resolveSettings({ flags: {}, env: {}, file });
    const wanted = [
      ...requestsPerIteration("api_crud", (name) => whyLeftOut(name, values) === undefined).keys(),
    ];
    const names = called.map(({ name }) => name as EndpointName).filter((name) => wanted.includes(name));
    assert.deepEqual(names.sort(), wanted.sort());
  });
}
