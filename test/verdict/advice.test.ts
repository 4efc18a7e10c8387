// Advice by what its reader has done already: each variant of each reason once, and the general remedy where nothing
// more is known.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { EndpointResult, Result, ScenarioResult } from "../../src/result/result.ts";
import { budgetRows } from "../../src/verdict/budget-rows.ts";
import { because, type ReasonName, reasons } from "../../src/verdict/reasons.ts";
import { demoUsers } from "../../stand-in/defaults.ts";
import { secondsOf } from "../fixtures/report/parts.ts";
import { healthy } from "./results.ts";

type Change = {
  readonly run?: Partial<Result["run"]>;
  readonly target?: Partial<Result["target"]>;
  readonly generator?: Partial<Result["generator"]>;
  /** By name: value, and origin where it is no flag. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly origin?: string;
  readonly scenario?: Partial<ScenarioResult>;
  /** By name of the endpoint. */
  readonly endpoints?: Readonly<Record<string, Partial<EndpointResult>>>;
  readonly series?: Result["series"];
  readonly log?: string;
  readonly faults?: Result["faults"];
  readonly budget?: {
    readonly id: string;
    readonly key?: string;
    readonly samples?: number;
    readonly measured?: number;
    readonly overrides?: number;
  };
};

const none = { expected: 0, wrong_body: 0, signed_out: 0, throttled: 0, no_answer: 0, unexpected: 0 };
const open = { model: "open", executor: "ramping-arrival-rate" } as const;
const starved = {
  ...open,
  maxVus: 2,
  plannedSeconds: 10,
  planned: 200,
  started: 50,
  completed: 40,
  dropped: 150,
};
const slowAnswers = { p50: 600, p90: 680, p95: 702.4, p99: 800, max: 900 };
/** Answers of 600 ms by their parts; `outside` is the rest. */
const split = (database: number) => ({
  answers: 60,
  database,
  template: 0,
  cache: 0,
  python: 0,
  outside: 600 - database,
  negative: 0,
  cpu: null,
  queries: 41.2,
  duplicates: 5,
});
/** Seconds in which answers waited longer than the target worked on them, from one of them on. */
const waitingFrom = (from: number): Result["series"] =>
  secondsOf(60).map((second) => ({ ...second, server: 100, outside: second.t < from ? 5 : 300 }));
const growth = { samples: 12, queriesPerRow: 1 };
const standIn = (...faults: string[]): Partial<Result["target"]> => ({ kind: "stand-in", faults });

