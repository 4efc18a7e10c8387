// Stores that do not hold the run, or of which nobody knows although they could be asked. They change no verdict.

import { type OutputResult, stores } from "../result/outputs.ts";
import type { Result } from "../result/result.ts";

export function lackingOutputs({ outputs = [] }: Pick<Result, "outputs">): OutputResult[] {
  return outputs.filter(
    ({ store, state }) => state !== "complete" && (state !== "unknown" || stores[store].canBeAsked),
  );
}

/** What a store that lacks samples means for whoever relies on it. */
export type ShortOutputs = {
  /** The run was to be held by every store: --require-outputs. */
  readonly required: boolean;
  /** A sentence for each store that is short. */
  readonly lacking: readonly string[];
};

export function shortOutputs(result: Pick<Result, "outputs" | "settings">): ShortOutputs {
  return {
    required: result.settings["outputs.required"]?.value === true,
    lacking: lackingOutputs(result).map(noteOnOutput),
  };
}

export function noteOnOutput({ store, url, state, why }: OutputResult): string {
  return `${stores[store].title} at ${url} ${said[state]}: ${why}. The run folder has everything.`;
}

const said = {
  complete: "holds the run",
  incomplete: "does not hold the whole run",
  refused: "refused the run",
  unknown: "may not hold the run",
} as const satisfies Record<OutputResult["state"], string>;
