// Which targets have to show the marker of a performance database before anything is written to them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demoUsers } from "../../stand-in/defaults.ts";
import { type MarkerLock, markerLock, writes } from "../../tests/performance/k6/catalogue/marker-lock.ts";
import { parseOrigin } from "../../tests/performance/k6/catalogue/origin.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";

const LOOPBACK = "http://127.0.0.1:8000";
const FOREIGN = "https://perf.example";

function given(scenario: string, unmarkedTarget?: string): SettingValues {
  const flags = {
    scenarios: [scenario],
    clientId: demoUsers.api_client,
    "personas.executive.usernames": demoUsers.executive,
    unmarkedTarget,
  };
  return resolveSettings({ flags, env: {}, file: undefined }).values;
}

test("what sends nothing but GET does not write", () => {
  assert.equal(writes(given("executive_analytics")), false);
  assert.equal(writes(given("api_crud")), true);
});

const cases: readonly [title: string, origin: string, values: SettingValues, lock: MarkerLock][] = [
  ["this machine", LOOPBACK, given("api_crud"), "not needed"],
  ["another machine that is only read", FOREIGN, given("executive_analytics"), "not needed"],
  ["another machine", FOREIGN, given("api_crud"), "needed"],
  [
    "another machine that was typed again",
    FOREIGN,
    given("api_crud", "HTTPS://Perf.Example:443/"),
    "overridden",
  ],
  [
    "another machine of which somebody typed the port wrong",
    FOREIGN,
    given("api_crud", `${FOREIGN}:8443`),
    "mistyped",
  ],
  ["another machine, and what was typed is no origin", FOREIGN, given("api_crud", "yes"), "mistyped"],
  ["this machine while another was typed", LOOPBACK, given("api_crud", FOREIGN), "mistyped"],
];
for (const [title, origin, values, lock] of cases)
  test(`${title}: the marker is ${lock}`, () => {
    const parsed = parseOrigin(origin);
    assert.ok(parsed !== undefined);
    assert.equal(markerLock(parsed, values), lock);
  });

test("who writes beside the chosen scenarios says so, and needs the marker although they only read", () => {
  const { values } = resolveSettings({ flags: { scenarios: ["executive_analytics"] }, env: {}, file: {} });
  const origin = parseOrigin("http://obcms.example") ?? assert.fail();
  assert.equal(markerLock(origin, values, false), "not needed");
  assert.equal(markerLock(origin, values, true), "needed");
});
