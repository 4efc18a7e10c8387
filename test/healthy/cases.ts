// Runs with nothing wrong that might look wrong: each must be a PASS with exit code 0. A verdict that is never
// fooled because it always complains would be worth nothing. All of them are asked for `--json`.

import type { Result } from "../../src/result/result.ts";
import { demoUsers } from "../../stand-in/defaults.ts";
import type { Situation } from "../worthless/situation.ts";

/** The smoke profile, just as many iterations as every budget needs, without pauses: no matter how fast the machine is. */
const quick = ["--think-time", "0"] as const;

/** No user of any other persona: what only they may do is left out. */
export const apiClientOnly = {
  "personas.staff.usernames": [],
  "personas.executive.usernames": [],
  "personas.central_admin.usernames": [],
  "personas.provincial_coordinator.usernames": [],
} as const;

export type HealthyCase = Situation & {
  /** What shows that the situation was really there, so that the case cannot hold on nothing. */
  readonly shows: (result: Result) => boolean;
};

export const healthyCases: readonly HealthyCase[] = [
  {
    title: "a target that is slow but keeps its promise: 400 ms of 500 ms",
    faults: ["delay=400@trends"],
    flags: [...quick, "--vus", "6"],
    shows: ({ budgets }) => figure(budgets, "api_crud_trends_p95") >= 400,
  },
  {
    title: "one user of each persona, whom three virtual users share, on a target that throttles nobody",
    settings: {
      shareUsers: true,
      clientId: demoUsers.api_client.slice(0, 1),
      "personas.staff.usernames": demoUsers.staff.slice(0, 1),
      "personas.executive.usernames": demoUsers.executive.slice(0, 1),
    },
    flags: [...quick, "--vus", "3"],
    shows: ({ settings, scenarios }) => users(settings) === 1 && scenarios[0]?.maxVus === 3,
  },
  {
    title: "one persona only: an API client, and nobody who may open a page",
    settings: apiClientOnly,
    flags: quick,
    shows: ({ notTested, endpoints: rows }) =>
      notTested.some(({ kind }) => kind === "persona") &&
      rows.every(({ persona }) => !/staff|exec/.test(persona)),
  },
  {
    title: "a single virtual user without pauses",
    flags: [...quick, "--vus", "1"],
    shows: ({ scenarios, generator }) => scenarios[0]?.maxVus === 1 && generator.lag.samples === 0,
  },
  {
    title: "a run of a moment: many users, and just as many iterations as the budgets need",
    flags: [...quick, "--vus", "10"],
    shows: ({ scenarios }) => scenarios[0]?.planned === scenarios[0]?.completed,
  },
  {
    title: "an arrival rate with virtual users enough: nothing is dropped",
    faults: ["delay=15"],
    // The API client alone: its requests are light, so that the target keeps up on a busy machine.
    settings: apiClientOnly,
    flags: ["--profile", "soak", "--duration", "8s", "--rate", "9", "--vus", "20", "--think-time", "0"],
    shows: ({ scenarios }) => scenarios[0]?.model === "open" && scenarios[0].started > 70,
  },
  {
    title: "a target with a fiftieth of the data",
    scale: 0.02,
    flags: quick,
    shows: ({ endpoints: rows }) => rows.length > 0,
  },
  {
    title: "a cold target: its first requests take a second, then it is fast",
    faults: ["delay=1000@work_item_modal"],
    later: { faults: [] },
    flags: [...quick, "--vus", "2"],
    shows: ({ endpoints: rows }) => rows.some(({ duration }) => (duration.max ?? 0) >= 1000),
  },
  {
    title: "errors within the budget: seven reads in a thousand are answered 500",
    faults: ["error_rate=0.007@read"],
    flags: quick,
    shows: ({ outcomes }) => outcomes.unexpected > 0,
  },
  {
    title: "no rows are left behind: the step that nothing can undo is skipped",
    settings: { allowResidue: false },
    flags: quick,
    shows: ({ notTested, residue }) =>
      notTested.some(({ kind }) => kind === "residue") && residue.length === 0,
  },
  {
    title: "a slow target whose environment has budgets of its own",
    faults: ["delay=600@trends"],
    settings: { budgets: { api_crud_read_p95: 900, api_crud_trends_p95: 900 } },
    flags: [...quick, "--vus", "6"],
    shows: ({ budgets }) => figure(budgets, "api_crud_trends_p95") >= 600,
  },
  {
    title: "variables of k6 are left in the shell",
    variables: {
      K6_VUS: "1",
      K6_ITERATIONS: "1",
      K6_NO_THRESHOLDS: "true",
      K6_DISCARD_RESPONSE_BODIES: "true",
      K6_SUMMARY_MODE: "disabled",
    },
    flags: quick,
    shows: ({ scenarios }) => (scenarios[0]?.started ?? 0) > 1,
  },
  {
    title: "neighbours that want every processor for themselves: k6 is late, and not by much",
    neighbours: 2,
    flags: ["--vus", "6", "--think-time", "0.2"],
    shows: ({ generator }) => generator.lag.samples >= 59,
  },
  {
    title: "a persona's expected refusals: a 403 that the catalogue asks for is a right answer",
    flags: quick,
    shows: ({ endpoints: rows }) => rows.some(({ statuses }) => "403" in statuses),
  },
];

function figure(budgets: Result["budgets"], id: string): number {
  return budgets.find((budget) => budget.id === id)?.measured ?? 0;
}

function users(settings: Result["settings"]): number | undefined {
  const given = settings.clientId?.value;
  return Array.isArray(given) ? given.length : undefined;
}
