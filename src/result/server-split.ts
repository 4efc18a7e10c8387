// Where the time of an endpoint's answers went, by what the target said of each (Server-Timing), added up.

import { z } from "zod";
import { count } from "./figures.ts";
import { quantile, sorted } from "./quantile.ts";
import type { Sample } from "./sample-reader.ts";

/** Means over the answers that told; milliseconds. The parts add up to what k6 measured. */
export const serverSplitSchema = z.object({
  /** Answers with Server-Timing. */
  answers: count,
  database: z.number(),
  template: z.number(),
  cache: z.number(),
  /** What no part claims of the target's own time: the code of views, middleware, serializers. */
  python: z.number(),
  /** Network and queueing, by subtraction: what k6 measured less the target's own time. */
  outside: z.number(),
  /** Answers that took the target longer by its clock than k6 by its own. */
  negative: count,
  /** Processor time of the thread; null where the target does not tell. */
  cpu: z.number().nullable(),
  queries: z.number(),
  /** Of those the ones whose text was executed before in the same request. */
  duplicates: z.number(),
  /** How statements grew with rows; not there where no two answers differed enough in rows, or the target tells none. */
  growth: z
    .object({
      /** Answers that were compared with another. */
      samples: count,
      /** Statements more for each row more, their median: 1 is an N+1. */
      queriesPerRow: z.number(),
    })
    .optional(),
});
export type ServerSplit = z.infer<typeof serverSplitSchema>;

/** The metrics of which a split is made. */
const metrics = {
  obcms_server_ms: "server",
  obcms_db_ms: "database",
  obcms_template_ms: "template",
  obcms_cache_ms: "cache",
  obcms_cpu_ms: "cpu",
  obcms_outside_ms: "outside",
  obcms_db_queries: "queries",
  obcms_duplicate_queries: "duplicates",
} as const;
type Part = (typeof metrics)[keyof typeof metrics];

const GROWTH = "obcms_queries_per_row";

export const splitMetrics = [...(Object.keys(metrics) as (keyof typeof metrics)[]), GROWTH] as const;

export class SplitTally {
  readonly #sums: Record<Part, { sum: number; samples: number }> = {
    server: none(),
    database: none(),
    template: none(),
    cache: none(),
    cpu: none(),
    outside: none(),
    queries: none(),
    duplicates: none(),
  };
  #negative = 0;
  /** Kept one by one for their median: a mean would follow the few answers whose statements have another reason. */
  readonly #growths: number[] = [];

  add({ metric, value }: Sample): void {
    if (metric === GROWTH) {
      this.#growths.push(value);
      return;
    }
    const part = metrics[metric as keyof typeof metrics];
    this.#sums[part].sum += value;
    this.#sums[part].samples += 1;
    if (part === "outside" && value < 0) this.#negative += 1;
  }

  /** Undefined where no answer told. */
  row(): ServerSplit | undefined {
    const { samples: answers } = this.#sums.server;
    if (answers === 0) return undefined;
    const mean = (part: Part): number => this.#sums[part].sum / answers;
    const queriesPerRow = quantile(sorted(this.#growths), 0.5);
    const [database, template, cache] = [mean("database"), mean("template"), mean("cache")];
    return {
      answers,
      database,
      template,
      cache,
      python: mean("server") - database - template - cache,
      outside: mean("outside"),
      negative: this.#negative,
      cpu: this.#sums.cpu.samples === 0 ? null : mean("cpu"),
      queries: mean("queries"),
      duplicates: mean("duplicates"),
      ...(queriesPerRow === null ? {} : { growth: { samples: this.#growths.length, queriesPerRow } }),
    };
  }
}

function none(): { sum: number; samples: number } {
  return { sum: 0, samples: 0 };
}
