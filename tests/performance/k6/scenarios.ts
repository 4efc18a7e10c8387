// Settings → the k6 scenarios, budgets, thresholds and options of a run. What each profile does stands in workloads/.

import type { Options, Scenario } from "k6/options";
import { momentOf } from "./catalogue/arrivals.ts";
import { TARGET } from "./catalogue/budget.ts";
import { misnamedBudgets } from "./catalogue/budget-names.ts";
import { type Budget, budgetsFor, budgetsOfTarget, enoughIterations } from "./catalogue/budgets.ts";
import type { Card } from "./catalogue/card.ts";
import { type CardName, cards, runnableCards, shareOf } from "./catalogue/cards.ts";
import { controlTag } from "./catalogue/control.ts";
import { type EndpointName, endpoints } from "./catalogue/endpoints.ts";
import { missingUsers } from "./catalogue/leases.ts";
import { whyLeftOut } from "./catalogue/left-out.ts";
import { parseOrigin } from "./catalogue/origin.ts";
import { personaNames, personas } from "./catalogue/personas.ts";
import { type ProfileName, profileNames } from "./catalogue/profiles.ts";
import { settings as catalogueSettings, type SettingValues } from "./catalogue/settings.ts";
import { PROBE_ROLE } from "./catalogue/tags.ts";
import { aborting, countedApart, endsARun, type Threshold, thresholdsOf } from "./catalogue/thresholds.ts";
import { modelOf, rateStagesOf, requireWithinCaps, sizeOf, vusOf } from "./size.ts";
import { metThrottles } from "./throttles.ts";
import type { Wish } from "./workload.ts";
import { workloads } from "./workloads.ts";

export type Load = {
  readonly cards: readonly CardName[];
  readonly budgets: readonly Budget[];
  readonly scenarios: Record<string, Scenario>;
  readonly thresholds: Record<string, Threshold[]>;
};

/** Scenarios and thresholds of a run. Throws one error that names what was asked for and what there is. */
export function planLoad(settings: SettingValues): Load {
  const profile = profileNamed(settings.profile);
  const misnamed = misnamedBudgets(Object.keys(settings.budgets), settings.watched);
  if (misnamed !== undefined) throw new Error(misnamed);
  requireLocal("probeUrl", settings);
  requireLocal("samplesUrl", settings);
  const chosen = cardsNamed(settings);
  const loads = chosen.map((card) => cardLoad(card, chosen, profile, settings));
  const scenarios: Load["scenarios"] = Object.assign({}, ...loads.map((load) => load.scenarios));
  Object.assign(scenarios, targetWatch(scenarios, settings));
  requireWithinCaps(withoutProbes(scenarios), settings);
  const cardOf = ({ tags }: Scenario): CardName | undefined => chosen.find((card) => card === tags?.card);
  const impossible = [
    ...missingUsers(chosen, vusOf(scenarios), settings),
    ...metThrottles(scenarios, cardOf, settings),
  ];
  if (impossible.length > 0) throw new Error(impossible.join("\n"));
  const ofTarget = budgetsOfTarget(settings.watched, settings.budgets);
  const budgets = [...loads.flatMap((load) => load.budgets), ...ofTarget];
  // Both put questions to the tool, which k6 has to count apart.
  const asksTool =
    profile === "controlled" || budgets.some(({ metric }) => metric === "obcms_integrity_faults");
  const asksProbe = settings.probeUrl !== undefined || settings.watched.length > 0;
  const thresholds: Load["thresholds"] = Object.assign(
    asksTool ? countedApart(controlTag.role) : {},
    asksProbe ? countedApart(PROBE_ROLE) : {},
    thresholdsOf(ofTarget),
    ...loads.map(({ thresholds }) => thresholds),
  );
  return { cards: chosen, budgets, scenarios, thresholds: endedBy(settings.abortOn, budgets, thresholds) };
}

/** Budgets that somebody wants to end the run; only what is judged in it can. */
function endedBy(
  ids: readonly string[],
  budgets: readonly Budget[],
  thresholds: Load["thresholds"],
): Load["thresholds"] {
  if (ids.length === 0) return thresholds;
  const gates = budgets.filter(({ severity }) => severity === "gate");
  const unknown = ids.filter((id) => !gates.some((budget) => budget.id === id));
  if (unknown.length > 0)
    throw new Error(
      `no budget that this run judges is called ${unknown.join(", ")} (abortOn): there are ${gates.map(({ id }) => id).join(", ")}`,
    );
  return aborting(
    thresholds,
    gates.filter(({ id }) => ids.includes(id)),
    ABORT_AFTER_SECONDS,
  );
}

/** Before, one slow answer would be a large share of the few there are. */
const ABORT_AFTER_SECONDS = 10;

/**
 * One virtual user that hands the tool's samples to k6, from before the load until nobody else is at work. Nothing where
 * no probe tells any.
 */
function targetWatch(
  load: Load["scenarios"],
  { watched, gracefulStopSeconds }: SettingValues,
): Load["scenarios"] {
  if (watched.length === 0) return {};
  const seconds =
    Math.max(...Object.values(load).map((scenario) => sizeOf(scenario).seconds)) + gracefulStopSeconds;
  return {
    [TARGET]: {
      exec: "watchTarget",
      executor: "per-vu-iterations",
      vus: 1,
      iterations: 1,
      maxDuration: `${Math.ceil(seconds)}s`,
      gracefulStop: "0s",
      tags: { role: PROBE_ROLE },
    },
  };
}

/** What watches is no load: it lasts longer than that, and asks four times a second at most. */
export function withoutProbes(scenarios: Load["scenarios"]): Load["scenarios"] {
  return Object.fromEntries(
    Object.entries(scenarios).filter(([, scenario]) => scenario.tags?.role !== PROBE_ROLE),
  );
}

