// Runs that prove nothing and that bare k6 ends with exit code 0: how each is provoked, and what the verdict must say.
// Read by the test, which demands both, and by `npm run demo:worthless`, which prints them side by side.

import type { ExitName } from "../../src/exit-codes.ts";
import type { ReasonName } from "../../src/verdict/reasons.ts";
import type { VerdictState } from "../../src/verdict/verdict.ts";
import { demoUsers } from "../../stand-in/defaults.ts";
import type { Situation } from "./situation.ts";

export type WorthlessCase = Situation & {
  /** The script under naive/ that plain k6 runs. */
  readonly naive: string;
  readonly state: VerdictState;
  readonly reason: ReasonName;
  readonly exit: ExitName;
};

const SUITE = "tests/performance/k6";
/** Short runs without pauses: what is wrong shows at once. */
const short = ["--profile", "baseline", "--duration", "4s", "--vus", "2", "--think-time", "0"] as const;

const still = ["--profile", "baseline", "--duration", "3s", "--vus", "2"] as const;

/** A check that somebody adds to the journey, by the function that judges. */
function addedCheck(judge: string): NonNullable<Situation["edits"]> {
  const file = `${SUITE}/journeys/api-crud/places.ts`;
  const call = 'send(client, "api_provinces_list")';
  return [
    { file, from: "import { choose", to: 'import { check } from "k6";\nimport { choose' },
    { file, from: call, to: `check(${call}, { "there are provinces": ${judge} })` },
  ];
}

