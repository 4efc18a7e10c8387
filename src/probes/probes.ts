// The probes by name, and which settings switch each on.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { type ProbeName, targetFigures } from "../../tests/performance/k6/catalogue/target-figures.ts";
import { celeryProbe } from "./celery.ts";
import { hostProbe } from "./host.ts";
import { postgresProbe } from "./postgres.ts";
import type { Probe } from "./probe.ts";
import { prometheusProbe } from "./prometheus.ts";
import { queryLogProbe } from "./query-log.ts";
import { redisProbe } from "./redis.ts";
import { storageProbe } from "./storage.ts";

/** The host's is always on: it costs nothing and needs nobody's leave. */
export const isAsked: Readonly<Record<ProbeName, (values: SettingValues) => boolean>> = {
  redis: (values) => values["probes.broker"] !== undefined || values["probes.cache"] !== undefined,
  celery: (values) =>
    values["probes.broker"] !== undefined ||
    values["probes.workerLog"] !== undefined ||
    values["probes.webhookPort"] !== undefined,
  postgres: (values) => values["probes.postgres"],
  query_log: (values) => values["probes.queryLog"] !== undefined,
  prometheus: (values) => values["probes.metrics"] !== undefined,
  host: (values) => values["probes.processes"].length > 0,
  storage: (values) => values["probes.storage"] !== undefined,
};

export const probes: readonly Probe[] = [
  redisProbe,
  celeryProbe,
  postgresProbe,
  queryLogProbe,
  prometheusProbe,
  hostProbe,
  storageProbe,
];

export function askedProbes(values: SettingValues): Probe[] {
  return probes.filter(({ name }) => isAsked[name](values));
}

/** Those whose figures k6 judges, for the setting `watched`: `redis`, and `host:web` for each process by its name. */
export function watchedBy(values: SettingValues): string[] {
  const figured = new Set<ProbeName>(Object.values(targetFigures).map(({ probe }) => probe));
  return (Object.keys(isAsked) as ProbeName[])
    .filter((name) => figured.has(name) && isAsked[name](values))
    .flatMap((name) => (name === "host" ? processNames(values).map((process) => `host:${process}`) : [name]));
}

function processNames(values: SettingValues): string[] {
  return ["machine", "k6", ...values["probes.processes"].map((entry) => entry.split("=")[0] ?? entry)];
}
