// Runs that prove nothing and that bare k6 ends with exit code 0: how each is provoked, and what the verdict must say.
// Read by the test, which demands both, and by `npm run demo:worthless`, which prints them side by side.

import type { ExitName } from "../../src/exit-codes.ts";
import type { ReasonName } from "../../src/verdict/reasons.ts";
import type { VerdictState } from "../../src/verdict/verdict.ts";

export type WorthlessCase = {
  readonly title: string;
  /** Faults of the target from its start. */
  readonly faults: readonly string[];
  /** What happens to the target once the run is under way: faults switched on, or the end of it. */
  readonly later?: { readonly faults: readonly string[] } | "stops";
  /** Variables of the shell that starts k6, and the tool. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A wrong password in the environment file. */
  readonly wrongPassword?: true;
  /** The script under naive/ that plain k6 runs. */
  readonly naive: string;
  /** Flags of `obcms-perf run` for the same situation. */
  readonly flags: readonly string[];
  /** An error in the suite, as somebody might commit it: in a copy, this text is replaced by that one. */
  readonly edit?: { readonly file: string; readonly from: string; readonly to: string };
  readonly state: VerdictState;
  readonly reason: ReasonName;
  readonly exit: ExitName;
};

const SUITE = "tests/performance/k6";
/** Short runs without pauses: what is wrong shows at once. */
const short = ["--profile", "baseline", "--duration", "4s", "--vus", "2", "--think-time", "0"] as const;

export const worthlessCases: readonly WorthlessCase[] = [
  {
    title: "the server hangs: interrupted requests are not recorded at all",
    faults: [],
    later: { faults: ["hang"] },
    naive: "five-reads.js",
    flags: [...short, "--request-timeout", "2s", "--graceful-stop", "3s"],
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
    edit: {
      file: `${SUITE}/catalogue/budgets.ts`,
      from: "{ access }, access)",
      to: '{ access: access === "read" ? ("raed" as "read") : access }, access)',
    },
    state: "INVALID",
    reason: "no_samples",
    exit: "invalid",
  },
  {
    title: "somebody adds a threshold beside the budgets, for a scenario that does not exist",
    faults: [],
    naive: "mistyped-tag.js",
    flags: short,
    edit: {
      file: `${SUITE}/scenarios.ts`,
      from: "    thresholds: load.thresholds,",
      to: '    thresholds: { ...load.thresholds, "http_req_duration{scenario:api_curd}": ["p(95)<500"] },',
    },
    state: "INVALID",
    reason: "empty_threshold",
    exit: "invalid",
  },
  {
    title: "every iteration throws half-way: k6 counts it as done",
    faults: [],
    naive: "throwing.js",
    flags: short,
    edit: {
      file: `${SUITE}/journeys/api-crud.ts`,
      from: 'const id = created.json("id");',
      to: 'const { id } = created.json("result") as { id: unknown };',
    },
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
    faults: [],
    later: "stops",
    naive: "five-reads.js",
    flags: short,
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
    title: "nobody can sign in: pages redirect to the login page, which is fast and has status 200",
    faults: [],
    naive: "pages.js",
    wrongPassword: true,
    flags: short,
    state: "INVALID",
    reason: "k6_failed",
    exit: "script",
  },
];
