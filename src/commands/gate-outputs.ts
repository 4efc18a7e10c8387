// What the gate prints and writes: text or JSON, annotations, summary, comment, JUnit, and a record in each run folder.

import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { styleText } from "node:util";
import { renderAnnotations } from "../gate/annotations.ts";
import type { Decision, GivenRun } from "../gate/decision.ts";
import { renderJunit } from "../gate/junit.ts";
import { renderComment, renderSummary } from "../gate/markdown.ts";
import { renderGateText } from "../gate/text.ts";
import { messageOf, Problem } from "../problem.ts";
import type { Tone } from "../report/verdict-view.ts";
import { GATE_SCHEMA, type GateRecord } from "../result/gate.ts";
import { gateRecord } from "../result/run-files.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { terminalWidth, wantsColor } from "./terminal.ts";

export type GateOutputs = {
  readonly summary?: string;
  readonly annotations?: boolean;
  readonly junit?: string;
  readonly comment?: string;
  readonly json?: boolean;
  readonly color: boolean;
};

const colors = { good: "green", bad: "red", void: "magenta", unsure: "yellow" } as const satisfies Record<
  Tone,
  string
>;

/**
 * Text between the two commands is never read as one, whatever a run put into it. With JSON on stdout the annotations go
 * to stderr, where a runner reads them as well.
 */
export function print(
  decision: Decision,
  { json, annotations, color }: GateOutputs,
  env: NodeJS.ProcessEnv,
): void {
  const annotated = annotations ?? env.GITHUB_ACTIONS === "true";
  const commands = annotated ? renderAnnotations(decision).map((line) => `${line}\n`) : [];
  if (json) {
    for (const line of commands) process.stderr.write(line);
    process.stdout.write(toJson(decision));
    return;
  }
  const painted = wantsColor(process.stdout, color);
  const text = renderGateText(decision, {
    paint: (tone, part) => (painted ? styleText(colors[tone], part) : part),
    width: terminalWidth(process.stdout),
  });
  const token = randomUUID();
  const [before, after] = annotated ? [`::stop-commands::${token}\n`, `::${token}::\n`] : ["", ""];
  process.stdout.write([...commands, before, `${text}\n`, after].join(""));
}

/** Each is tried, so that one full disk does not cost the comment. Throws one Problem with all that could not be written. */
export async function writeAll(
  decision: Decision,
  runs: readonly GivenRun[],
  { summary, junit, comment }: GateOutputs,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const jobSummary = env.GITHUB_STEP_SUMMARY || undefined;
  const writes: (() => Promise<void>)[] = [];
  if (comment !== undefined) writes.push(() => writeWhole(comment, renderComment(decision)));
  if (summary !== undefined) writes.push(() => writeWhole(summary, renderSummary(decision)));
  // Others may have written to it before, in the same step.
  else if (jobSummary !== undefined) writes.push(() => appendFile(jobSummary, renderSummary(decision)));
  if (junit !== undefined) writes.push(() => writeWhole(junit, renderJunit(decision, runs)));
  for (const record of recordsOf(decision))
    writes.push(() => writeWhole(join(record.folder, gateRecord), toJson(record.content)));
  const failed = (await Promise.allSettled(writes.map((write) => write()))).filter(
    (one) => one.status === "rejected",
  );
  if (failed.length === 0) return;
  throw new Problem({
    what: `The gate decided (${decision.decision}), and could not write that everywhere.`,
    saw: failed
      .map(({ reason }) => (reason instanceof Problem ? `${reason.what} ${reason.saw}` : messageOf(reason)))
      .join("\n"),
    fix: "free disk space or mend the rights, and run the gate again: without its record an accepted result could become a baseline",
    exit: "configuration",
  });
}

function recordsOf({
  runs,
  accepted,
  decidedAt,
  decision,
}: Decision): { folder: string; content: GateRecord }[] {
  return runs.flatMap(({ folder, id, accepted: budgets }) => {
    if (id === null) return [];
    const acceptances = accepted
      .filter(({ run }) => run === id)
      .map(({ acceptance, budget, ceiling, expires }) => ({ id: acceptance, budget, ceiling, expires }));
    const content: GateRecord = {
      schema: GATE_SCHEMA,
      runId: id,
      decidedAt,
      decision,
      accepted: [...budgets],
      acceptances,
    };
    return [{ folder, content }];
  });
}
