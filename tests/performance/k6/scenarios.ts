// Profile × scenario → k6 executors, and budgets → k6 thresholds. A grid: a profile is a column, a scenario a row.

import type { Options, Scenario, Threshold } from "k6/options";
import { type Budget, budgetKey, budgetsFor, enoughIterations, guardOf } from "./catalogue/budgets.ts";
import { type CardName, runnableCards } from "./catalogue/cards.ts";
import { type ProfileName, profileNames, profiles } from "./catalogue/profiles.ts";
import type { SettingValues } from "./catalogue/settings.ts";
import { selectorKey } from "./catalogue/tags.ts";

/** What the settings say about the size of the load; undefined leaves the profile's own figure. */
type Size = {
  readonly durationSeconds: number | undefined;
  readonly vus: number | undefined;
  readonly rate: number | undefined;
  /** Iterations from which every budget of the scenario has its minimum of samples. */
  readonly iterations: number;
};
type Workload = (size: Size) => Scenario;

const workloads: Partial<Record<CardName, Record<ProfileName, Workload>>> = {
  api_crud: {
    smoke: ({ vus = 2, iterations, durationSeconds = 300 }) => ({
      exec: "apiCrud",
      executor: "shared-iterations",
      vus: Math.min(vus, iterations),
      iterations,
      maxDuration: `${durationSeconds}s`,
    }),
    baseline: ({ vus = 10, durationSeconds = 300 }) => ({
      exec: "apiCrud",
      executor: "constant-vus",
      vus,
      duration: `${durationSeconds}s`,
    }),
    soak: ({ vus = 40, rate = 2, durationSeconds = 3600 }) => ({
      exec: "apiCrud",
      executor: "ramping-arrival-rate",
      timeUnit: "1s",
      startRate: 0,
      preAllocatedVUs: vus,
      maxVUs: vus,
      stages: [
        { target: rate, duration: `${Math.min(60, Math.ceil(durationSeconds / 10))}s` },
        { target: rate, duration: `${durationSeconds}s` },
      ],
    }),
  },
};

export type Load = {
  readonly budgets: readonly Budget[];
  readonly scenarios: Record<string, Scenario>;
  readonly thresholds: Record<string, Threshold[]>;
};

/** Scenarios and thresholds of a run. Throws one error that names what was asked for and what there is. */
export function planLoad(settings: SettingValues): Load {
  const profile = profileNamed(settings.profile);
  const cards = cardsNamed(settings.scenarios);
  const { allowResidue } = settings;
  const budgets = budgetsFor({
    cards,
    profile,
    open: profiles[profile].model === "open",
    allowResidue,
    overrides: settings.budgets,
  });
  const unknown = Object.keys(settings.budgets).filter((id) => !budgets.some((budget) => budget.id === id));
  if (unknown.length > 0)
    throw new Error(
      `no budget of this run is called ${unknown.join(", ")}: it has ${budgets.map((budget) => budget.id).join(", ")}`,
    );
  const scenarios = Object.fromEntries(
    cards.map((card): [string, Scenario] => {
      const iterations = enoughIterations(
        budgets.filter((budget) => budget.card === card),
        allowResidue,
      );
      const { durationSeconds, vus, rate } = settings;
      const workload = workloads[card]?.[profile];
      if (workload === undefined) throw new Error(`scenario ${card} has no workload in profile ${profile}`);
      const gracefulStop = `${settings.gracefulStopSeconds}s`;
      return [
        card,
        { ...workload({ durationSeconds, vus, rate, iterations }), gracefulStop, tags: { card } },
      ];
    }),
  );
  requireWithinCaps(scenarios, settings);
  return { budgets, scenarios, thresholds: thresholdsOf(budgets) };
}

/** k6's options of a run: all that `k6 run` needs beside the functions that main.ts exports. */
export function optionsFor(load: Load, settings: SettingValues): Options {
  return {
    scenarios: load.scenarios,
    thresholds: load.thresholds,
    // The tool never passes --tag: it would discard these.
    tags: { environment: settings.environment, build: settings.build, testid: settings.runId },
    summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)", "count"],
    // k6 clears cookies at each iteration otherwise, and every iteration would measure a login.
    noCookiesReset: true,
    maxRedirects: 0,
    insecureSkipTLSVerify: settings["tls.insecureSkipVerify"],
    setupTimeout: "60s",
    userAgent: "obcms-perf",
  };
}

