// Profile × scenario → k6 executors, and budgets → k6 thresholds. A grid: a profile is a column, a scenario a row.

import type { Options, Scenario } from "k6/options";
import { type Budget, budgetIds, budgetsFor, enoughIterations } from "./catalogue/budgets.ts";
import { type CardName, runnableCards } from "./catalogue/cards.ts";
import { type ProfileName, profileNames, profiles } from "./catalogue/profiles.ts";
import type { SettingValues } from "./catalogue/settings.ts";
import { thresholdsOf } from "./catalogue/thresholds.ts";
import { requireWithinCaps } from "./size.ts";

/** What the settings ask for; undefined leaves the profile's own figure. */
type Wish = {
  readonly durationSeconds: number | undefined;
  readonly vus: number | undefined;
  readonly rate: number | undefined;
  /** Iterations from which every budget of the scenario has its minimum of samples. */
  readonly iterations: number;
};
type Workload = (wish: Wish) => Scenario;

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
    stress: ({ vus = 40, durationSeconds = 600 }) => ({
      exec: "apiCrud",
      executor: "ramping-vus",
      startVUs: 0,
      stages: [0.25, 0.5, 0.75, 1].flatMap((share) => [
        { target: Math.ceil(vus * share), duration: "5s" },
        { target: Math.ceil(vus * share), duration: `${durationSeconds / 4}s` },
      ]),
    }),
    spike: ({ vus = 60, durationSeconds = 180 }) => ({
      exec: "apiCrud",
      executor: "ramping-vus",
      startVUs: Math.ceil(vus / 6),
      stages: [
        { target: Math.ceil(vus / 6), duration: `${durationSeconds / 3}s` },
        { target: vus, duration: "2s" },
        { target: vus, duration: `${durationSeconds / 3}s` },
        { target: Math.ceil(vus / 6), duration: "2s" },
        { target: Math.ceil(vus / 6), duration: `${durationSeconds / 3}s` },
      ],
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
  readonly thresholds: Record<string, string[]>;
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
  const known = budgetIds();
  const unknown = Object.keys(settings.budgets).filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new Error(`no budget is called ${unknown.join(", ")}: there are ${known.join(", ")}`);
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
