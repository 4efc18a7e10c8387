// Runs that prove nothing and that bare k6 ends with exit code 0: how each is provoked, and what the verdict must say.
// Read by the test, which demands both, and by `npm run demo:worthless`, which prints them side by side.

import type { ReasonName } from "../../src/verdict/reasons.ts";
import type { VerdictState } from "../../src/verdict/verdict.ts";

export type WorthlessCase = {
  readonly title: string;
  /** Faults of the target from its start. */
  readonly faults: readonly string[];
  /** Faults switched on once the run is under way. */
  readonly laterFaults?: readonly string[];
  /** The script under naive/ that plain k6 runs. */
  readonly naive: string;
  /** Flags of `obcms-perf run` for the same situation. */
  readonly flags: readonly string[];
  /** An error in the suite, as somebody might commit it: in a copy, this text is replaced by that one. */
  readonly edit?: { readonly file: string; readonly from: string; readonly to: string };
  readonly state: VerdictState;
  readonly reason: ReasonName;
};

const SUITE = "tests/performance/k6";
/** Short runs without pauses: what is wrong shows at once. */
const short = ["--profile", "baseline", "--duration", "4s", "--vus", "2", "--think-time", "0"] as const;

export const worthlessCases: readonly WorthlessCase[] = [
  {
    title: "the server hangs: interrupted requests are not recorded at all",
    faults: [],
    laterFaults: ["hang"],
    naive: "five-reads.js",
    flags: [...short, "--request-timeout", "2s", "--graceful-stop", "3s"],
    state: "INVALID",
    reason: "cut_off",
  },
  {
    title: "nearly every answer is a 429: they are the fastest",
    faults: ["throttle=60"],
    naive: "five-reads.js",
    flags: short,
    state: "INVALID",
    reason: "throttled",
  },
  {
    title: "the login page comes with status 200 instead of the pages",
    faults: ["login_page@work_item_tree_children", "login_page@work_item_modal", "login_page@trends"],
    naive: "pages.js",
    flags: short,
    state: "INVALID",
    reason: "signed_out",
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
  },
  {
    title: "an arrival rate is starved: what was never sent has no latency",
    faults: ["delay=40"],
    naive: "arrival-rate.js",
    flags: ["--profile", "soak", "--duration", "4s", "--rate", "20", "--vus", "2", "--think-time", "0"],
    state: "INVALID",
    reason: "load_not_delivered",
  },
];
