// `obcms-perf parity`: how a target is configured, in the format of a parity file; or in what it differs from one.

import { parityAgainst } from "../parity/against.ts";
import { type ObservedTarget, observe } from "../parity/observe.ts";
import { productionFile } from "../parity/production.ts";
import type { ParityRow } from "../result/parity.ts";
import { differenceCount, ratioText, valueText } from "../result/parity-text.ts";
import { aimOf, externalSettings } from "../run/environment.ts";
import { toJson } from "../run/run-folder.ts";
import { allowedOrigin } from "../run/target-origin.ts";
import { withEmbeddedTarget } from "./embedded-target.ts";
import { say } from "./terminal.ts";

export type ParityOptions = {
  readonly env?: string;
  readonly baseUrl?: string;
  readonly against?: string;
  readonly json?: boolean;
};

/** Text or JSON for stdout; what could not be observed is said on stderr. No load: one request, one manage.py. */
export async function parity(options: ParityOptions): Promise<string> {
  const aim = aimOf(options.env, options.baseUrl, process.env);
  if (aim.kind === "external") {
    const { values } = await externalSettings(aim.file, { baseUrl: options.baseUrl }, process.env);
    // Production may be looked at by its manage.py alone.
    const baseUrl = values.baseUrl === undefined ? undefined : allowedOrigin(values, { writes: false }).text;
    return described({ ...values, baseUrl }, options);
  }
  return withEmbeddedTarget({}, ({ values }) => described(values, options));
}

async function described(target: ObservedTarget, { against, json }: ParityOptions): Promise<string> {
  if (against === undefined) return observedFile(target);
  const compared = await parityAgainst(against, target);
  if (json) return toJson(compared);
  const width = Math.max(0, ...compared.rows.map(({ fact }) => fact.length));
  return `${[...compared.rows.map((row) => line(row, width)), `the target ${differenceCount(compared.rows)}`].join("\n")}\n`;
}

async function observedFile(target: ObservedTarget): Promise<string> {
  const seen = [...(await observe(target))];
  const unseen = seen.flatMap(([fact, one]) => ("because" in one ? [{ fact, because: one.because }] : []));
  for (const [because, left] of Map.groupBy(unseen, (one) => one.because))
    say(`not observed: ${because}\n    left out  ${left.map(({ fact }) => fact).join(", ")}`);
  const facts = seen.flatMap(([fact, one]) => ("value" in one ? [[fact, one.value] as const] : []));
  const about = `What obcms-perf parity observed on ${new Date().toISOString().slice(0, 10)}.`;
  return toJson(productionFile(new Map(facts), about));
}

const marks = { same: "✓", differs: "✗", not_observed: "–" } as const satisfies Record<
  ParityRow["state"],
  string
>;

function line(row: ParityRow, width: number): string {
  const { fact, production, here, state, source, because, ratio, why } = row;
  const head = `${marks[state]} ${fact.padEnd(width)}  production ${valueText(production)}`;
  if (here === null) return `${head}, here not observed: ${because}`;
  const times = ratio === undefined ? "" : ` (× ${ratioText(ratio)})`;
  const text = `${head}, here ${valueText(here)}${times}, by ${source}`;
  return state === "same" ? text : `${text}\n${" ".repeat(width + 4)}${why}`;
}

export const parityHelp = `
Examples:
  $ obcms-perf parity --env production > production.json     on production's configuration; nothing is loaded
  $ obcms-perf parity --env staging --against production.json
  $ obcms-perf run --env staging --parity production.json    the report lists each difference beside its verdict

What it asks: manage.py (OBCMS_MANAGE, OBCMS_MANAGE_FOLDER), the database (OBCMS_DATABASE_URL), the process that listens
on this machine, and the header Server of one answer. What nobody can tell is not observed, and left out.`;
