// The thirteen ways in which a naive load test of OBCMS lies, one test each: the naive way is taken and seen to be
// content, and ours is not. Where the stand-in cannot show it, the rule of the catalogue that keeps us out is tested.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../../src/contract/case.ts";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import { exitCodes } from "../../src/exit-codes.ts";
import { standInFile } from "../../src/run/environment.ts";
import { budgetIds } from "../../tests/performance/k6/catalogue/budgets.ts";
import { type Endpoint, fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { brokenRows, whyLeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { optionsFor, planLoad } from "../../tests/performance/k6/scenarios.ts";
import { bareK6, groundFor, judged, smoke } from "./ground.ts";

const HTMX = { "HX-Request": "true" } as const;
const rows = endpointNames.map((name): [EndpointName, Endpoint] => [name, endpoints[name]]);
const settings = (more: object = {}) =>
  resolveSettings({ flags: {}, env: {}, file: { ...standInFile("http://127.0.0.1:1"), ...more } }).values;

test("trap 1: a redirect to itself looks like a fast success, and is an unexpected answer", async (t) => {
  const { origin, target } = await groundFor(t);
  const variables = { BASE: origin, ACCESS: await accessOf(origin, target.memory) };
  const naive = await bareK6("follow-redirects.js", variables);
  assert.equal(naive.exitCode, 0, naive.stdout + naive.stderr);
  const answer = await target.send({
    endpoint: "api_community_create",
    as: "api_client",
    json: { name: "x" },
  });
  assert.equal(judged(endpoints.api_community_create, answer), "unexpected");
  assert.equal(optionsFor(planLoad(settings()), settings()).maxRedirects, 0);

  const { exitCode, result, stdout } = await smoke(t, origin, { mended: brokenRows() });
  assert.equal(exitCode, exitCodes.fail.code, stdout);
  const outcomes = result.endpoints.find(({ name }) => name === "api_community_create");
  assert.equal(outcomes?.outcomes.unexpected, outcomes?.requests);
  assert.ok(Number(outcomes?.requests) > 0);
});

test("trap 2: fast errors lower a percentile, unless only right answers count", async (t) => {
  const { origin, target } = await groundFor(t, { faults: ["delay=600@api_regions_list"] });
  const variables = { BASE: origin, ACCESS: await accessOf(origin, target.memory) };
  assert.equal((await bareK6("fast-errors.js", { ...variables, LIMIT: "all" })).exitCode, 0);
  assert.equal((await bareK6("fast-errors.js", { ...variables, LIMIT: "right" })).exitCode, 99);
  const latencies = planLoad(settings()).budgets.filter(({ metric }) => metric === "http_req_duration");
  assert.ok(latencies.length > 50);
  for (const { id, where } of latencies) assert.equal(where.expected_response, "true", id);
});

test("trap 3: a 200 may be a failure, and a 500 a success", async (t) => {
  const { target, column } = await groundFor(t);
  const [item] = column("SELECT id FROM work_item LIMIT 1");
  const path = `/oobc-management/work-items/${item}/sidebar/edit/`;
  const form = { title: "" };
  const refused = await target.send({ path, method: "POST", as: "staff", headers: HTMX, form });
  assert.equal(refused.status, 200);
  const saved: Endpoint = {
    ...endpoints.work_item_quick_create_child,
    expects: { trigger: "workItemUpdated" },
  };
  assert.equal(judged(saved, refused), "wrong_body");

  const [policy] = column("SELECT id FROM recommendation LIMIT 1");
  const request = {
    endpoint: "policies_delete",
    args: { id: String(policy) },
    as: "executive",
    form: {},
  } as const;
  const failed = await target.send(request);
  assert.equal(failed.status, 500);
  assert.equal(judged(endpoints.policies_delete, failed), "unexpected");
  assert.deepEqual(column(`SELECT id FROM recommendation WHERE id = '${policy}'`), []);
  assert.match(whyLeftOut("policies_delete", settings())?.why ?? "", /deleted and committed/);
});

test("trap 4: users that are shared throttle and sign out each other, so each virtual user has its own", async (t) => {
  const { target, origin } = await groundFor(t, { throttles: "default" });
  const shared: Answer[] = [];
  for (let request = 0; request < 61; request += 1)
    shared.push(await target.send({ endpoint: "api_regions_list", as: "api_client" }));
  const last = shared.at(-1);
  assert.equal(last && judged(endpoints.api_regions_list, last), "throttled");
  const other = await target.send({ endpoint: "api_regions_list", as: "staff" });
  assert.equal(judged(endpoints.api_regions_list, other), "expected");
  const refresh = await refreshOf(origin, target.memory);
  const twice = { endpoint: "jwt_refresh", as: "nobody", json: { refresh } } as const;
  assert.deepEqual([(await target.send(twice)).status, (await target.send(twice)).status], [200, 401]);

  const own = await groundFor(t);
  const before = own.column("SELECT username FROM user WHERE last_login IS NOT NULL");
  assert.equal(before.length, 5, "one user of each persona has looked");
  const { result, stdout } = await smoke(t, own.origin, {});
  const [scenario] = result.scenarios;
  assert.equal(scenario?.maxVus, 2, stdout);
  const after = own.column("SELECT username FROM user WHERE last_login IS NOT NULL ORDER BY username");
  // The last of the staff looks for rows left behind when the load is over, the last API client counts rows around it.
  assert.equal(after.length, 10 + 2, `two users of each persona, and who looks afterwards: ${after}`);
  const signIns = result.endpoints.find(({ name }) => name === "login_submit")?.requests;
  assert.equal(
    signIns,
    8,
    "four personas with a session, two virtual users, and no sign-in in a later iteration",
  );
});

test("trap 5: a warm feed is fast and stale, and says so to nobody", async (t) => {
  const { target, column } = await groundFor(t, { quirks: new Set(["stale_feeds"]) });
  const [child] = column("SELECT id FROM work_item WHERE level = 1 AND progress < 90 ORDER BY id LIMIT 1");
  const [parent] = column(`SELECT parent_id FROM work_item WHERE id = '${child}'`);
  const children = (as: "staff" | "executive") =>
    target.send({ endpoint: "work_item_tree_children", args: { pk: String(parent) }, as, headers: HTMX });
  const before = await children("staff");
  const form = { progress: "97" };
  const request = {
    endpoint: "work_item_update_progress",
    args: { pk: String(child) },
    as: "staff",
    form,
  } as const;
  const updated = await target.send(request);
  const stale = await children("staff");
  assert.equal(stale.text, before.text, "polling shows what was");
  assert.equal(
    judged(endpoints.work_item_tree_children, stale),
    "expected",
    "which no check of a poll can see",
  );
  assert.match((await children("executive")).text, />97%</);
  // So a write is believed by its own answer, and that a feed shows it has a budget of its own.
  assert.equal(judged(endpoints.work_item_update_progress, updated), "expected");
  assert.ok(budgetIds().includes("calendar_streams_shown_faults"));
});

test("trap 6: an empty list passes any test of its status, and none of its rows", async (t) => {
  const { target } = await groundFor(t);
  const empty = await target.send({ path: "/api/administrative/barangays/?search=qqqqq", as: "api_client" });
  assert.equal(empty.status, 200);
  assert.equal(judged(endpoints.api_barangays_list, empty), "wrong_body");
  const full = await target.send({ endpoint: "api_barangays_list", as: "api_client" });
  assert.equal(judged(endpoints.api_barangays_list, full), "expected");
});

test("trap 7: several children at once damage OBCMS's tree while all answer 200, so they run only by leave", async (t) => {
  const { target, column } = await groundFor(t);
  const [project] = column("SELECT id FROM work_item WHERE level = 0 ORDER BY id LIMIT 1");
  const form = { child_work_type: "activity", child_title: "Perf child" };
  const create = {
    endpoint: "work_item_quick_create_child",
    args: { pk: String(project) },
    as: "staff",
    form,
  } as const;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => target.send({ ...create, headers: HTMX })),
  );
  for (const answer of answers)
    assert.equal(judged(endpoints.work_item_quick_create_child, answer), "expected");
  // The stand-in cannot show the damage: SQLite lets one write at a time. The catalogue's rule is what protects.
  const bounds = "SELECT tree_id, lft AS bound FROM work_item UNION ALL SELECT tree_id, rght FROM work_item";
  assert.deepEqual(column(`SELECT bound FROM (${bounds}) GROUP BY tree_id, bound HAVING count(*) > 1`), []);
  // Its fault shows it, to whoever looks at the data: the requests are as right as before.
  const damaged = await groundFor(t, { faults: ["corrupt_tree=1"] });
  const { result } = await smoke(t, damaged.origin, { databaseUrl: databaseUrlOfFile(damaged.databasePath) });
  assert.equal(result.totals.httpReqsFailed, 0);
  const looked = result.budgets.find(({ id }) => id === "api_crud_integrity_faults");
  assert.ok((looked?.measured ?? 0) > 0, JSON.stringify(looked));
  for (const name of ["work_item_quick_create_child", "work_item_delete"] as const) {
    assert.match(whyLeftOut(name, settings({ allowResidue: false }))?.why ?? "", /damaged tree/, name);
    assert.equal(whyLeftOut(name, settings()), undefined, name);
  }
});

