// The stores that one run is written to beside its folder: what k6 is told of them, and what they say after it. Called by
// execute.ts. A store changes no verdict: what was measured stands in the folder.

import { setTimeout as sleep } from "node:timers/promises";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { messageOf, Problem } from "../problem.ts";
import { type OutputsRecord, type StoreAnswer, stores } from "../result/outputs.ts";
import { influxdb } from "./influxdb.ts";
import { otel } from "./otel.ts";
import type { Asked, Output } from "./output.ts";
import { prometheus } from "./prometheus.ts";
import type { ToldFigure } from "./told-verdict.ts";

/** A row for each store that k6 can write to. */
const outputs: readonly ((values: SettingValues) => Output | undefined)[] = [prometheus, influxdb, otel];

/** What k6 wrote last may become visible later than it was taken. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 250;

export type Outputs = {
  /** For k6's `--out`, in this order. */
  readonly outs: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** What stands in the folder as long as nobody was asked; undefined without a store. */
  readonly unasked: OutputsRecord | undefined;
  /**
   * What the stores hold; never throws. `sent`: requests that k6 sent, for which a store is waited for a few seconds;
   * undefined where that is not known.
   */
  ask(asked: Asked, sent: number | undefined): Promise<OutputsRecord>;
  /** Tells each store that can be told the verdict; resolves with a sentence for each that did not take it. Never throws. */
  tell(figures: readonly ToldFigure[], at: Date, signal: AbortSignal): Promise<string[]>;
};

/** Nothing is sent yet. Throws a Problem for an address that cannot be one, and where a store is required and none given. */
export function openOutputs(values: SettingValues): Outputs {
  const open = outputs.flatMap((output) => output(values) ?? []);
  if (values["outputs.required"] && open.length === 0)
    throw new Problem({
      what: "The run must stand in its stores afterwards (outputs.required), and it has none.",
      saw: "neither outputs.prometheus nor outputs.influxdb nor outputs.otel is given",
      fix: "give one, for example --prometheus http://127.0.0.1:9090/api/v1/write, or leave --require-outputs out",
      exit: "configuration",
    });
  const silent = (why: string): OutputsRecord =>
    open.map(({ store, url }) => ({ store, url, answer: { state: "silent", why } }));
  return {
    outs: open.map(({ out }) => out),
    variables: Object.assign({}, ...open.map(({ variables }) => variables)),
    secrets: open.flatMap(({ secrets }) => secrets),
    unasked: open.length === 0 ? undefined : silent("the run ended before it was asked"),
    ask: (asked, sent) =>
      Promise.all(
        open.map(async (output) => ({
          store: output.store,
          url: output.url,
          answer: await answerOf(output, asked, sent),
        })),
      ),
    tell: async (figures, at, signal) => {
      const failed = open.map(async ({ store, url, tell }) => {
        try {
          await tell?.(figures, at, signal);
          return [];
        } catch (error) {
          return [`${stores[store].title} at ${url} was not told the verdict: ${messageOf(error)}`];
        }
      });
      return (await Promise.all(failed)).flat();
    },
  };
}

async function answerOf(output: Output, asked: Asked, sent: number | undefined): Promise<StoreAnswer> {
  for (const latest = Date.now() + PATIENCE_MS; ; ) {
    try {
      const requests = await output.ask(asked);
      const stored = Object.values(requests).reduce((sum, some) => sum + some, 0);
      if (sent === undefined || stored >= sent || Date.now() > latest || asked.signal.aborted)
        return { state: "told", requests };
    } catch (error) {
      return { state: "silent", why: messageOf(error) };
    }
    await sleep(PAUSE_MS);
  }
}
