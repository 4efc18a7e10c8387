// The contract of a whole target: a healthy stand-in has no drift, and every kind of drift is found where it is put.

import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { type Contract, examineContract } from "../../src/contract/contract.ts";
import { openTarget } from "../../src/contract/target.ts";
import { usersOf } from "../../src/contract/users.ts";
import type { Verdict } from "../../src/contract/verdict.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type RunningStandIn, runStandIn } from "../stand-in/run-stand-in.ts";

let standIn: RunningStandIn;
before(async () => {
  standIn = await runStandIn();
});
after(() => standIn.stop());

const forever = new AbortController().signal;
const wait = (): Promise<void> => assert.fail("nothing is to be waited for");

async function contractOf(origin: string, flags: Flags = {}, signal = forever): Promise<Contract> {
  const { values } = standInSettings(origin, flags);
  const target = await openTarget(origin, usersOf(values));
  return examineContract({ target, values, kind: "stand-in", signal, wait });
}

function verdictOn({ endpoints: verdicts }: Contract, name: EndpointName): Verdict {
  return verdicts.find(({ endpoint }) => endpoint === name) ?? assert.fail(name);
}

const unexpected = ({ endpoints: verdicts }: Contract): string[] =>
  verdicts.filter(({ isExpected }) => !isExpected).map(({ endpoint, word }) => `${endpoint} ${word}`);

test("a healthy target works as the catalogue says, each endpoint", async () => {
  const found = await contractOf(standIn.origin);
  assert.deepEqual(unexpected(found), []);
  assert.deepEqual(found.around.different, []);
  assert.ok(found.isAsExpected);
  const notLookedAt = found.endpoints.filter(({ word }) => word === "not looked at");
  assert.deepEqual(notLookedAt, []);
  assert.ok(found.endpoints.some(({ word }) => word === "broken"));
  assert.ok(found.leaves.includes("the throw-away account, locked for half an hour"));
});

for (const card of runnableCards())
  test(`the endpoints of ${card} alone work too`, async () => {
    const found = await contractOf(standIn.origin, { scenarios: [card] });
    assert.deepEqual(unexpected(found), []);
    assert.deepEqual(
      found.endpoints.filter(({ word }) => word === "not looked at"),
      [],
    );
    assert.ok(found.isAsExpected);
    assert.ok(found.endpoints.length < endpointNames.length);
  });

test("what leaves something behind is not asked unless that is allowed", async () => {
  const found = await contractOf(standIn.origin, { allowResidue: false });
  assert.deepEqual(unexpected(found), []);
  assert.deepEqual(found.around.different, []);
  const { word, saw } = verdictOn(found, "api_organization_create");
  assert.equal(word, "not looked at");
  assert.match(saw.join(), /it leaves the created organisation.*OBCMS_ALLOW_RESIDUE/);
  assert.ok(!found.leaves.some((text) => /organisation|stakeholder|uploads|to delete/.test(text)));
});

test("an endpoint for whose persona nobody is given is not looked at, with the setting that gives one", async () => {
  const found = await contractOf(standIn.origin, {
    "personas.central_admin.usernames": [],
    scenarios: ["api_crud"],
  });
  assert.deepEqual(unexpected(found), []);
  const { word, saw } = verdictOn(found, "api_users_search");
  assert.equal(word, "not looked at");
  assert.match(saw.join(), /central_admin/);
});

test("a user who is given and not let in is drift", async () => {
  const found = await contractOf(standIn.origin, {
    "personas.central_admin.password": "wrong",
    scenarios: ["api_crud"],
  });
  assert.match(found.refused.central_admin ?? "", /cannot sign in: status 200/);
  assert.equal(verdictOn(found, "api_users_search").word, "not looked at");
  assert.equal(found.isAsExpected, false);
});

test("a mended row that still fails is drift", async () => {
  const found = await contractOf(standIn.origin, {
    mended: ["transparency"],
    scenarios: ["executive_analytics"],
  });
  assert.deepEqual(unexpected(found), ["transparency broken"]);
});

/** Faults of the stand-in: what was put in, and what must be said of its endpoint. */
const faults: readonly [fault: string, endpoint: EndpointName, word: string][] = [
  ["error_rate=1@trends", "trends", "broken"],
  ["drop_connection=1@gap_analysis", "gap_analysis", "broken"],
  ["refresh_refused=1@jwt_refresh", "jwt_refresh", "forbidden"],
  ["throttle=0@api_provinces_list", "api_provinces_list", "throttled"],
  ["wrong_body@ocm_dashboard", "ocm_dashboard", "changed"],
  ["missing_header=X-Frame-Options@planning_dashboard", "planning_dashboard", "changed"],
  ["login_page@ocm_planning_overview", "ocm_planning_overview", "changed"],
];

test("each fault is told at its endpoint, and nowhere else but where its lack is felt", async () => {
  const ill = await runStandIn({ faults: faults.map(([fault]) => fault) });
  try {
    const found = await contractOf(ill.origin);
    const told = faults.map(([fault, endpoint]) => `${fault}: ${verdictOn(found, endpoint).word}`);
    assert.deepEqual(
      told,
      faults.map(([fault, , word]) => `${fault}: ${word}`),
    );
    assert.equal(found.isAsExpected, false);
    assert.deepEqual(
      unexpected(found).toSorted(),
      faults.map(([, endpoint, word]) => `${endpoint} ${word}`).toSorted(),
    );
    // Nothing more was asked as whom the target throttles.
    const { word, saw } = verdictOn(found, "api_coverage_list");
    assert.equal(word, "not looked at");
    assert.match(saw.join(), /^api_client is throttled \(Retry-After: \d+\)$/);
  } finally {
    await ill.stop();
  }
});

