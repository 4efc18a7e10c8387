// The checks that ask the target from inside: each finds what is right and what is wrong, by the word of a fake manage.py.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checks } from "../../src/doctor/checks.ts";
import { examine } from "../../src/doctor/examine.ts";
import type { CheckName, FindingState } from "../../src/doctor/finding.ts";
import { openSubject } from "../../src/doctor/subject.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { standInFor } from "../load/process.ts";
import { brokenInside, type Inside, right, targetInside } from "./inside.ts";

/** Nobody listens there, and these checks ask nothing of it. */
const NOBODY = "http://127.0.0.1:9";
const noProbe: Flags = { probeUrl: undefined };

const workers = (celery: object): Inside => ({
  configuration: { celery: { ...right.celery, workers: [], ...celery } },
});
const cache = (backend: string, sessionEngine = "django.contrib.sessions.backends.db"): Inside => ({
  configuration: {
    cache: { backend: `django.core.cache.backends.${backend}`, location: null },
    sessionEngine,
  },
});
const obcmsRates: Inside = {
  configuration: { throttleRates: { burst: "60/minute", user: "1000/hour", anon: "100/hour" } },
};

const cases: readonly {
  title: string;
  check: CheckName;
  state: FindingState;
  saw: RegExp;
  inside?: Inside;
  flags?: Flags;
}[] = [
  {
    title: "a target that tells",
    check: "configuration",
    state: "ok",
    saw: /^perf_settings, revision eac768d4aa7f, Django 5\.2\.19 on Python 3\.11\.7, postgresql 15\.18$/,
  },
  {
    title: "a target in debug mode",
    check: "configuration",
    state: "warning",
    saw: /DEBUG is on/,
    inside: { configuration: { debug: true } },
  },
  { title: "a cache in Redis", check: "cache_shared", state: "ok", saw: /^RedisCache redis:.*shared by all/ },
  {
    title: "a cache in files",
    check: "cache_shared",
    state: "ok",
    saw: /workers of one machine/,
    inside: cache("filebased.FileBasedCache"),
  },
  {
    title: "a cache in each worker",
    check: "cache_shared",
    state: "warning",
    saw: /^LocMemCache: each worker has its own/,
    inside: cache("locmem.LocMemCache"),
  },
  {
    title: "sessions in a cache of each worker",
    check: "cache_shared",
    state: "failed",
    saw: /holds the sessions/,
    inside: cache("locmem.LocMemCache", "django.contrib.sessions.backends.cache"),
  },
  {
    title: "no cache",
    check: "cache_shared",
    state: "warning",
    saw: /keeps nothing/,
    inside: cache("dummy.DummyCache"),
  },
  {
    title: "a cache that nobody knows",
    check: "cache_shared",
    state: "skipped",
    saw: /nobody here knows/,
    inside: cache("other.Cache"),
  },
  {
    title: "a worker",
    check: "celery_worker",
    state: "ok",
    saw: /^celery@host: 1 at once, 4 fetched ahead$/,
  },
  {
    title: "no worker",
    check: "celery_worker",
    state: "failed",
    saw: /^no worker answers at redis/,
    inside: workers({}),
  },
  {
    title: "no broker",
    check: "celery_worker",
    state: "failed",
    saw: /^nobody reaches the broker/,
    inside: workers({ workers: null }),
  },
  {
    title: "tasks inside the request",
    check: "celery_worker",
    state: "failed",
    saw: /CELERY_TASK_ALWAYS_EAGER/,
    inside: workers({ eager: true }),
  },
  { title: "an empty queue", check: "queue_empty", state: "ok", saw: /^nothing waits$/, flags: noProbe },
  {
    title: "a queue with tasks",
    check: "queue_empty",
    state: "failed",
    saw: /^3 tasks wait/,
    inside: { queue: { transport: "redis", waiting: 2, reserved: 1 } },
    flags: noProbe,
  },
  {
    title: "a queue that is not counted",
    check: "queue_empty",
    state: "skipped",
    saw: /amqp.*OBCMS_PROBE_URL/,
    inside: { queue: { transport: "amqp", waiting: null, reserved: null } },
    flags: noProbe,
  },
  { title: "throttles far above the plan", check: "throttles", state: "ok", saw: /burst 100000\/min/ },
  {
    title: "throttles that the plan meets",
    check: "throttles",
    state: "failed",
    saw: /allows burst 60\/minute.*[\s\S]*the first 429 would come about \d+ s after the start/,
    inside: obcmsRates,
    flags: { scenarios: ["api_crud"], profile: "baseline" },
  },
  {
    title: "OBCMS's own throttles and a plan of pages alone",
    check: "throttles",
    state: "ok",
    saw: /burst 60\/minute/,
    inside: obcmsRates,
    flags: { scenarios: ["calendar_streams"] },
  },
  {
    title: "a rate by the second",
    check: "throttles",
    state: "failed",
    saw: /burst 1\/s.*[\s\S]*60 are allowed/,
    inside: { configuration: { throttleRates: { burst: "1/s" } } },
    flags: { scenarios: ["api_crud"], profile: "baseline" },
  },
  {
    title: "settings that say otherwise than the target",
    check: "throttles",
    state: "warning",
    saw: /throttles\.burstPerMinute 90000, and there burst 100000\/min/,
    flags: { "throttles.burstPerMinute": 90_000 },
  },
  {
    title: "files that fit",
    check: "upload_limits",
    state: "ok",
    saw: /up to 5\.0 MB; OBCMS takes 52\.4 MB, each lies/,
  },
  {
    title: "files above what Django keeps in memory",
    check: "upload_limits",
    state: "ok",
    saw: /those above 2\.6 MB go to a file/,
    inside: { configuration: { upload: { memoryBytes: 2_621_440, dataBytes: null } } },
  },
  {
    title: "a limit of bodies below the files",
    check: "upload_limits",
    state: "warning",
    saw: /a body may have 2\.6 MB/,
    inside: { configuration: { upload: { memoryBytes: 52_428_800, dataBytes: 2_621_440 } } },
  },
  {
    title: "files that OBCMS refuses",
    check: "upload_limits",
    state: "failed",
    saw: /up to 60\.0 MB are planned/,
    flags: { "documents.capKb": 60_000 },
  },
  {
    title: "nobody locked",
    check: "lockout_state",
    state: "ok",
    saw: /^none is locked; .* username and ip_address$/,
  },
  {
    title: "a locked user of the run",
    check: "lockout_state",
    state: "failed",
    saw: /^perf_api_client_000 \(api_client\) is locked from 10\.0\.0\.1$/,
    inside: { lockout: { locked: [{ username: "perf_api_client_000", address: "10.0.0.1" }] } },
    flags: { clientId: ["perf_api_client_000"] },
  },
  {
    title: "a locked throw-away account",
    check: "lockout_state",
    state: "failed",
    saw: /^gone \(throw_away\) is locked$/,
    inside: { lockout: { locked: [{ username: "gone", address: null }] } },
    flags: { "personas.throw_away.usernames": ["gone"] },
  },
  {
    title: "a locked account of somebody else",
    check: "lockout_state",
    state: "ok",
    saw: /^none is locked/,
    inside: { lockout: { locked: [{ username: "somebody_else", address: null }] } },
  },
  {
    title: "a locked address",
    check: "lockout_state",
    state: "failed",
    saw: /the addresses 127\.0\.0\.1/,
    inside: { lockout: { rules: [["ip_address"]], locked: [{ username: null, address: "127.0.0.1" }] } },
  },
  {
    title: "a lock by address",
    check: "lockout_state",
    state: "warning",
    saw: /ip_address alone/,
    inside: { lockout: { rules: [["username"], ["ip_address"]] } },
  },
  {
    title: "no lock",
    check: "lockout_state",
    state: "warning",
    saw: /django-axes is off/,
    inside: { lockout: { enabled: false } },
  },
  {
    title: "a lock that is counted elsewhere",
    check: "lockout_state",
    state: "skipped",
    saw: /outside of its table/,
    inside: { lockout: { inTable: false } },
  },
];