const cases: readonly { title: string; reason: ReasonName; change: Change; advice: string }[] = [
  {
    title: "somebody's password is wrong: the persona, and the variable that sets it",
    reason: "k6_failed",
    change: {
      run: { state: "failed", k6ExitCode: 107 },
      log: "Error: user perf_staff_000 of persona staff could not sign in: wrong_body, status 200",
    },
    advice:
      "check the user and the password of persona staff: OBCMS_STAFF_PASSWORD sets it, and that the target lets it in",
  },
  {
    title: "the target is not ready",
    reason: "k6_failed",
    change: { log: "Error: the target is not fit to be loaded: readiness gave unexpected, status 503" },
    advice: "look at the target first: its readiness page says that it is not well",
  },
  {
    title: "the disk is full",
    reason: "k6_failed",
    change: { log: "write samples.json.gz: no space left on device" },
    advice: "free some disk space: k6 could not write what it measured",
  },
  {
    title: "k6 was killed",
    reason: "k6_failed",
    change: { run: { k6ExitCode: null } },
    advice: "k6 was killed or did not end in time: look for a lack of memory, and at the end of k6.log",
  },
  {
    title: "the script threw before it made load",
    reason: "k6_failed",
    change: { run: { k6ExitCode: 107 } },
    advice: "the script threw before it made load: its first error in k6.log names the line",
  },
  {
    title: "anything else",
    reason: "k6_failed",
    change: { run: { k6ExitCode: 255 } },
    advice: reasons.k6_failed.remedy,
  },
  {
    title: "a rate too low for its time starts nothing",
    reason: "nothing_finished",
    change: {
      settings: { rate: 1, durationSeconds: 3 },
      scenario: { ...open, started: 0, completed: 0, planned: 0, plannedSeconds: 4 },
    },
    advice:
      "its rate makes 0 iterations in 4 s: raise --rate (now 1) or --duration (now 3s), and check the suite's timeUnit",
  },
  {
    title: "every iteration threw: what the first one said",
    reason: "nothing_finished",
    change: {
      scenario: { started: 9, completed: 0, failed: 9 },
      log: "an iteration threw: TypeError: rows is undefined\n\tat browse",
    },
    advice: "mend what threw (k6.log names the line): TypeError: rows is undefined",
  },
  {
    title: "pauses longer than the run",
    reason: "nothing_finished",
    change: {
      settings: { thinkTimeScale: 20, durationSeconds: 3 },
      scenario: { started: 2, completed: 0, interrupted: 2, plannedSeconds: 3 },
    },
    advice:
      "one iteration takes longer than the 3 s of the run: raise --duration (now 3s), or shorten its pauses with --think-time (now 20)",
  },
  {
    title: "a target that hangs because it was told to",
    reason: "nothing_finished",
    change: { target: standIn("hang"), scenario: { started: 2, completed: 0, interrupted: 2 } },
    advice: "the embedded target was told to do so: leave out --fault hang",
  },
  {
    title: "a closed scenario that never started",
    reason: "nothing_finished",
    change: { scenario: { started: 0, completed: 0, failed: 0, interrupted: 0 } },
    advice: reasons.nothing_finished.remedy,
  },
  {
    title: "a graceful stop that ends before a request's time-out",
    reason: "cut_off",
    change: { settings: { gracefulStopSeconds: 3, requestTimeoutSeconds: 10 } },
    advice:
      "raise --graceful-stop (now 3s) above --request-timeout (now 10s): a request that hangs is then recorded as one without an answer",
  },
  {
    title: "a graceful stop that would have been long enough for a request",
    reason: "cut_off",
    change: { settings: { gracefulStopSeconds: 30, requestTimeoutSeconds: 10 }, origin: "file" },
    advice:
      "look for requests that hang; if one iteration really takes longer than that, raise --graceful-stop (now 30s from the environment file)",
  },
  {
    title: "iterations cut off by a target that was told to hang",
    reason: "cut_off",
    change: { target: standIn("hang@trends", "delay=5") },
    advice: "the embedded target was told to do so: leave out --fault hang@trends",
  },
  {
    title: "iterations that threw, with a log",
    reason: "iterations_threw",
    change: { log: "an iteration threw: Error: no user for persona staff" },
    advice: "mend what threw (k6.log names the line): Error: no user for persona staff",
  },
  {
    title: "iterations that threw, without one",
    reason: "iterations_threw",
    change: {},
    advice: reasons.iterations_threw.remedy,
  },
  {
    title: "a throttle that was switched on in the embedded target",
    reason: "throttled",
    change: {
      target: standIn("throttle=60"),
      endpoints: { api_regions_list: { outcomes: { ...none, throttled: 60 } } },
    },
    advice: "the embedded target was told to do so: leave out --fault throttle=60",
  },
  {
    title: "a throttle that meets one account of ten virtual users",
    reason: "throttled",
    change: {
      target: { kind: "external" },
      settings: { clientId: ["perf_api_client_000"] },
      scenario: { maxVus: 10 },
      endpoints: { api_regions_list: { outcomes: { ...none, throttled: 60 } } },
    },
    advice:
      "give persona api_client 10 users (K6_CLIENT_ID): 10 virtual users share 1 now, and the throttle counts each user",
  },
  {
    title: "a throttle that meets users who never pause",
    reason: "throttled",
    change: {
      target: { kind: "external" },
      settings: { "personas.staff.usernames": demoUsers.staff, vus: 4, thinkTimeScale: 0 },
      endpoints: { work_item_modal: { outcomes: { ...none, throttled: 60 } } },
    },
    advice:
      "every virtual user has a user of its own already: raise the target's throttle rates, or plan less with --vus (now 4), let people pause with --think-time (now 0)",
  },
  {
    title: "a throttle that meets an arrival rate",
    reason: "throttled",
    change: {
      target: { kind: "external" },
      settings: { clientId: demoUsers.api_client, rate: 20 },
      origin: "environment variable",
      scenario: { ...open, maxVus: 4 },
      endpoints: { api_regions_list: { outcomes: { ...none, throttled: 60 } } },
    },
    advice:
      "every virtual user has a user of its own already: raise the target's throttle rates, or plan less with --rate (now 20 from OBCMS_RATE)",
  },
  {
    title: "a throttle of which the result knows no users",
    reason: "throttled",
    change: { target: { kind: "external" } },
    advice: reasons.throttled.remedy,
  },
  {
    title: "login pages that the embedded target was told to show",
    reason: "signed_out",
    change: { target: standIn("login_page@trends") },
    advice: "the embedded target was told to do so: leave out --fault login_page@trends",
  },
  {
    title: "sessions that were lost, of users that are shared",
    reason: "signed_out",
    change: {
      target: { kind: "external" },
      settings: { "personas.executive.usernames": ["chief"] },
      scenario: { maxVus: 4 },
      endpoints: { trends: { outcomes: { ...none, signed_out: 50 }, statuses: { "302": 50 } } },
    },
    advice:
      "persona executive's session was gone: check its password (OBCMS_EXECUTIVE_PASSWORD) and that the target keeps sessions; 4 virtual users share 1 user, and one may sign the other out",
  },
  {
    title: "tokens that were refused",
    reason: "signed_out",
    change: {
      target: { kind: "external" },
      endpoints: { api_regions_list: { outcomes: { ...none, signed_out: 50 }, statuses: { "401": 50 } } },
    },
    advice:
      "persona api_client's tokens were refused (401): check how long the target's tokens live, and its clock",
  },
  {
    title: "login pages of nobody in particular",
    reason: "signed_out",
    change: { target: { kind: "external" } },
    advice: reasons.signed_out.remedy,
  },
  {
    title: "an endpoint that the embedded target was told to break",
    reason: "endpoint_failing",
    change: {
      target: standIn("wrong_body@trends"),
      endpoints: { trends: { outcomes: { ...none, expected: 2, wrong_body: 8 }, statuses: { "200": 10 } } },
    },
    advice: "the embedded target was told to do so: leave out --fault wrong_body@trends",
  },
  {
    title: "an endpoint that fails by itself",
    reason: "endpoint_failing",
    change: {
      target: { kind: "external" },
      endpoints: { trends: { outcomes: { ...none, unexpected: 10 }, statuses: { "500": 10 } } },
    },
    advice: reasons.endpoint_failing.remedy,
  },
  {
    title: "a generator without processor time to spare, whose users never pause",
    reason: "generator_overloaded",
    change: {
      generator: { cpuShare: 0.93, cpus: 2 },
      settings: { thinkTimeScale: 0 },
      scenario: { maxVus: 120 },
    },
    advice:
      "k6 used 93 % of its 2 CPUs: give it a machine with more, or fewer virtual users than 120, or let them pause as people do: --think-time (now 0)",
  },
  {
    title: "a generator that is late beside the embedded target",
    reason: "generator_overloaded",
    change: { target: standIn(), generator: { cpuShare: 0.1, cpus: 2 } },
    advice:
      "something kept k6 waiting though it used only 10 % of its 2 CPUs: end what else runs on this machine, which the embedded target shares too",
  },
  {
    title: "a generator that is late for a target elsewhere",
    reason: "generator_overloaded",
    change: { target: { kind: "external" }, generator: { cpuShare: null } },
    advice:
      "something kept k6 waiting: run it on a machine of its own, and look for a CPU limit (cgroup, hypervisor)",
  },
  {
    title: "too few virtual users for the rate: how many it takes",
    reason: "load_not_delivered",
    change: { settings: { rate: 20, vus: 2 }, scenario: starved },
    advice:
      "20 iterations/s of 0.5 s each take about 10 virtual users (Little's law): raise --vus (now 2) to 10, or lower --rate (now 20)",
  },
  {
    title: "too few virtual users for a profile's own rate",
    reason: "load_not_delivered",
    change: { settings: { vus: 2 }, origin: "file", scenario: starved },
    advice:
      "20 iterations/s of 0.5 s each take about 10 virtual users (Little's law): raise --vus (now 2 from the environment file) to 10, or lower --rate",
  },
  {
    title: "more virtual users than the environment allows",
    reason: "load_not_delivered",
    change: { settings: { rate: 20, "caps.vus": 8 }, scenario: starved },
    advice:
      "20 iterations/s of 0.5 s each take about 10 virtual users (Little's law), and caps.vus allows 8: lower --rate (now 20), or mend what makes an iteration so slow",
  },
  {
    title: "virtual users that were enough on average",
    reason: "load_not_delivered",
    change: { settings: { rate: 3 }, scenario: starved },
    advice: reasons.load_not_delivered.remedy,
  },
  {
    title: "too little time for a fixed number of iterations: how much it takes",
    reason: "time_ran_out",
    change: { scenario: { ...starved, planned: 200, plannedSeconds: 100, completed: 50, maxVus: 2 } },
    advice: "400 s are enough for 200 iterations of 4 s each: raise --duration, or mend what makes them slow",
  },
  {
    title: "a latency without an upper bound: the scenario of its card",
    reason: "no_upper_bound",
    change: { settings: { rate: 20, vus: 2 }, scenario: starved, budget: { id: "api_crud_read_p95" } },
    advice:
      "20 iterations/s of 0.5 s each take about 10 virtual users (Little's law): raise --vus (now 2) to 10, or lower --rate (now 20)",
  },
  {
    title: "an undecided latency whose scenario dropped nothing",
    reason: "budget_undecided",
    change: { budget: { id: "api_crud_read_p95" } },
    advice: reasons.budget_undecided.remedy,
  },
  {
    title: "a budget whose requests were all refused",
    reason: "no_samples",
    change: {
      budget: { id: "api_crud_trends_p95" },
      endpoints: { trends: { requests: 40, statuses: { "403": 30, "500": 10 } } },
    },
    advice: "its 40 requests had no expected answer (status 403, 500): mend that first",
  },
  {
    title: "a budget whose requests were never sent",
    reason: "no_samples",
    change: { budget: { id: "api_crud_trends_p95" }, endpoints: { trends: { requests: 0, statuses: {} } } },
    advice: reasons.no_samples.remedy,
  },
  {
    title: "a figure that the target tells of itself, and did not",
    reason: "not_measured",
    change: {
      budget: { id: "api_crud_trends_p95", key: "obcms_db_queries{card:api_crud,name:trends}" },
    },
    advice:
      "the target sent no Server-Timing: install the settings overlay, and give its secret (probeSecret, OBCMS_PROBE_SECRET)",
  },
  {
    title: "rows that no two answers differed in, or that the target does not tell",
    reason: "not_measured",
    change: {
      budget: { id: "api_crud_trends_p95", key: "obcms_queries_per_row{card:api_crud,name:trends}" },
    },
    advice:
      "no answer could be compared with one of the same page that had at least 10 rows more or fewer; rows are told by the settings overlay (probeSecret, OBCMS_PROBE_SECRET) on PostgreSQL",
  },
  {
    title: "processor time of a target that tells none",
    reason: "not_measured",
    change: { budget: { id: "api_crud_trends_p95", key: "obcms_cpu_ms{card:api_crud,name:trends}" } },
    advice:
      "the target told no processor time: the settings overlay tells it under WSGI only, where a thread answers one request at a time",
  },
  {
    title: "slow reads that were asked for",
    reason: "budget_broken",
    change: { target: standIn("delay=600@read", "throttle=9"), budget: { id: "api_crud_read_p95" } },
    advice: "the embedded target was told to do so: leave out --fault delay=600@read",
  },
  {
    title: "slow reads: the slowest endpoint, and whose limit it is",
    reason: "budget_broken",
    change: {
      target: standIn("wrong_body"),
      budget: { id: "api_crud_read_p95", overrides: 500 },
      endpoints: { trends: { duration: { p50: 600, p90: 680, p95: 702.4, p99: 800, max: 900 } } },
    },
    advice:
      "look at trends first: its p95 is 702 ms over 60 requests; the limit is the environment's own, the catalogue's is 500",
  },
  {
    title: "slow reads of a target that tells where its time went",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_read_p95" },
      endpoints: {
        trends: {
          duration: { p50: 600, p90: 680, p95: 702.4, p99: 800, max: 900 },
          split: split(312.4),
        },
      },
    },
    advice:
      "look at trends first: its p95 is 702 ms over 60 requests; on average 312 of 600 ms went to the database, in 41 statements",
  },
  {
    title: "slow reads that wait since a moment of the run: more workers",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_read_p95" },
      endpoints: { trends: { duration: slowAnswers, split: split(100) } },
      series: waitingFrom(41),
    },
    advice:
      "look at trends first: its p95 is 702 ms over 60 requests; on average 500 of 600 ms went to network and queueing, by subtraction; from second 40 on answers waited longer than the target worked on them, so more workers or less load help more than faster code",
  },
  {
    title: "slow reads that wait from the beginning: it may be the network",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_read_p95" },
      endpoints: { trends: { duration: slowAnswers, split: split(100) } },
      series: waitingFrom(0),
    },
    advice:
      "look at trends first: its p95 is 702 ms over 60 requests; on average 500 of 600 ms went to network and queueing, by subtraction",
  },
  {
    title: "slow reads of an endpoint that is slow itself, while others wait",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_read_p95" },
      endpoints: { trends: { duration: slowAnswers, split: split(400) } },
      series: waitingFrom(41),
    },
    advice:
      "look at trends first: its p95 is 702 ms over 60 requests; on average 400 of 600 ms went to the database, in 41 statements",
  },
  {
    title: "statements above their limit: the endpoint with most, and both signs of an N+1",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_failed", key: "obcms_db_queries{card:api_crud}" },
      endpoints: {
        trends: { split: { ...split(312.4), queries: 208.4, duplicates: 199, growth } },
      },
    },
    advice:
      "look at trends first: 208 statements per answer, 199 of them repeated; statements grow with rows: 1.0 for each row (N+1)",
  },
  {
    title: "time in the database above its limit, where statements are few",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_failed", key: "obcms_db_ms{card:api_crud,name:trends}" },
      endpoints: {
        trends: {
          duration: slowAnswers,
          split: { ...split(312.4), growth },
        },
      },
    },
    advice:
      "look at trends first: its p95 is 702 ms over 60 requests; on average 312 of 600 ms went to the database, in 41 statements; statements grow with rows: 1.0 for each row (N+1)",
  },
  {
    title: "statements that grow with rows",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_failed", key: "obcms_queries_per_row{card:api_crud,name:trends}" },
    },
    advice:
      "each row more costs statements more: fetch what the rows need at once (select_related, prefetch_related)",
  },
  {
    title: "the embedded target was told to ask for each row",
    reason: "budget_broken",
    change: {
      target: standIn("n_plus_one@trends"),
      budget: { id: "api_crud_failed", key: "obcms_queries_per_row{card:api_crud,name:trends}" },
    },
    advice: "the embedded target was told to do so: leave out --fault n_plus_one@trends",
  },
  {
    title: "failures: the endpoint with most of them, and its statuses",
    reason: "budget_broken",
    change: {
      budget: { id: "api_crud_failed" },
      endpoints: {
        trends: { outcomes: { ...none, expected: 50, unexpected: 10 }, statuses: { "200": 50, "500": 10 } },
      },
    },
    advice: "look at trends first: 10 of its 60 answers were wrong (status 50 × 200, 10 × 500)",
  },
  {
    title: "throttled answers against their budget: as for the reason throttled",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      settings: { clientId: ["one"] },
      scenario: { maxVus: 3 },
      budget: { id: "api_crud_throttled" },
      endpoints: { api_regions_list: { outcomes: { ...none, throttled: 60 } } },
    },
    advice:
      "give persona api_client 3 users (K6_CLIENT_ID): 3 virtual users share 1 now, and the throttle counts each user",
  },
  {
    title: "a torn tree: how, and what to do about it",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      faults: [
        { card: "api_crud", aspect: "bad_span", what: "1 work items whose edges are wrong", times: 1 },
        { card: "htmx_bursts", aspect: "orphan", what: "another card's", times: 1 },
      ],
      budget: { id: "api_crud_integrity_faults" },
    },
    advice:
      "1 work items whose edges are wrong: the target lets inserts into one tree overtake each other. Lock the tree while a node moves in, and repair what is there (WorkItem.objects.rebuild())",
  },
  {
    title: "rows left behind",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      faults: [{ card: "api_crud", aspect: "left_behind", what: "2 rows that this run created", times: 1 }],
      budget: { id: "api_crud_integrity_faults" },
    },
    advice:
      "2 rows that this run created: look whether their deletions are answered rightly in the endpoint table",
  },
  {
    title: "faults in the data of which the log says nothing",
    reason: "budget_broken",
    change: { target: { kind: "external" }, budget: { id: "api_crud_integrity_faults" } },
    advice: reasons.budget_broken.remedy,
  },
  {
    title: "questions answered wrongly: what was told of that aspect, at most three of it",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      faults: [
        ...["page has no X", "json has no X", "a", "b"].map((what) => ({
          card: "api_crud",
          aspect: "header",
          what,
          times: 1,
        })),
        { card: "api_crud", aspect: "cookie", what: "no cookie", times: 9 },
      ],
      budget: {
        id: "api_crud_read_p95",
        key: "obcms_auth_checks{aspect:header,card:api_crud,result:fail}",
      },
    },
    advice: "page has no X; json has no X; a; 1 more in k6.log",
  },
  {
    title: "updates that show late: how slow the feeds themselves are",
    reason: "budget_broken",
    change: {
      target: { kind: "external" },
      budget: { id: "api_crud_write_p95", key: "obcms_staleness_ms{card:api_crud}" },
      endpoints: { trends: { duration: { p50: 600, p90: 680, p95: 702.4, p99: 800, max: 900 } } },
    },
    advice:
      "an update shows no sooner than a feed answers; look at trends first: its p95 is 702 ms over 60 requests. What lies beyond that is a cache which updates do not clear",
  },
  {
    title: "iterations that failed against their budget",
    reason: "budget_broken",
    change: { budget: { id: "api_crud_iterations_failed" } },
    advice: reasons.budget_broken.remedy,
  },
  {
    title: "silence that was asked for",
    reason: "no_answer",
    change: { target: standIn("hang") },
    advice: "the embedded target was told to do so: leave out --fault hang",
  },
  {
    title: "silence: since when, and of which endpoint",
    reason: "no_answer",
    change: {
      target: { kind: "external" },
      settings: { requestTimeoutSeconds: 10 },
      origin: "default",
      endpoints: { trends: { outcomes: { ...none, no_answer: 30 } } },
    },
    advice:
      "look at the target's log: it hung, refused connections or was down; most requests without an answer (30) were trends, the time-out is --request-timeout (now 10s)",
  },
  {
    title: "silence of nobody in particular",
    reason: "no_answer",
    change: { target: { kind: "external" } },
    advice: reasons.no_answer.remedy,
  },
  {
    title: "a run that was stopped early: what was left",
    reason: "interrupted",
    change: { run: { durationSeconds: 20, plannedSeconds: 90 } },
    advice: "run it again and let it end by itself (up to 70 s more), or plan less with --duration",
  },
  {
    title: "a run that was stopped early of a --duration that was given",
    reason: "interrupted",
    change: { run: { durationSeconds: 20, plannedSeconds: 90 }, settings: { durationSeconds: 60 } },
    advice: "run it again and let it end by itself (up to 70 s more), or plan less with a shorter --duration",
  },
  {
    title: "a run that was stopped at its end",
    reason: "interrupted",
    change: { run: { durationSeconds: 90, plannedSeconds: 90 } },
    advice: reasons.interrupted.remedy,
  },
  {
    title: "too few samples: how long is enough",
    reason: "too_few_samples",
    change: {
      settings: { durationSeconds: 20 },
      scenario: { executor: "constant-vus" },
      budget: { id: "api_crud_read_p95", samples: 25 },
    },
    advice: "about 50 s at this rate are enough: --duration 50s instead of 20s",
  },
  {
    title: "too few samples for the time of a fixed number of iterations",
    reason: "too_few_samples",
    change: {
      scenario: { executor: "shared-iterations", plannedSeconds: 60 },
      budget: { id: "api_crud_read_p95", samples: 30 },
    },
    advice:
      "about 120 s at this rate are enough: --duration 120s instead of 60s: its time ended before its iterations did",
  },
  {
    title: "too few samples for as long as the environment allows",
    reason: "too_few_samples",
    change: {
      settings: { durationSeconds: 20, "caps.durationSeconds": 40, vus: 3 },
      scenario: { executor: "constant-vus" },
      budget: { id: "api_crud_read_p95", samples: 25 },
    },
    advice: "it would take about 50 s at this rate, and caps.durationSeconds allows 40: raise --vus (now 3)",
  },
  {
    title: "too few samples of a run that was stopped",
    reason: "too_few_samples",
    change: { run: { state: "interrupted" }, budget: { id: "api_crud_read_p95", samples: 25 } },
    advice: reasons.too_few_samples.remedy,
  },
];