test("trap 8: one request for leave empties Redis and signs everybody out", async (t) => {
  const { target } = await groundFor(t, { quirks: new Set(["flushdb"]) });
  const leave = { path: "/coordination/staff/leave/request/", method: "POST", as: "staff" } as const;
  assert.equal((await target.send(leave)).status, 302);
  const trends = await target.send({ endpoint: "trends", as: "executive" });
  const login = await target.send({ path: String(trends.headers.get("location")) as "/", as: "nobody" });
  assert.equal(login.status, 200, "who follows the redirect sees 200");
  assert.equal(judged(endpoints.trends, trends), "signed_out");
  assert.equal(judged(endpoints.trends, login), "signed_out", "even then");
  assert.deepEqual(rowsAt(/leave|booking/), []);
});

test("trap 9: what asks geocoders on the internet measures them, so it is not in the catalogue", () => {
  assert.deepEqual(rowsAt(/communities\/(\w+\/)?add|location-data|monitoring\/create|mana\/regional/), []);
  assert.deepEqual(rowsAt(/communities\/manage/), ["communities_manage"], "the pattern can find something");
});

test("trap 10: OBCMS's metrics are those of one process in three, so no figure comes from them", () => {
  assert.deepEqual(rowsAt(/metrics\/metrics|^\/metrics/), []);
  const { budgets } = planLoad(settings({ profile: "baseline" }));
  for (const { id, metric, severity, minSamples } of budgets) {
    assert.ok(Object.hasOwn(budgetMetrics, metric), id);
    // With fewer samples, the first call of one or two cold workers decides the percentile.
    if (severity === "gate" && metric === "http_req_duration") assert.ok(minSamples >= 59, id);
  }
});