for (const { title, check, state, saw, inside = {}, flags } of cases) {
  test(`${title}: ${check} is ${state}`, async (t) => {
    const { values } = standInSettings(NOBODY, { ...targetInside(t, inside).flags, ...flags });
    const settled =
      flags?.probeUrl === undefined && flags === noProbe ? { ...values, probeUrl: undefined } : values;
    const found = await checks[check](openSubject(settled, NOBODY, "."));
    assert.equal(found.state, state, JSON.stringify(found));
    assert.match(found.saw, saw);
    if (state === "failed" || state === "warning") assert.ok(found.fix, "it says what to do");
  });
}

test("without a manage.py each says what to set", async () => {
  const { values } = standInSettings(NOBODY, {});
  const subject = openSubject({ ...values, probeUrl: undefined }, NOBODY, ".");
  for (const check of [
    "configuration",
    "celery_worker",
    "throttles",
    "upload_limits",
    "lockout_state",
  ] as const) {
    const { state, saw } = await checks[check](subject);
    assert.equal(state, "skipped", check);
    assert.match(saw, /OBCMS_MANAGE/);
  }
  assert.match((await checks.queue_empty(subject)).saw, /no probe is given/);
});

test("a manage.py that does not start is one failure, and the others point to it", async (t) => {
  const { values } = standInSettings(NOBODY, brokenInside(t));
  const subject = openSubject({ ...values, probeUrl: undefined }, NOBODY, ".");
  const { state, saw, fix } = await checks.configuration(subject);
  assert.equal(state, "failed");
  assert.match(saw, /did not say how it is configured[\s\S]*ImproperlyConfigured/);
  assert.match(fix ?? "", /shell -c/);
  for (const check of [
    "celery_worker",
    "throttles",
    "upload_limits",
    "lockout_state",
    "cache_shared",
    "queue_empty",
  ] as const)
    assert.deepEqual(await checks[check](subject), {
      state: "skipped",
      saw: "the target did not tell: see configuration",
    });
});

test("a whole examination asks how the target is configured once", async (t) => {
  const origin = await standInFor(t);
  const { flags, asked } = targetInside(t, {});
  const { values } = standInSettings(origin, flags);
  const found = await examine(openSubject(values, origin, "."), () => {});
  assert.deepEqual(asked().sort(), ["configuration", "lockout"]);
  assert.deepEqual(
    found.filter(({ state }) => state !== "ok").map(({ check, state, saw }) => `${check} ${state} ${saw}`),
    [
      "bypass_switch skipped not set: OBCMS asks for no captcha and no second factor",
      "production_parity skipped parityFile is not set: nothing says what production is",
      "probes skipped none is switched on",
    ],
  );
});