export const worthlessCases: readonly WorthlessCase[] = [
  {
    title: "the server hangs: interrupted requests are not recorded at all",
    later: { faults: ["hang"] },
    naive: "impatient.js",
    flags: [...short, "--request-timeout", "10s", "--graceful-stop", "2s"],
    state: "INVALID",
    reason: "cut_off",
    exit: "invalid",
  },
  {
    title: "nearly every answer is a 429: they are the fastest",
    faults: ["throttle=60"],
    naive: "five-reads.js",
    flags: short,
    state: "INVALID",
    reason: "throttled",
    exit: "invalid",
  },
  {
    title: "the login page comes with status 200 instead of the pages",
    faults: ["login_page@work_item_tree_children", "login_page@work_item_modal", "login_page@trends"],
    naive: "pages.js",
    flags: short,
    state: "INVALID",
    reason: "signed_out",
    exit: "invalid",
  },
  {
    title: "a threshold's tag is mistyped: it selects nothing and holds, on a target that is far too slow",
    faults: ["delay=600@read"],
    naive: "mistyped-tag.js",
    flags: short,
    edits: [
      {
        file: `${SUITE}/catalogue/budgets.ts`,
        from: "{ access }, limitOf(access",
        to: '{ access: access === "read" ? ("raed" as "read") : access }, limitOf(access',
      },
    ],
    state: "INVALID",
    reason: "no_samples",
    exit: "invalid",
  },
  {
    title: "somebody adds a threshold beside the budgets, for a scenario that does not exist",
    naive: "mistyped-tag.js",
    flags: short,
    edits: [
      {
        file: `${SUITE}/scenarios.ts`,
        from: "    thresholds: load.thresholds,",
        to: '    thresholds: { ...load.thresholds, "http_req_duration{scenario:api_curd}": ["p(95)<500"] },',
      },
    ],
    state: "INVALID",
    reason: "empty_threshold",
    exit: "invalid",
  },
  {
    title: "every iteration throws half-way: k6 counts it as done",
    naive: "throwing.js",
    flags: short,
    edits: [
      {
        file: `${SUITE}/journeys/api-crud/coordination.ts`,
        from: 'const id = created.json("id");',
        to: 'const { id } = created.json("result") as { id: unknown };',
      },
    ],
    state: "INVALID",
    reason: "iterations_threw",
    exit: "invalid",
  },
  {
    title: "an arrival rate is starved: what was never sent has no latency",
    faults: ["delay=40"],
    naive: "arrival-rate.js",
    flags: ["--profile", "soak", "--duration", "4s", "--rate", "20", "--vus", "2", "--think-time", "0"],
    state: "INVALID",
    reason: "load_not_delivered",
    exit: "invalid",
  },
  {
    title:
      "the target goes down in mid-run: a refused connection has no latency, so it lowers the percentile",
    later: "stops",
    naive: "five-reads.js",
    // A refused connection costs the target nothing: without a pause the generator would do nothing but ask.
    flags: ["--profile", "baseline", "--duration", "6s", "--vus", "2", "--think-time", "0.02"],
    state: "FAIL",
    reason: "no_answer",
    exit: "fail",
  },
  {
    title: "lists answer 500 at once: errors are fast, and nobody asked for a threshold on them",
    faults: [
      "error_rate=1@api_regions_list",
      "error_rate=1@api_provinces_list",
      "error_rate=1@api_barangays_list",
    ],
    naive: "five-reads.js",
    flags: short,
    state: "FAIL",
    reason: "budget_broken",
    exit: "fail",
  },
  {
    title: "status 200 with the wrong body: the check fails, and k6 does not mind failed checks",
    faults: ["wrong_body@api_regions_list", "wrong_body@api_provinces_list"],
    naive: "five-reads.js",
    flags: short,
    state: "FAIL",
    reason: "budget_broken",
    exit: "fail",
  },
  {
    title:
      "K6_ITERATIONS is left in the shell: k6 throws the scenarios away, and their thresholds hold on nothing",
    faults: ["delay=600@read"],
    naive: "scenario-thresholds.js",
    variables: { K6_VUS: "1", K6_ITERATIONS: "1" },
    flags: ["--profile", "baseline", "--duration", "15s", "--vus", "8", "--think-time", "0"],
    state: "FAIL",
    reason: "budget_broken",
    exit: "fail",
  },
  {
    title: "one endpoint of many never answers rightly: nearly all checks hold",
    faults: ["wrong_body@api_provinces_list"],
    naive: "mostly-right.js",
    flags: ["--profile", "smoke", "--think-time", "0"],
    state: "FAIL",
    reason: "endpoint_failing",
    exit: "fail",
  },
  {
    title: "nobody can sign in: pages redirect to the login page, which is fast and has status 200",
    naive: "pages.js",
    settings: { clientSecret: "wrong", "personas.staff.password": "wrong" },
    flags: short,
    state: "INVALID",
    reason: "k6_failed",
    exit: "script",
  },
  {
    title: "429 is declared an expected status: it fails nothing, and lowers the percentile",
    faults: ["throttle=60"],
    naive: "expected-429.js",
    flags: short,
    edits: [
      {
        file: `${SUITE}/lib/prepared.ts`,
        from: "http.expectedStatuses(...row.ok)",
        to: "http.expectedStatuses(...row.ok, 429)",
      },
    ],
    state: "INVALID",
    reason: "throttled",
    exit: "invalid",
  },
  {
    title: "ten virtual users share one account: its throttle answers them, and it is fast",
    faults: ["throttle=60@json"],
    naive: "shared-account.js",
    settings: { shareUsers: true, clientId: demoUsers.api_client.slice(0, 1) },
    flags: ["--profile", "baseline", "--duration", "4s", "--vus", "10", "--think-time", "0.3"],
    state: "INVALID",
    reason: "throttled",
    exit: "invalid",
  },
  {
    title: "a POST whose path lacks its slash: k6 follows the redirect with a GET, and that has status 200",
    naive: "without-slash.js",
    flags: short,
    edits: [
      {
        file: `${SUITE}/catalogue/endpoints/coordination.ts`,
        from: 'path: "/api/coordination/stakeholder-engagement-types/",',
        to: 'path: "/api/coordination/stakeholder-engagement-types",',
      },
    ],
    state: "FAIL",
    reason: "budget_broken",
    exit: "fail",
  },
  {
    title: "writes are forbidden for want of a CSRF token: nothing is as fast as a 403",
    naive: "forbidden.js",
    flags: short,
    edits: [{ file: `${SUITE}/lib/client.ts`, from: '"X-CSRFToken"', to: '"X-CSRF-Token"' }],
    state: "FAIL",
    reason: "budget_broken",
    exit: "fail",
  },
  {
    title: "a check throws: the rest of its iteration never runs, which no threshold asks about",
    naive: "throwing-check.js",
    flags: short,
    edits: addedCheck(`(answer) => answer.json("rows").length > 0`),
    state: "INVALID",
    reason: "iterations_threw",
    exit: "invalid",
  },
  {
    title: "a check is an async function: k6 makes no sample of it, and its threshold holds",
    naive: "async-check.js",
    flags: short,
    edits: addedCheck(`async (answer) => answer.ok`),
    state: "INVALID",
    reason: "iterations_threw",
    exit: "invalid",
  },
  {
    title: "no iteration lives to its end: the pauses are longer than the run",
    naive: "long-iterations.js",
    flags: [...still, "--think-time", "20", "--graceful-stop", "1s"],
    state: "INVALID",
    reason: "nothing_finished",
    exit: "invalid",
  },
  {
    title: "a rate meant per second is per hour: no iteration starts, and the budgets hold on nothing",
    naive: "never-started.js",
    flags: ["--profile", "soak", "--duration", "3s", "--rate", "20", "--vus", "2"],
    edits: [{ file: `${SUITE}/workloads/standard.ts`, from: 'timeUnit: "1s"', to: 'timeUnit: "1h"' }],
    state: "INVALID",
    reason: "nothing_finished",
    exit: "invalid",
  },
  {
    title:
      "the summary is switched off or cannot be written: k6 logs a line at most, and the figures are lost",
    naive: "lost-summary.js",
    flags: short,
    edits: [
      {
        file: "src/run/k6-process.ts",
        from: '"--no-color",',
        to: '"--no-color", "--summary-mode=disabled",',
      },
    ],
    state: "INVALID",
    reason: "artefacts_defective",
    exit: "invalid",
  },
  {
    title: "the target freezes and the arrival rate is starved: the stalled seconds hold almost no request",
    later: { afterMs: 0, freezeMs: 2000 },
    naive: "arrival-rate.js",
    flags: ["--profile", "soak", "--duration", "5s", "--rate", "15", "--vus", "3", "--think-time", "0"],
    state: "INVALID",
    reason: "no_upper_bound",
    exit: "invalid",
  },
  {
    title: "the generator is stopped for 300 ms in every second: latencies are its own, and drowsy",
    naive: "five-reads.js",
    stalled: true,
    flags: ["--profile", "smoke", "--vus", "7"],
    state: "INVALID",
    reason: "generator_overloaded",
    exit: "invalid",
  },
];
