import assert from "node:assert/strict";
import { test } from "node:test";
import { standInFile } from "../../src/run/environment.ts";
import { missingRecords, missingUsers } from "../../tests/performance/k6/catalogue/leases.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { SettingName, SettingValues, Value } from "../../tests/performance/k6/catalogue/settings.ts";
import { planLoad } from "../../tests/performance/k6/scenarios.ts";
import { vusOf } from "../../tests/performance/k6/size.ts";

function settings(flags: Partial<Record<SettingName, Value>> = {}): SettingValues {
  return resolveSettings({ flags, env: {}, file: standInFile("http://127.0.0.1:8600") }).values;
}

const twenty = Array.from({ length: 20 }, (_, index) => `user_${index}`);
const crowded = { profile: "stress", scenarios: ["api_crud"], "personas.staff.usernames": twenty } as const;

test("a run with more virtual users than a persona has users cannot be planned, and says how many it needs", () => {
  assert.throws(
    () => planLoad(settings(crowded)),
    /^Error: scenario api_crud with 40 virtual users needs 40 users of persona staff, 20 are given \(personas\.staff\.usernames, OBCMS_STAFF_USERNAMES\); or allow sharing: shareUsers, OBCMS_SHARE_USERS$/,
  );
});

test("each persona that is short of users is named", () => {
  const short = settings({ clientId: ["one"], "personas.executive.usernames": twenty });
  assert.deepEqual(
    missingUsers(["api_crud"], 21, short).map((sentence) =>
      /persona (\w+), (\d+ \w+)/.exec(sentence)?.slice(1),
    ),
    [
      ["api_client", "1 is"],
      ["executive", "20 are"],
    ],
  );
});

test("with sharing allowed, with fewer virtual users, and without anybody of that persona it can", () => {
  for (const flags of [{ shareUsers: true }, { vus: 20 }, { "personas.staff.usernames": [] }])
    assert.doesNotThrow(() => planLoad(settings({ ...crowded, ...flags })));
});

test("the embedded target has users for every profile", () => {
  for (const profile of ["smoke", "baseline", "stress", "spike", "soak", "breakpoint", "mixed", "controlled"])
    assert.doesNotThrow(() => planLoad(settings({ profile, scenarios: ["api_crud"] })), profile);
});

test("records that a virtual user changes are as many as virtual users, unless sharing is allowed or nobody changes them", () => {
  const asked = (flags: Partial<Record<SettingName, Value>>, vus: number) => ({
    chosen: ["api_crud"] as const,
    vus,
    values: settings(flags),
  });
  assert.equal(missingRecords("workItems", 12, asked({}, 12)), undefined);
  assert.equal(
    missingRecords("workItems", 12, asked({}, 13)),
    "scenario api_crud with 13 virtual users needs 13 work items, 12 were found (dataset.workItems, OBCMS_WORK_ITEMS); or allow sharing: shareRecords, OBCMS_SHARE_RECORDS",
  );
  assert.equal(missingRecords("workItems", 1, asked({ shareRecords: true }, 2)), undefined);
  assert.match(missingRecords("monitoringEntries", 1, asked({}, 2)) ?? "", /needs 2 monitoring entries/);
  // Tracking leaves something behind, and is left out without permission to.
  assert.equal(missingRecords("monitoringEntries", 1, asked({ allowResidue: false }, 2)), undefined);
});

test("instances of k6 that share a test use higher numbers than it has virtual users", () => {
  const three = { executor: "constant-vus", vus: 3, duration: "1s" } as const;
  assert.equal(vusOf({ a: three, b: three }), 6);
  // Seen with k6 2.2: the first of two instances numbers its four 1, 3, 5 and 7.
  assert.equal(vusOf({ a: three, b: three }, 2), 8);
});
