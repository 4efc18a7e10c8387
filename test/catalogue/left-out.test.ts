import assert from "node:assert/strict";
import { test } from "node:test";
import { requestsPerIteration, runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { type EndpointName, endpointNames } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { brokenRows, whyLeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import { parseResidue, residueLine } from "../../tests/performance/k6/catalogue/residue.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { SettingName, SettingValues, Value } from "../../tests/performance/k6/catalogue/settings.ts";
import { planLoad } from "../../tests/performance/k6/scenarios.ts";

const everybody = {
  "calendar.shareToken": "t",
  "personas.throw_away.usernames": ["f"],
  clientId: ["a"],
  "personas.staff.usernames": ["b"],
  "personas.executive.usernames": ["c"],
  "personas.central_admin.usernames": ["d"],
  "personas.provincial_coordinator.usernames": ["e"],
} as const;

function given(flags: Partial<Record<SettingName, Value>>): SettingValues {
  return resolveSettings({ flags, env: {}, file: undefined }).values;
}

test("a broken row is left out with what was measured, until it is named as mended", () => {
  assert.ok(brokenRows().length > 10);
  for (const name of brokenRows()) {
    assert.match(
      whyLeftOut(name, given({ ...everybody, allowResidue: true }))?.why ?? "",
      /^broken on OBCMS: \d{3}/,
    );
    assert.equal(whyLeftOut(name, given({ ...everybody, allowResidue: true, mended: [name] })), undefined);
  }
});

test("a row that leaves something behind is left out until residue is allowed", () => {
  const why = whyLeftOut("api_recommendation_create", given(everybody));
  assert.match(why?.why ?? "", /^it leaves the created recommendation/);
  assert.equal(
    whyLeftOut("api_recommendation_create", given({ ...everybody, allowResidue: true })),
    undefined,
  );
});

test("a persona without users leaves its rows out, and names the variable that would give them", () => {
  const oneOnly = given({ clientId: ["a"] });
  assert.match(whyLeftOut("trends", oneOnly)?.why ?? "", /OOBC executive .*OBCMS_EXECUTIVE_USERNAMES/);
  assert.equal(whyLeftOut("api_regions_list", oneOnly), undefined);
  assert.equal(whyLeftOut("health", given({})), undefined);
  const withResidue = given({ clientId: ["a"], allowResidue: true });
  assert.match(
    whyLeftOut("api_stakeholder_create", withResidue)?.why ?? "",
    /OOBC staff/,
    "who finds communities",
  );
});

test("what is left out has no budget and asks for no iteration", () => {
  const { budgets, scenarios } = planLoad(
    given({ clientId: ["a"], shareUsers: true, profile: "smoke", scenarios: ["api_crud"] }),
  );
  const named = budgets.flatMap(({ where }) => where.name ?? []);
  assert.ok(named.includes("api_regions_list"));
  assert.deepEqual(
    named.filter((name) => whyLeftOut(name, given({ clientId: ["a"] })) !== undefined),
    [],
  );
  const smoke = scenarios.api_crud as { iterations?: number };
  assert.ok(Number.isInteger(smoke.iterations) && Number(smoke.iterations) < 100, JSON.stringify(smoke));
});

test("a run for which nobody can sign in is refused, with the variables that name users", () => {
  assert.throws(() => planLoad(given({})), /no user is given for scenario api_crud: .*K6_CLIENT_ID/);
  assert.doesNotThrow(() => planLoad(given({ "personas.executive.usernames": ["c"], shareUsers: true })));
});

test("no request of an iteration is left out when everything is allowed and mended", () => {
  const all = given({ ...everybody, allowResidue: true, mended: brokenRows() });
  const called = new Set(
    runnableCards().flatMap((card) => [
      ...requestsPerIteration(card, (name) => whyLeftOut(name, all) === undefined).keys(),
    ]),
  );
  const elsewhere: EndpointName[] = ["readiness", "monitoring_agency_ppas", "api_engagement_types_search"];
  const missing = endpointNames.filter((name) => !called.has(name) && !elsewhere.includes(name));
  assert.deepEqual(missing, []);
});

test("a line about residue is read back as it was written, and nothing else is", () => {
  const residue = { endpoint: "api_contact_create", id: "perf-1@example.test" };
  assert.deepEqual(parseResidue(residueLine(residue)), residue);
  assert.equal(parseResidue("an iteration threw: left behind: a b"), undefined);
});
