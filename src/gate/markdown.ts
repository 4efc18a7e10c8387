// The decision as Markdown: the body of a sticky comment, and the summary of a job. Worst breaches first, cut to a length.
// Whatever comes from a run or a file is text: it can neither make markup, nor name a person, nor end a table.

import { figure, visible } from "../report/format.ts";
import type { Accepted, Decision, RunLine } from "./decision.ts";
import { unitOf } from "./figures.ts";
import type { Finding } from "./findings.ts";
import { daysText } from "./text.ts";

/** First line of a comment, by which the next one finds it to replace it. */
export const COMMENT_MARKER = "<!-- obcms-perf:gate -->";

/** Characters. GitHub refuses a comment of more than 65,536, and a summary of more than 1 MiB. */
export const longest = { comment: 60_000, summary: 900_000 } as const;

export function renderComment(decision: Decision): string {
  return cut([COMMENT_MARKER, ...lines(decision)], longest.comment);
}

export function renderSummary(decision: Decision): string {
  return cut(lines(decision), longest.summary);
}

function lines({ decision, why, findings, runs, accepted, notes, decidedAt }: Decision): string[] {
  return [
    `## ${decision === "pass" ? "✅ Performance gate passes" : "❌ Performance gate fails"}`,
    "",
    prose(why),
    ...section("Why", findingTable(findings)),
    ...section("Accepted risks", acceptedTable(accepted)),
    ...section("Runs", runTable(runs)),
    ...section(
      "Notes",
      notes.map((note) => `- ${prose(note)}`),
    ),
    "",
    `Decided ${decidedAt}. What the names mean: \`docs/gate.md\`.`,
  ];
}

function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : ["", `### ${title}`, "", ...body];
}

function findingTable(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return table(
    ["finding", "what was seen", "what to do"],
    findings.map(({ name, sentence, fix, run }) => [
      code(name),
      run === null ? prose(sentence) : `${prose(sentence)}<br>${code(run)}`,
      prose(fix),
    ]),
  );
}

function acceptedTable(accepted: readonly Accepted[]): string[] {
  if (accepted.length === 0) return [];
  return table(
    [
      "acceptance",
      "budget",
      "measured",
      "limit",
      "ceiling",
      "until",
      "ticket",
      "owner",
      "approver",
      "reason",
    ],
    accepted.map((one) => {
      const unit = unitOf(one.scenario, one.budget);
      return [
        code(one.acceptance),
        `${code(one.budget)}<br>${code(one.run)}`,
        figure(unit, one.measured, one.limit),
        figure(unit, one.limit),
        figure(unit, one.ceiling),
        `${one.expires} (${daysText(one.daysLeft)})`,
        code(one.ticket),
        code(one.owner),
        code(one.approver),
        prose(one.reason),
      ];
    }),
  );
}

function runTable(runs: readonly RunLine[]): string[] {
  if (runs.length === 0) return [];
  return table(
    ["verdict", "run", "profile", "environment", "build", "broken", "accepted"],
    runs.map(({ verdict, id, folder, profile, environment, build, broken, accepted }) => [
      verdict,
      code(id ?? folder),
      ...[profile, environment, build].map((text) => (text === null ? "–" : code(text))),
      String(broken),
      String(accepted.length),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** A name that no markup is read in, and that calls nobody. */
function code(text: string): string {
  const plain = oneLine(text).replaceAll("`", "'").replaceAll("|", "\\|");
  return plain === "" ? "–" : `\`${plain}\``;
}

function prose(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]()#~|!]/g, "\\$&")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // A word joiner, so that no person and no team is called.
      .replaceAll("@", "@\u2060")
  );
}

function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, " ").trim();
}

/** Whole lines only, so that no table and no markup is left open; what comes first is worst. */
function cut(all: readonly string[], longestText: number): string {
  const whole = `${all.join("\n")}\n`;
  if (whole.length <= longestText) return whole;
  const note = (left: number): string =>
    `\n… ${left} more lines do not fit here; the terminal's output and \`--json\` have them.\n`;
  let length = note(all.length).length;
  const kept: string[] = [];
  for (const line of all) {
    length += line.length + 1;
    if (length > longestText) break;
    kept.push(line);
  }
  return `${kept.join("\n")}\n${note(all.length - kept.length)}`;
}