/**
 * Each budget becomes its own threshold and, beside it, a minimum for the counter of its samples: an empty Trend or
 * Rate passes in k6, a counter at 0 does not. An `info` budget gets a threshold that always holds, for its figure.
 */
export function thresholdsOf(budgets: readonly Budget[]): Record<string, Threshold[]> {
  const thresholds: Record<string, Threshold[]> = {};
  const add = (key: string, expression: string): void => {
    const list = thresholds[key] ?? [];
    thresholds[key] = list.includes(expression) ? list : [...list, expression];
  };
  const minimums = new Map<string, number>();
  for (const budget of budgets) {
    const { metric, where } = guardOf(budget);
    const guard = selectorKey(metric, where);
    if (budget.severity === "info") {
      add(budgetKey(budget), `${budget.statistic}>=0`);
      add(guard, "count>=0");
      continue;
    }
    add(budgetKey(budget), `${budget.statistic}${budget.operator}${budget.limit}`);
    minimums.set(guard, Math.max(minimums.get(guard) ?? 0, budget.minSamples));
  }
  for (const [guard, minimum] of minimums) add(guard, `count>=${minimum}`);
  return thresholds;
}

function profileNamed(name: string): ProfileName {
  const known = profileNames.find((profile) => profile === name);
  if (known === undefined)
    throw new Error(`no profile is called ${JSON.stringify(name)}: there are ${profileNames.join(", ")}`);
  return known;
}

function cardsNamed(names: readonly string[]): CardName[] {
  const runnable = runnableCards();
  const unknown = names.filter((name) => !runnable.some((card) => card === name));
  if (unknown.length > 0)
    throw new Error(`no scenario to run is called ${unknown.join(", ")}: there are ${runnable.join(", ")}`);
  return names.length === 0 ? runnable : runnable.filter((card) => names.includes(card));
}

function requireWithinCaps(scenarios: Record<string, Scenario>, settings: SettingValues): void {
  const asked = Object.values(scenarios).map(sizeOf);
  const total = (pick: (size: ReturnType<typeof sizeOf>) => number): number =>
    asked.reduce((sum, size) => sum + pick(size), 0);
  const problems = [
    over(
      "virtual users",
      total(({ vus }) => vus),
      settings["caps.vus"],
      "caps.vus",
    ),
    over(
      "iterations per second",
      total(({ rate }) => rate),
      settings["caps.rate"],
      "caps.rate",
    ),
    over(
      "seconds",
      Math.max(...asked.map(({ seconds }) => seconds)),
      settings["caps.durationSeconds"],
      "caps.durationSeconds",
    ),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0)
    throw new Error(`the run is larger than this environment allows: ${problems.join("; ")}`);
}

function over(what: string, asked: number, cap: number, setting: string): string | undefined {
  return asked > cap ? `${asked} ${what} asked, ${cap} allowed by ${setting}` : undefined;
}

/** Virtual users at most, iterations per second at most (0 in a closed model), seconds without graceful stop. */
export function sizeOf(scenario: Scenario): { vus: number; rate: number; seconds: number } {
  switch (scenario.executor) {
    case "shared-iterations":
      return { vus: scenario.vus ?? 1, rate: 0, seconds: parseInt(String(scenario.maxDuration), 10) };
    case "constant-vus":
      return { vus: scenario.vus ?? 1, rate: 0, seconds: parseInt(scenario.duration, 10) };
    case "ramping-arrival-rate":
      return {
        vus: scenario.maxVUs ?? scenario.preAllocatedVUs,
        rate: Math.max(...scenario.stages.map((stage) => stage.target)),
        seconds: scenario.stages.reduce((sum, stage) => sum + parseInt(stage.duration, 10), 0),
      };
    default:
      throw new Error(`executor ${scenario.executor} has no size rule in scenarios.ts`);
  }
}
