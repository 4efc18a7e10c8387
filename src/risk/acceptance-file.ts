// Reads one file of risk-acceptances/: YAML 1.2 to a risk acceptance, or to the faults of the file, with their lines.

import { basename } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { acceptanceSchema, type RiskAcceptance } from "./acceptance.ts";
import type { Fault } from "./faults.ts";

export type AcceptanceFile = {
  /** As messages and annotations name it. */
  readonly file: string;
  /** Undefined where it cannot be read; `faults` says why. */
  readonly acceptance?: RiskAcceptance;
  /** Line of each field, from 1. */
  readonly lines: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
};

/** Characters; a form of a dozen fields has some hundred. */
const LONGEST = 20_000;

export function parseAcceptance(file: string, text: string): AcceptanceFile {
  const unreadable = (problems: readonly Omit<Fault, "name" | "file">[]): AcceptanceFile => ({
    file,
    lines: {},
    faults: problems.map((problem) => ({ name: "unreadable", file, ...problem })),
  });
  if (text.length > LONGEST)
    return unreadable([{ sentence: `it has ${text.length} characters, at most ${LONGEST} are read` }]);
  const counter = new LineCounter();
  const document = parseDocument(text, { version: "1.2", schema: "core", lineCounter: counter });
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    line: counter.linePos(pos[0]).line,
    sentence: String(message.split("\n")[0]).replace(/ at line .*$/, ""),
  }));
  if (broken.length > 0) return unreadable(broken);
  let value: unknown;
  try {
    // An alias would let one field be read as another.
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return unreadable([{ sentence: "it has an alias (*name); every field is written out" }]);
  }
  const lines = linesOf(document, counter);
  const parsed = acceptanceSchema.safeParse(value);
  if (parsed.success) {
    const acceptance = parsed.data;
    return { file, acceptance, lines, faults: nameFaults(file, acceptance, lines) };
  }
  return unreadable(
    parsed.error.issues.flatMap((issue) => {
      if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) => ({ ...at(lines, key), sentence: `${key}: there is no such field` }));
      const field = String(issue.path[0] ?? "");
      if (field === "") return [{ sentence: "it has to be a mapping of fields to values" }];
      const isMissing = !(field in lines);
      return [{ ...at(lines, field), sentence: `${field}: ${isMissing ? "is missing" : issue.message}` }];
    }),
  );
}

function nameFaults(file: string, { id }: RiskAcceptance, lines: AcceptanceFile["lines"]): Fault[] {
  const name = basename(file);
  if (name === `${id}.yaml`) return [];
  return [{ name: "wrong_name", file, ...at(lines, "id"), sentence: `its id is ${id}, the file is ${name}` }];
}

function linesOf(document: Document, counter: LineCounter): Record<string, number> {
  const { contents } = document;
  if (contents === null || !("items" in contents) || !Array.isArray(contents.items)) return {};
  const lines: Record<string, number> = {};
  for (const item of contents.items as readonly { key?: { value?: unknown; range?: readonly number[] } }[]) {
    const start = item.key?.range?.[0];
    if (start !== undefined) lines[String(item.key?.value)] = counter.linePos(start).line;
  }
  return lines;
}

/** Spread into a fault: exactOptionalPropertyTypes allows no `line: undefined`. */
export function at(lines: AcceptanceFile["lines"], field: string): { line?: number } {
  const line = lines[field];
  return line === undefined ? {} : { line };
}
