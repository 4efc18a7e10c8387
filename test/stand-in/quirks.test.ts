// The quirks: what each does, that it is not done without its name, and which are usual.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Request } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { Problem } from "../../src/problem.ts";
import { parseQuirks, type QuirkName, quirkNames, usualQuirks } from "../../stand-in/quirks/table.ts";
import { runStandIn, stoppedClock, targetAt } from "./run-stand-in.ts";

const clock = stoppedClock();

/** Runs the same against a stand-in with this quirk alone and against one without any. */
function quirk(name: QuirkName, says: string, look: (target: Target, isOn: boolean) => Promise<void>): void {
  for (const isOn of [true, false]) {
    test(`${name} ${isOn ? "on" : "off"}: ${says}`, async () => {
      const quirks = new Set(isOn ? [name] : []);
      const standIn = await runStandIn({ scale: 0.1, quirks, clock: clock.now });
      try {
        await look(await targetAt(standIn.origin), isOn);
      } finally {
        await standIn.stop();
      }
    });
  }
}

test("old addresses within REST paths redirect to themselves, whatever the quirks", async () => {
  const standIn = await runStandIn({ scale: 0.1, quirks: new Set() });
  try {
    const target = await targetAt(standIn.origin);
    const loops = [
      "/api/communities/communities/",
      "/api/communities/communities/7/",
      "/api/communities/",
      "/api/communities/stakeholders/",
      "/api/coordination/organizations/",
      "/api/coordination/organizations/x.json/",
      "/api/coordination/partnerships/",
      "/api/coordination/",
      "/api/mana/",
    ];
    for (const path of loops) {
      const answer = await target.send({ path: `${path}?page=2`, as: "api_client" });
      assert.equal(answer.status, 301, path);
      assert.equal(answer.headers.get("location"), path);
    }
    const dead = await target.send({ path: "/api/policy-tracking/recommendations/", as: "nobody" });
    assert.equal(dead.headers.get("location"), "/api/policy-tracking/policies/");
    assert.equal((await target.send({ path: "/api/policy-tracking/policies/", as: "nobody" })).status, 404);
    const list = { path: "/api/coordination/organizations.json", as: "api_client" } as const;
    assert.equal((await target.send(list)).status, 200);
  } finally {
    await standIn.stop();
  }
});

quirk("html_accept_500", "a browser that asks REST for HTML meets a server error", async (target, isOn) => {
  const headers = { Accept: "text/html" };
  const answer = await target.send({ endpoint: "api_regions_list", as: "api_client", headers });
  assert.equal(answer.status, isOn ? 500 : 200);
  assert.equal((await target.send({ endpoint: "api_regions_list", as: "api_client" })).status, 200);
});

test("a deleted policy is gone although the answer is 500, whatever the quirks", async () => {
  const standIn = await runStandIn({ scale: 0.1, quirks: new Set() });
  try {
    const target = await targetAt(standIn.origin);
    const path = `/policies/${await newPolicy(target)}/delete/`;
    assert.equal((await target.send({ path, method: "POST", as: "staff" })).status, 403);
    const anonymous = {
      Cookie: `csrftoken=${target.memory.csrf}`,
      "X-CSRFToken": String(target.memory.csrf),
    };
    assert.equal((await target.send({ path, method: "POST", as: "nobody", headers: anonymous })).status, 403);
    assert.equal((await target.send({ path, method: "POST", as: "executive" })).status, 500);
    assert.equal((await target.send({ path, method: "POST", as: "executive" })).status, 404);
  } finally {
    await standIn.stop();
  }
});

quirk("error_after_commit", "a saved leave is answered with 500", async (target, isOn) => {
  const path = "/coordination/staff/leave/request/";
  assert.equal((await target.send({ path, method: "POST", as: "staff" })).status, isOn ? 500 : 302);
});

quirk("false_success", "a refused form has status 200 and no HX-Trigger", async (target, isOn) => {
  const item = await anyItem(target);
  const path = `/oobc-management/work-items/${item}/sidebar/edit/`;
  const edit = (title: string): Promise<Answer> =>
    target.send({ path, method: "POST", as: "staff", form: { title } });
  const refused = await edit(" ");
  assert.equal(refused.status, isOn ? 200 : 422);
  assert.equal(refused.headers.get("hx-trigger"), null);
  assert.match(refused.text, /This field is required/);
  const saved = await edit("Ñandú 🦜");
  assert.equal(saved.status, 200);
  const trigger = JSON.parse(saved.headers.get("hx-trigger") ?? "") as { showToast: { message: string } };
  assert.match(trigger.showToast.message, /^(Project|Activity|Task|Subtask) updated successfully$/);
  assert.match((await target.send({ path, as: "staff" })).text, /value="Ñandú 🦜"/);
});