test("trap 11: no row that is called a read writes anything", async (t) => {
  const { target, column, origin } = await groundFor(t);
  const tables = column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  const content = (): string =>
    JSON.stringify(
      tables.map((table) => column(`SELECT json_group_array(json_array(${columnsOf(table)})) FROM ${table}`)),
    );
  const columnsOf = (table: unknown): string =>
    column(`SELECT group_concat(name) FROM pragma_table_info('${table}')`).join();
  const [entry] = column("SELECT id FROM monitoring_entry");
  const [pk] = column("SELECT id FROM work_item");
  const filters = { search: "a", ordering: "", status: "", work_type: "", q: "", category: "", priority: "" };
  const days = { start: "2026-01-01", end: "2026-12-31" };
  const ids: Partial<Record<EndpointName, number>> = {
    api_engagement_type_detail: Number(column("SELECT id FROM engagement_type")[0]),
    document_detail: Number(column("SELECT id FROM document WHERE confidentiality_level = 'internal'")[0]),
  };
  const values = { entry, pk, page: 1, area: "economic-development", ...filters, ...days };
  const reads = rows.filter(([name, { access }]) => access === "read" && !brokenRows().includes(name));
  const before = content();
  for (const [name, row] of reads) {
    assert.ok(row.method === "GET", name);
    const args = { ...values, id: ids[name] ?? 1 } as Record<string, string | number>;
    const path = fillPath(row.path, args) as `/${string}`;
    const { status } = await target.send({
      path,
      as: row.as === "anybody" ? "nobody" : row.as,
      headers: HTMX,
    });
    // Nothing of these is seeded.
    const isThere = !["api_contact_detail", "api_message_template_detail"].includes(name);
    assert.equal(status, isThere ? 200 : 404, name);
  }
  assert.equal(content(), before);
  await accessOf(origin, target.memory);
  assert.notEqual(content(), before, "a sign-in writes, and is no read");
  assert.equal(endpoints.jwt_obtain.access, "sign_in");
  const disguised = rowsAt(/download|calendar\/shared|ai-analysis/).filter(
    (name) => endpoints[name].access === "read",
  );
  assert.deepEqual(disguised, []);
});

