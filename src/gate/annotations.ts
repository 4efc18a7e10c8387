// The decision as workflow commands of GitHub Actions: errors for findings, at the file's line where one is meant, warnings
// for accepted risks. Data is escaped, so that no text of a run is read as a command.

import { visible } from "../report/format.ts";
import type { Decision } from "./decision.ts";
import { acceptedSentence } from "./text.ts";

/** GitHub shows ten of each kind for a step and drops the rest; the last one says how many there are. */
const MOST = 10;

type Annotation = {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  readonly file?: string | null;
  readonly line?: number | null;
};

/** One command a line, worst first. */
export function renderAnnotations({ findings, accepted, notes }: Decision): string[] {
  const errors = findings.map(
    ({ name, sentence, fix, file, line }): Annotation => ({
      level: "error",
      title: `performance gate: ${name}`,
      message: `${sentence}\ndo: ${fix}`,
      file,
      line,
    }),
  );
  const warnings = accepted.map(
    (one): Annotation => ({
      level: "warning",
      title: `accepted risk ${one.acceptance}`,
      message: acceptedSentence(one),
      file: one.file,
    }),
  );
  const noticed = notes.map(
    (message): Annotation => ({ level: "notice", title: "performance gate", message }),
  );
  return [errors, warnings, noticed].flatMap(atMost).map(command);
}

function atMost(all: readonly Annotation[]): readonly Annotation[] {
  const [first] = all;
  if (first === undefined || all.length <= MOST) return all;
  const shown = all.slice(0, MOST - 1);
  const message = `${all.length - shown.length} more; the job's summary has all`;
  return [...shown, { level: first.level, title: "performance gate", message }];
}

function command({ level, title, message, file, line }: Annotation): string {
  const properties = [
    ...(file ? [`file=${property(file)}`] : []),
    ...(file && line ? [`line=${line}`] : []),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(",")}::${data(message)}`;
}

function data(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
