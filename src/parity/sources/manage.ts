// The facts that a target's own settings and workers tell. Asked by observe.ts.

import type { SettingValues } from "../../../tests/performance/k6/catalogue/settings.ts";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { askConfiguration, type Configuration, manageOf } from "../../introspection/configuration.ts";
import { messageOf, Problem } from "../../problem.ts";
import type { FactName } from "../facts.ts";
import { THROTTLES } from "../facts.ts";
import { nothingTold, type Told, withoutPasswords } from "../observation.ts";

export type Managed = Pick<SettingValues, "manage.command" | "manage.folder"> & {
  /** Where somebody has asked already. */
  readonly configuration?: Configuration | undefined;
};

/** Takes about as long as Django takes to start. Never throws: a target that does not answer tells nothing. */
export async function askManage({ configuration, ...values }: Managed): Promise<Told> {
  if (configuration !== undefined) return factsOf(configuration);
  try {
    const manage = manageOf(values);
    if (manage === undefined)
      return nothingTold(`manage.command is not set (${settings["manage.command"].env})`);
    return factsOf(await askConfiguration(manage));
  } catch (error) {
    const saw = error instanceof Problem ? (error.saw.split("\n").at(-1) ?? "") : "";
    return nothingTold(withoutPasswords(`manage.py: ${messageOf(error)} ${saw}`.trim()));
  }
}

export function factsOf(configuration: Configuration): Told {
  const { application, database, celery, rows } = groupsOf(configuration);
  const { workers } = configuration.celery;
  const own = {
    ...application,
    ...database,
    "cache.backend": configuration.cache.backend,
    "sessions.engine": configuration.sessionEngine,
    ...celery,
    ...rows,
  } satisfies Partial<Record<FactName, unknown>>;
  const noWorker =
    workers === null ? "the broker cannot be reached" : "no worker answers, or it does not tell of itself";
  return {
    facts: withoutNulls({ ...own, ...throttlesOf(configuration) }),
    silent: {
      "celery.workers": noWorker,
      "celery.concurrency": noWorker,
      "celery.prefetchMultiplier": noWorker,
    },
    because: "manage.py does not tell it",
  };
}

function groupsOf({ celery, database, ...of }: Configuration) {
  return {
    application: {
      "application.settingsModule": of.settingsModule,
      "application.debug": of.debug,
      "application.pythonVersion": of.python,
      "application.djangoVersion": of.django,
    },
    database: {
      "database.vendor": database.vendor,
      "database.version": database.version,
      "database.replicas": database.replicas ?? null,
      "database.otherAliases": database.others.length,
      "database.connectionAgeSeconds": database.connectionAgeSeconds ?? "unlimited",
    },
    celery: {
      "celery.broker": schemeOf(celery.broker),
      "celery.resultBackend": schemeOf(celery.resultBackend),
      "celery.eager": celery.eager,
      ...workersOf(celery.workers),
    },
    rows: {
      "rows.users": of.rows.users,
      "rows.workItems": of.rows.workItems,
      "rows.monitoringEntries": of.rows.monitoringEntries,
    },
  };
}

/** All workers together; nulls where one of them does not tell. Tasks for later raise a worker's prefetch count. */
function workersOf(workers: Configuration["celery"]["workers"]) {
  const sum = (of: "concurrency" | "prefetch"): number | null =>
    workers?.reduce(
      (all: number | null, one) => (all === null || one[of] === null ? null : all + one[of]),
      0,
    ) ?? null;
  const concurrency = sum("concurrency");
  const prefetch = sum("prefetch");
  return {
    "celery.workers": workers?.length ?? null,
    "celery.concurrency": concurrency,
    "celery.prefetchMultiplier":
      concurrency === null || concurrency === 0 || prefetch === null
        ? null
        : Math.round((prefetch / concurrency) * 100) / 100,
  };
}

function throttlesOf({ throttleRates }: Configuration): Record<string, string> {
  return Object.fromEntries(
    Object.entries(throttleRates).map(([scope, rate]) => [THROTTLES + scope, rate ?? "none"]),
  );
}

/** Hosts differ always, and would tell where production is. */
function schemeOf(address: string | null): string | null {
  return /^([a-z][a-z0-9+.-]*):/i.exec(address ?? "")?.[1]?.toLowerCase() ?? null;
}

function withoutNulls<Value>(all: Readonly<Record<string, Value | null>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, Value] => entry[1] !== null),
  );
}
