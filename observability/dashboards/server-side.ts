// What the target did meanwhile: where an answer's time went, its queue and workers, its database, its cache, and what probes
// saw of it as a whole. Without the settings overlay or a probe these panels are empty, and say so.

import {
  type TargetFigure,
  targetFigureNames,
  targetFigures,
} from "../../tests/performance/k6/catalogue/target-figures.ts";
import { curve, figure, type Panel, type Row, type Unit } from "./panel.ts";
import { LOAD, type Metric, type Question } from "./question.ts";

const TIMED = "Of answers with the header Server-Timing, which OBCMS sends with the settings overlay only.";
const PROBED = "Told by the probe of background work.";

export function serverSide(): Row[] {
  return [
    { title: "Where an answer's time goes (means add up)", panels: split.map(part) },
    { title: "Queue and workers", panels: [depth, ...stages.map(stage), events, ...losses.map(loss)] },
    { title: "Database, by the target's own clock", panels: [databaseP95, statements, duplicates] },
    { title: "Cache, by the target's own count", panels: [lookups, misses] },
    { title: "The target as a whole", panels: targetFigureNames.map(watched) },
  ];
}

const split = [
  ["obcms_server_ms", "In the target"],
  ["obcms_db_ms", "Of that: database"],
  ["obcms_template_ms", "Of that: templates"],
  ["obcms_cache_ms", "Of that: cache"],
  ["obcms_cpu_ms", "Of that: processor time"],
  ["obcms_outside_ms", "Beyond the target's own time"],
] as const satisfies readonly (readonly [Metric, string])[];

const part = ([metric, title]: (typeof split)[number]): Panel =>
  curve({
    key: metric,
    title,
    means: `Mean by scenario. ${TIMED}`,
    unit: "ms",
    width: 8,
    question: now("meanNow", metric, "card"),
  });

const depth = curve({
  key: "queue_depth",
  title: "Queue depth",
  means: `Mean of the looks in a window: tasks that wait or are fetched ahead. ${PROBED}`,
  unit: "count",
  width: 8,
  question: { ask: "meanNow", metric: "obcms_queue_depth", where: {} },
});

const stages = [
  ["obcms_task_acknowledged_ms", "Until a task is acknowledged"],
  ["obcms_task_started_ms", "Until its work begins"],
  ["obcms_task_finished_ms", "Until its work ends"],
  ["obcms_task_effect_ms", "Until its result can be read"],
] as const satisfies readonly (readonly [Metric, string])[];

const stage = ([metric, title]: (typeof stages)[number]): Panel =>
  figure({
    key: metric,
    title: `p(95): ${title.toLowerCase()}`,
    means: `From enqueueing, over the whole run. ${PROBED}`,
    unit: "ms",
    question: { ask: "percentile", metric, where: {}, share: 0.95 },
  });

const events = figure({
  key: "task_events",
  title: "Tasks by how far they came",
  means: `Equal where every task reached its end. ${PROBED}`,
  unit: "count",
  width: 12,
  question: { ask: "total", metric: "obcms_task_events", where: {}, by: "event" },
});

const losses = [
  ["obcms_tasks_lost", "Lost tasks"],
  ["obcms_tasks_retried", "Attempts made again"],
  ["obcms_tasks_failed", "Failed tasks"],
] as const satisfies readonly (readonly [Metric, string])[];

const loss = ([metric, title]: (typeof losses)[number]): Panel =>
  figure({
    key: metric,
    title,
    means: PROBED,
    unit: "count",
    question: { ask: "total", metric, where: {} },
  });

const databaseP95 = curve({
  key: "database_p95",
  title: "p(95) of database time by endpoint",
  means: TIMED,
  unit: "ms",
  question: now("percentileNow", "obcms_db_ms", "name"),
});

const statements = curve({
  key: "statements",
  title: "Statements per answer by endpoint",
  means: `Mean. ${TIMED}`,
  unit: "count",
  question: now("meanNow", "obcms_db_queries", "name"),
});

const duplicates = curve({
  key: "duplicates",
  title: "Statements executed before in the same request",
  means: `Mean by endpoint: the sign of an N+1. ${TIMED}`,
  unit: "count",
  question: now("meanNow", "obcms_duplicate_queries", "name"),
});

const lookups = curve({
  key: "cache_lookups",
  title: "Cache look-ups per second by scenario",
  means: TIMED,
  unit: "per_second",
  question: now("perSecond", "obcms_cache_lookups", "card"),
});

const misses = curve({
  key: "cache_misses",
  title: "Look-ups per answer that found nothing",
  means: `Mean by scenario. ${TIMED}`,
  unit: "count",
  question: now("meanNow", "obcms_cache_misses", "card"),
});

function watched(name: TargetFigure): Panel {
  const { metric, means, probe, unit } = targetFigures[name];
  const units = { count: "count", rate: "share", ms: "count", bytes: "bytes" } as const satisfies Record<
    string,
    Unit
  >;
  const by = probe === "host" ? { by: "process" } : {};
  return curve({
    key: metric,
    title: `${name.replaceAll("_", " ")}`,
    means: `Mean of the looks in a window: ${means}. Told by the probe ${probe}, which the environment file switches on.`,
    unit: units[unit],
    width: 8,
    question: { ask: "meanNow", metric, where: {}, ...by },
  });
}

function now(ask: "meanNow" | "percentileNow" | "perSecond", metric: Metric, by: string): Question {
  return { ask, metric, where: LOAD, by, ...(ask === "percentileNow" ? { share: 0.95 } : {}) };
}