type Override = (answer: http.ServerResponse, request: http.IncomingMessage) => void;

/** What no fault of the stand-in does, done before it. */
const overrides: readonly [endpoint: EndpointName, override: Override, word: string][] = [
  ["ocm_performance", (answer) => answer.writeHead(404).end("<title>Not Found</title>"), "missing"],
  ["policies_home", (answer) => answer.writeHead(301, { Location: "/policies/" }).end(), "broken"],
  [
    "project_ppas",
    (answer) => answer.writeHead(302, { Location: "/login/?next=/project-management/ppas/" }).end(),
    "forbidden",
  ],
  ["policies_programs", (answer) => answer.writeHead(403).end("forbidden"), "forbidden"],
  ["budget_feedback", (answer) => answer.writeHead(200).end("<title>Budget feedback"), "mended"],
  ["executive_impact", (answer) => answer.writeHead(404).end("<title>Not Found</title>"), "missing"],
];

test("what is missing, forbidden, redirected to itself or mended is told as that", async () => {
  const proxy = await proxyTo(standIn.origin);
  try {
    const found = await contractOf(proxy.origin);
    for (const [endpoint, , word] of overrides) assert.equal(verdictOn(found, endpoint).word, word, endpoint);
    assert.match(verdictOn(found, "budget_feedback").saw.join(), /--mended budget_feedback/);
    const mended = await contractOf(proxy.origin, {
      mended: ["budget_feedback"],
      scenarios: ["executive_analytics"],
    });
    assert.equal(verdictOn(mended, "budget_feedback").word, "works");
  } finally {
    await proxy.stop();
  }
});

test("once it is interrupted it asks nothing more", async () => {
  const found = await contractOf(standIn.origin, {}, AbortSignal.abort());
  assert.ok(found.endpoints.every(({ asked }) => asked === 0));
});

test("interrupted before it has made anything it deletes nothing that it found", async () => {
  const ended = new AbortController();
  const { values } = standInSettings(standIn.origin, { scenarios: ["api_crud"] });
  const target = await openTarget(standIn.origin, usersOf(values));
  const asked: string[] = [];
  await examineContract({
    target: {
      ...target,
      send(request) {
        if ("endpoint" in request) asked.push(request.endpoint);
        if (asked.includes("api_coverage_detail")) ended.abort();
        return target.send(request);
      },
    },
    values,
    kind: "stand-in",
    signal: ended.signal,
    wait,
  });
  assert.ok(asked.includes("api_coverage_list"));
  assert.ok(!asked.includes("api_coverage_delete"), asked.join());
});

test("interrupted in its middle it deletes what it made", async () => {
  const ended = new AbortController();
  const { values } = standInSettings(standIn.origin, {});
  const target = await openTarget(standIn.origin, usersOf(values));
  const made: string[] = [];
  const deleted: string[] = [];
  const found = await examineContract({
    target: {
      ...target,
      async send(request) {
        const answer = await target.send(request);
        if (!("endpoint" in request)) return answer;
        if (request.endpoint === "api_engagement_type_create" && answer.status === 201) {
          made.push(String(JSON.parse(answer.text).id));
          ended.abort();
        }
        if (request.endpoint === "api_engagement_type_delete") deleted.push(String(request.args?.id));
        return answer;
      },
    },
    values,
    kind: "stand-in",
    signal: ended.signal,
    wait,
  });
  assert.equal(made.length, 1);
  assert.deepEqual(deleted, made);
  assert.equal(verdictOn(found, "api_coverage_delete").asked, 0);
  assert.ok(!found.leaves.some((text) => text.includes("was to delete")));
});

test("what was made before a throttle came is deleted after it, once", async () => {
  const waits: number[] = [];
  const { values } = standInSettings(standIn.origin, { scenarios: ["api_crud"] });
  const target = await openTarget(standIn.origin, usersOf(values));
  let isThrottled = false;
  const deleted: string[] = [];
  const found = await examineContract({
    target: {
      ...target,
      async send(request) {
        if (isThrottled && request.as === "api_client") assert.fail("a throttled sender is asked");
        const answer = await target.send(request);
        if (!("endpoint" in request) || request.as !== "api_client") return answer;
        if (request.endpoint === "api_engagement_type_delete") deleted.push(String(request.args?.id));
        if (request.endpoint !== "api_engagement_type_update") return answer;
        isThrottled = true;
        return { ...answer, status: 429, headers: new Headers({ "Retry-After": "50" }) };
      },
    },
    values,
    kind: "stand-in",
    signal: forever,
    wait: (ms) => {
      isThrottled = false;
      waits.push(ms);
      return Promise.resolve();
    },
  });
  assert.equal(verdictOn(found, "api_engagement_type_update").word, "throttled");
  assert.equal(deleted.length, 1);
  assert.ok(waits.every((ms) => ms > 0 && ms <= 51_000) && waits.length > 0, waits.join());
  assert.ok(!found.leaves.some((text) => text.includes("was to delete")), found.leaves.join());
});

async function proxyTo(origin: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    const override = overrides.find(
      ([name]) => endpoints[name].path === request.url && endpoints[name].method === request.method,
    );
    if (override !== undefined) return override[1](response, request);
    const through = http.request(
      origin + request.url,
      { method: request.method, headers: request.headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    through.on("error", () => response.destroy());
    request.pipe(through);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