quirk(
  "stale_feeds",
  "a feed shows old progress for 300 s, to the user who saw it before",
  async (target, isOn) => {
    const item = await anyItem(target);
    const feed = (as: Request["as"], query = ""): Promise<Answer> =>
      target.send({ path: `/oobc-management/calendar/work-items/feed/${query}`, as });
    const shown = async (as: Request["as"], query?: string): Promise<number | undefined> => {
      const events = JSON.parse((await feed(as, query)).text) as {
        id: string;
        extendedProps: { progress: number };
      }[];
      return events.find(({ id }) => id === `work-item-${item}`)?.extendedProps.progress;
    };
    const before = await shown("staff");
    const progress = before === 41 ? 42 : 41;
    const sent = {
      endpoint: "work_item_update_progress",
      args: { pk: item },
      as: "staff",
      form: { progress: String(progress) },
    } as const;
    assert.equal((await target.send(sent)).status, 200);
    assert.equal(await shown("staff"), isOn ? before : progress);
    assert.equal(await shown("executive"), progress);
    assert.equal(await shown("staff", "?start=2000-01-01"), progress);
    clock.pass(299);
    assert.equal(await shown("staff"), isOn ? before : progress);
    clock.pass(1);
    assert.equal(await shown("staff"), progress);
  },
);

quirk("stale_feeds", "so do the children of a tree", async (target, isOn) => {
  const root = await anyItem(target);
  const children = async (): Promise<string> =>
    (await target.send({ endpoint: "work_item_tree_children", args: { pk: root }, as: "staff" })).text;
  const before = await children();
  const [, child = ""] = /id="work-item-row-([0-9a-f-]{36})"/.exec(before) ?? [];
  for (const progress of ["1", "2"])
    await target.send({
      endpoint: "work_item_update_progress",
      args: { pk: child },
      as: "staff",
      form: { progress },
    });
  assert.equal((await children()) === before, isOn);
  clock.pass(300);
  assert.notEqual(await children(), before);
});

for (const path of ["/coordination/staff/leave/request/", "/coordination/bookings/request/"]) {
  quirk("flushdb", `${path} signs everybody out`, async (target, isOn) => {
    const status = async (as: Request["as"]) => (await target.send({ path: "/dashboard/", as })).status;
    assert.deepEqual([await status("staff"), await status("executive")], [200, 200]);
    assert.equal((await target.send({ path, method: "POST", as: "staff" })).status, 302);
    assert.deepEqual([await status("staff"), await status("executive")], isOn ? [302, 302] : [200, 200]);
    // A token is no session.
    assert.equal((await target.send({ endpoint: "api_regions_list", as: "api_client" })).status, 200);
  });
}

test("with both quirks a leave is answered with 500 and everybody is signed out, as on OBCMS", async () => {
  const standIn = await runStandIn({ scale: 0.1, quirks: parseQuirks("flushdb,error_after_commit") });
  try {
    const target = await targetAt(standIn.origin);
    const path = "/coordination/staff/leave/request/";
    assert.equal((await target.send({ path, method: "POST", as: "staff" })).status, 500);
    assert.equal((await target.send({ path: "/dashboard/", as: "executive" })).status, 302);
  } finally {
    await standIn.stop();
  }
});

test("a name, several, all, none and usual are read", () => {
  assert.deepEqual([...parseQuirks("flushdb")], ["flushdb"]);
  assert.deepEqual([...parseQuirks("flushdb,stale_feeds")], ["flushdb", "stale_feeds"]);
  assert.deepEqual([...parseQuirks("all")], quirkNames);
  assert.deepEqual([...parseQuirks("none")], []);
  assert.equal(parseQuirks("usual"), usualQuirks);
});

for (const text of ["", "flushdbs", "flushdb,,stale_feeds", "toString", "all,none"]) {
  test(`the quirks ${JSON.stringify(text)} are refused with all that there are`, () => {
    assert.throws(
      () => parseQuirks(text),
      (error) =>
        error instanceof Problem &&
        error.exit === "usage" &&
        quirkNames.every((name) => error.fix.includes(name)),
    );
  });
}

async function anyItem(target: Target): Promise<string> {
  const args = { status: "", work_type: "", q: "" };
  const headers = { "HX-Request": "true" };
  const { text } = await target.send({ endpoint: "work_item_tree_root", args, as: "staff", headers });
  return /id="work-item-row-([0-9a-f-]{36})"/.exec(text)?.[1] ?? assert.fail("no work item");
}

async function newPolicy(target: Target): Promise<string> {
  const texts = ["title", "category", "description", "rationale", "scope", "problem_statement"];
  const more = ["policy_objectives", "proposed_solution", "expected_outcomes"];
  const json = { ...Object.fromEntries([...texts, ...more].map((name) => [name, "x"])), proposed_by: 1 };
  const { text } = await target.send({ endpoint: "api_recommendation_create", as: "api_client", json });
  return (JSON.parse(text) as { id: string }).id;
}
