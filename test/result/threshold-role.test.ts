import assert from "node:assert/strict";
import { test } from "node:test";
import { thresholdRoles } from "../../src/result/threshold-role.ts";
import { budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { thresholdsOf } from "../../tests/performance/k6/catalogue/thresholds.ts";

const choice = {
  cards: ["api_crud"],
  openScenarios: ["api_crud"],
  isIncluded: () => true,
  overrides: {},
} as const;

for (const profile of ["smoke", "soak"] as const) {
  test(`no threshold that the budgets of profile ${profile} make is called extra, and each gate has its own`, () => {
    const budgets = budgetsFor({ ...choice, profile });
    const roleOf = thresholdRoles(budgets);
    const roles = Object.entries(thresholdsOf(budgets)).flatMap(([key, expressions]) =>
      expressions.map((expression) => roleOf(key, expression)),
    );
    assert.ok(!roles.includes("extra"));
    const gates = budgets.filter(({ severity }) => severity === "gate").length;
    assert.equal(roles.filter((role) => role === "budget").length, gates);
    assert.ok(roles.includes("guard"));
    // What gates nothing still needs a threshold, or k6 would not store its figure.
    assert.equal(roles.includes("placeholder"), gates < budgets.length);
  });
}

const roleOf = thresholdRoles(budgetsFor({ ...choice, profile: "smoke" }));
const read = "http_req_duration{access:read,card:api_crud,expected_response:true}";
const cases = [
  { key: read, expression: "p(95)<500", role: "budget" },
  { key: read, expression: "p(95)<900", role: "extra" },
  { key: read, expression: "p(99)<1500", role: "extra" },
  {
    key: "http_reqs{access:read,card:api_crud,expected_response:true}",
    expression: "count>=59",
    role: "guard",
  },
  { key: "http_reqs{card:api_cruud}", expression: "count>=59", role: "extra" },
  { key: "http_reqs{card:api_cruud}", expression: "count>=0", role: "extra" },
  { key: "http_req_duration", expression: "p(95)>=0", role: "extra" },
] as const;
for (const { key, expression, role } of cases) {
  test(`${key} ${expression} is ${role}`, () => assert.equal(roleOf(key, expression), role));
}