for (const { title, reason, change, advice } of cases) {
  test(`${reason}: ${title}`, () => assert.equal(adviceOn(reason, change), advice));
}

test("every reason that has advice of its own has a variant here", () => {
  const tested = new Set(cases.map(({ reason }) => reason));
  const names = Object.keys(reasons) as ReasonName[];
  assert.deepEqual(
    names.filter((name) => "advice" in reasons[name] && !tested.has(name)),
    [],
  );
});

function adviceOn(reason: ReasonName, change: Change): string {
  const base = healthy();
  const { settings = {}, origin = "flag", scenario, endpoints = {}, log, faults = [], budget } = change;
  const result: Result = {
    ...base,
    run: { ...base.run, ...change.run },
    target: { ...base.target, ...change.target },
    generator: { ...base.generator, ...change.generator },
    settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, { value, origin }])),
    scenarios: base.scenarios.map((row) => ({ ...row, ...scenario })),
    endpoints: base.endpoints.map((row) => ({ ...row, ...endpoints[row.name] })),
    series: change.series ?? base.series,
    faults,
    log: log === undefined ? [] : [{ level: "error", message: log, times: 1 }],
    budgets: base.budgets.map((row) => (row.id === budget?.id ? { ...row, ...budget } : row)),
  };
  const budgets = budgetRows(result.budgets);
  const [row] = result.scenarios;
  const about = budgets.find(({ id }) => id === budget?.id);
  return because(
    reason,
    {
      result,
      budgets,
      ...(row === undefined || about !== undefined ? {} : { scenario: row }),
      ...(about === undefined ? {} : { budget: about }),
    },
    "",
  ).advice;
}
