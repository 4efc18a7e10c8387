// Budgets on demand: what the target tells of its own answers, for each scenario and each endpoint of one. Nobody has them
// until an environment file gives one a limit; only then is there a threshold. Called by budgets.ts.

import type { Budget } from "./budget.ts";
import { type CardName, requestsPerIteration, runnableCards } from "./cards.ts";
import type { EndpointName } from "./endpoints.ts";
import { SAMPLES_FOR_P95, SAMPLES_FOR_STATEMENTS } from "./sample-sizes.ts";

type Figure = Pick<Budget, "metric" | "statistic" | "operator" | "minSamples"> & {
  /** What is promised, in the metric's unit. */
  readonly means: string;
  /** Of a scenario it would say nothing: its pages differ too much. */
  readonly endpointOnly?: true;
};

const p95 = { statistic: "p(95)", operator: "<", minSamples: SAMPLES_FOR_P95 } as const;
const most = { statistic: "max", operator: "<", minSamples: SAMPLES_FOR_STATEMENTS } as const;
const mean = { statistic: "avg", operator: "<", minSamples: SAMPLES_FOR_STATEMENTS } as const;

/** By the end of their ids: `api_crud_db_ms_p95`, `api_crud_api_regions_list_db_ms_p95`. */
export const figuresOnDemand = {
  server_ms_p95: { ...p95, metric: "obcms_server_ms", means: "ms in the target by its own clock" },
  db_ms_p95: { ...p95, metric: "obcms_db_ms", means: "ms of that in the database" },
  template_ms_p95: { ...p95, metric: "obcms_template_ms", means: "ms of that in templates" },
  cache_ms_p95: { ...p95, metric: "obcms_cache_ms", means: "ms of that in the cache" },
  cpu_ms_p95: { ...p95, metric: "obcms_cpu_ms", means: "ms of processor time of the thread that answered" },
  db_queries_max: { ...most, metric: "obcms_db_queries", means: "statements of one answer" },
  db_queries_avg: { ...mean, metric: "obcms_db_queries", means: "statements of an answer, on average" },
  duplicate_queries_max: {
    ...most,
    metric: "obcms_duplicate_queries",
    means: "statements of one answer whose text it had executed before",
  },
  queries_per_row: {
    ...most,
    metric: "obcms_queries_per_row",
    statistic: "med",
    means: "statements more for each row more, the median over its answers: 1 is an N+1",
    endpointOnly: true,
  },
  queries_per_row_p95: {
    ...p95,
    metric: "obcms_queries_per_row",
    means: "the same, above which 5 % of the answers may lie: one page with an N+1 shows in its scenario",
  },
  cache_hits: {
    metric: "obcms_cache_hits",
    statistic: "rate",
    operator: ">",
    minSamples: SAMPLES_FOR_P95,
    means: "share of cache look-ups that find something, 0 to 1",
  },
  cache_misses_avg: {
    ...mean,
    metric: "obcms_cache_misses",
    means: "cache look-ups of an answer that find nothing, on average",
  },
} as const satisfies Record<string, Figure>;

export type OnDemand = {
  readonly id: string;
  readonly card: CardName;
  /** Undefined for the whole scenario. */
  readonly name: EndpointName | undefined;
  readonly figure: Figure;
};

/** All that can be asked for of a card whose journey calls these endpoints. */
export function onDemandOf(card: CardName, called: Iterable<EndpointName>): OnDemand[] {
  const figures = Object.entries<Figure>(figuresOnDemand);
  return [undefined, ...called].flatMap((name) =>
    figures
      .filter(([, { endpointOnly }]) => name !== undefined || endpointOnly === undefined)
      .map(([end, figure]) => ({ id: [card, name, end].filter(Boolean).join("_"), card, name, figure })),
  );
}

/** Their ids, whatever a run chooses or leaves out. */
export function idsOnDemand(): string[] {
  return runnableCards()
    .flatMap((card) => onDemandOf(card, requestsPerIteration(card, () => true).keys()))
    .map(({ id }) => id);
}

/** Those that `limits` names; gates all. */
export function budgetsOnDemand(
  card: CardName,
  called: Iterable<EndpointName>,
  limits: Readonly<Record<string, number>>,
): Budget[] {
  if (Object.keys(limits).length === 0) return [];
  return onDemandOf(card, called).flatMap(({ id, name, figure }) => {
    const limit = limits[id];
    const { means, endpointOnly: _, ...row } = figure;
    const where = name === undefined ? { card } : { card, name };
    return limit === undefined
      ? []
      : [{ ...row, id, card, where, limit, severity: "gate", reason: `asked for: ${means}` }];
  });
}