/** The lock on the target says nothing of probes: their address is no way around it. */
function requireLocal(name: "probeUrl" | "samplesUrl", settings: SettingValues): void {
  const url = settings[name];
  if (url === undefined) return;
  const [, origin = ""] = /^(https?:\/\/[^/?#]+)(?:\/[^?#]*)?$/.exec(url) ?? [];
  if (parseOrigin(origin)?.loopback) return;
  throw new Error(
    `${name} ${JSON.stringify(url)} is no address on this machine: give one such as http://127.0.0.1:9000/probe`,
  );
}

function cardLoad(
  card: CardName,
  together: readonly CardName[],
  profile: ProfileName,
  settings: SettingValues,
): Omit<Load, "cards"> {
  const isIncluded = (name: EndpointName): boolean => whyLeftOut(name, settings) === undefined;
  requireSomebody(card, settings);
  const workload = workloads[card]?.[profile];
  if (workload === undefined) throw new Error(`scenario ${card} has no workload in profile ${profile}`);
  const budgetsWith = (openScenarios: readonly string[]): Budget[] =>
    budgetsFor({
      cards: [card],
      profile,
      openScenarios,
      isIncluded,
      overrides: settings.budgets,
    });
  const iterations = enoughIterations(budgetsWith([]), isIncluded);
  const parts = workload({ ...sizeOfCard(card, together, profile, settings), iterations }).filter(
    ({ isProbe }) => !isProbe || settings.probeUrl !== undefined,
  );
  const scenarios = Object.fromEntries(
    parts.map(({ role, isProbe, ...scenario }): [string, Scenario] => [
      role === undefined ? card : `${card}_${role}`,
      {
        ...scenario,
        gracefulStop: `${settings.gracefulStopSeconds}s`,
        tags: isProbe ? { role: PROBE_ROLE, probe_of: card } : { card },
      },
    ]),
  );
  const budgets = budgetsWith(
    Object.entries(scenarios)
      .filter(([, scenario]) => scenario.tags?.role !== PROBE_ROLE && modelOf(scenario) === "open")
      .map(([name]) => name),
  );
  const thresholds = thresholdsOf(budgets);
  if (profile !== "breakpoint") return { budgets, scenarios, thresholds };
  const enough = enoughIterations(budgets.filter(endsARun), isIncluded);
  const delaySeconds = Math.max(
    ...parts.filter(({ isProbe }) => !isProbe).map((part) => momentOf(rateStagesOf(part), enough).seconds),
  );
  const ending = budgets.filter(endsARun);
  return { budgets, scenarios, thresholds: aborting(thresholds, ending, Math.ceil(delaySeconds)) };
}

/**
 * A card's part of what was asked for, by weight, at least one virtual user and one iteration a second. In smoke each
 * card makes its own few iterations, and in a controlled run all cards have the same pool, which one target steers.
 */
function sizeOfCard(
  card: CardName,
  together: readonly CardName[],
  profile: ProfileName,
  { durationSeconds, vus, rate }: SettingValues,
): Omit<Wish, "iterations"> {
  const asked = { durationSeconds, vus, rate };
  if (together.length === 1 || profile === "smoke") return { ...asked, share: 1 };
  if (profile === "controlled")
    return { ...asked, share: Math.min(1, CONTROLLED_TOGETHER / together.length) };
  const weight = shareOf(card, together);
  const part = (whole: number | undefined): number | undefined =>
    whole === undefined ? undefined : Math.max(1, Math.round(whole * weight));
  const times = profile === "breakpoint" ? 1 : TOGETHER;
  return { durationSeconds, vus: part(vus), rate: part(rate), share: weight * times };
}

/** So many scenarios may each have the whole pool of a controlled run; more share what these would have. */
const CONTROLLED_TOGETHER = 3;

/**
 * Several scenarios together make this many times the load that a profile gives one alone: each still has its samples.
 * Not in breakpoint, whose load rises until something gives way.
 */
const TOGETHER = 2;

/** What anybody may ask for is not worth a run: without a single user it would pass on health checks. */
function requireSomebody(card: CardName, settings: SettingValues): void {
  if (hasSomebody(card, settings)) return;
  const given = personaNames.map((name) => catalogueSettings[personas[name].usernames].env).join(", ");
  throw new Error(`no user is given for scenario ${card}: set at least one of ${given}`);
}

function hasSomebody(card: CardName, settings: SettingValues): boolean {
  const names = Object.keys((cards[card] as Card).requests ?? {}) as EndpointName[];
  const isPersonal = (name: EndpointName): boolean => endpoints[name].as !== "anybody";
  return names.some((name) => isPersonal(name) && whyLeftOut(name, settings) === undefined);
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
    teardownTimeout: "60s",
    setupTimeout: settings.warmCache ? "300s" : "60s",
    userAgent: "obcms-perf",
  };
}

function profileNamed(name: string): ProfileName {
  const known = profileNames.find((profile) => profile === name);
  if (known === undefined)
    throw new Error(`no profile is called ${JSON.stringify(name)}: there are ${profileNames.join(", ")}`);
  return known;
}

/** Those asked for; or all, but for those whose every row needs somebody who is not given. */
function cardsNamed(settings: SettingValues): CardName[] {
  const { scenarios: names } = settings;
  const runnable = runnableCards();
  const unknown = names.filter((name) => !runnable.some((card) => card === name));
  if (unknown.length > 0)
    throw new Error(`no scenario to run is called ${unknown.join(", ")}: there are ${runnable.join(", ")}`);
  if (names.length > 0) return runnable.filter((card) => names.includes(card));
  const possible = runnable.filter((card) => hasSomebody(card, settings));
  return possible.length > 0 ? possible : runnable;
}
