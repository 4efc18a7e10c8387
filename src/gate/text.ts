// The decision as a terminal shows it. Returns text, prints nothing.

import { figure, visible } from "../report/format.ts";
import { wrap } from "../report/text-layout.ts";
import { type Tone, verdictViews } from "../report/verdict-view.ts";
import type { Accepted, Decision, RunLine } from "./decision.ts";
import { unitOf } from "./figures.ts";
import type { Finding } from "./findings.ts";

export type Paint = (tone: Tone, text: string) => string;

type Options = { readonly paint: Paint; readonly width: number };

/** Findings that are shown; the summary and the JSON have more. */
const SHOWN = 30;

/** Ends without a newline. */
export function renderGateText(decision: Decision, { paint, width }: Options): string {
  const passes = decision.decision === "pass";
  const head = passes ? paint("good", "✓ GATE passes") : paint("bad", "✗ GATE fails");
  const hidden = decision.findings.length - SHOWN;
  const lines = [
    head,
    ...wrap(visible(decision.why), width),
    ...decision.runs.map((run) => runLine(run, paint)),
    ...decision.findings.slice(0, SHOWN).flatMap((one) => findingLines(one, { paint, width })),
    ...(hidden > 0 ? [`… and ${hidden} more; --json has all`] : []),
    ...decision.accepted.flatMap((one) => wrap(`accepted: ${acceptedSentence(one)}`, width)),
    ...decision.notes.flatMap((note) => wrap(`note: ${visible(note)}`, width)),
  ];
  return lines.join("\n");
}

/** `api_crud_read_p95 of RUN: 640 ms for < 500 …`. */
export function acceptedSentence(one: Accepted): string {
  const unit = unitOf(one.scenario, one.budget);
  const figures = `${figure(unit, one.measured, one.limit)}, the limit is ${figure(unit, one.limit)}, borne up to ${figure(unit, one.ceiling)}`;
  return visible(
    `${one.budget} of ${one.run}: ${figures} by ${one.acceptance} until ${one.expires} (${daysText(one.daysLeft)}), ${one.ticket}, ${one.owner}`,
  );
}

export function daysText(days: number): string {
  if (days < 0) return "over";
  return days === 0 ? "its last day" : days === 1 ? "1 day left" : `${days} days left`;
}

function runLine({ folder, id, verdict, broken, accepted }: RunLine, paint: Paint): string {
  const view = verdict === "unreadable" ? { sign: "⊘", tone: "void" as const } : verdictViews[verdict];
  const counts = broken === 0 ? "" : `: ${broken} broken, ${accepted.length} accepted`;
  return `${paint(view.tone, `${view.sign} ${verdict}`)} ${visible(id ?? folder)}${counts}`;
}

function findingLines({ name, sentence, fix, file, line }: Finding, { paint, width }: Options): string[] {
  const place = file === null || line === null ? "" : ` (line ${line})`;
  const [first = "", ...rest] = wrap(visible(`${name}: ${sentence}${place}`), width - 2, "  ");
  return [`${paint("bad", "✗")} ${first.trimStart()}`, ...rest, ...wrap(`do: ${visible(fix)}`, width, "  ")];
}