test("trap 12: each new address of a contact becomes a real account, so there is one per virtual user", async (t) => {
  const { origin, column, target } = await groundFor(t);
  const [organization] = column("SELECT id FROM organization");
  const json = { organization, contact_type: "primary", first_name: "a", last_name: "b", position: "c" };
  const send = (email: string): Promise<Answer> =>
    target.send({ endpoint: "api_contact_create", as: "api_client", json: { ...json, email } });
  const made = await send("naive-1@example.test");
  const id = String((JSON.parse(made.text) as { id: number }).id);
  await target.send({ endpoint: "api_contact_delete", args: { id }, as: "api_client" });
  const accounts = "SELECT is_active + is_approved FROM user WHERE email LIKE 'naive-%'";
  assert.deepEqual(column(accounts), [2], "the account stays, active and approved");
  await send("naive-1@example.test");
  assert.deepEqual(column(accounts), [2]);

  const { result } = await smoke(t, origin, {});
  assert.ok(Number(result.scenarios[0]?.completed) > 2);
  assert.equal(column("SELECT id FROM user WHERE email LIKE 'perf-%'").length, 2, "two virtual users");
  for (const [name, { residue }] of rows.filter(([name]) => name.startsWith("api_contact_")))
    assert.match(residue ?? "", /account/, name);
});

test("trap 13: a page weighs what its layout weighs, so no limit of a page is in bytes", async (t) => {
  const { target } = await groundFor(t);
  const refused = await target.send({
    endpoint: "monitoring_portfolio_refused",
    as: "provincial_coordinator",
  });
  const right = await target.send({ endpoint: "trends", as: "executive" });
  const most = Math.max(refused.text.length, right.text.length);
  assert.ok(
    Math.min(refused.text.length, right.text.length) > most / 2,
    "a refusal weighs as much as a page",
  );
  assert.equal(judged(endpoints.monitoring_portfolio, refused), "unexpected");
  const { budgets } = planLoad(settings());
  const weighed = budgets.filter(({ metric }) => metric === "obcms_payload_bytes");
  assert.ok(weighed.length > 0);
  for (const { id, where } of weighed)
    assert.equal(where.name && endpoints[where.name].transport, "htmx", id);
});

function rowsAt(pattern: RegExp): EndpointName[] {
  return rows.filter(([, { path }]) => pattern.test(path)).map(([name]) => name);
}

async function tokens(
  origin: string,
  { api_client, api_client_password: password }: Readonly<Record<string, string>>,
) {
  const body = JSON.stringify({ username: api_client, password });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(origin + endpoints.jwt_obtain.path, { method: "POST", headers, body });
  return (await answer.json()) as { access: string; refresh: string };
}

async function accessOf(origin: string, memory: Readonly<Record<string, string>>): Promise<string> {
  return (await tokens(origin, memory)).access;
}

async function refreshOf(origin: string, memory: Readonly<Record<string, string>>): Promise<string> {
  return (await tokens(origin, memory)).refresh;
}
