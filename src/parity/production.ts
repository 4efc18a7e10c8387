// The parity file: what production is, for comparison with a target. JSON, every field optional, units in the names;
// the command `parity` writes one. Its schema is made from the table of facts.

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { messageOf, Problem } from "../problem.ts";
import type { ParityValue } from "../result/parity.ts";
import { type FactName, factNames, facts, throttleFact } from "./facts.ts";

/** Facts by name, as far as they are given. */
export type Production = ReadonlyMap<string, ParityValue>;

export const productionSchema = z
  .strictObject({
    $schema: z.string().optional().describe("for editors"),
    $about: z.string().optional().describe("for readers: whose configuration this is, and as of when"),
    ...groups(),
    throttleRates: z
      .record(z.string(), throttleFact.value)
      .optional()
      .describe(`by scope: ${throttleFact.means}. ${throttleFact.why}`),
  })
  .describe(
    "What production is, as far as it is known. obcms-perf compares a target with it: docs/parity.md",
  );

/** Throws a Problem with everything that is wrong in the file. */
export async function readProduction(path: string): Promise<Production> {
  const problem = (what: string, saw: string, fix: string, cause?: unknown): Problem =>
    new Problem({ what, saw, fix, exit: "configuration", cause });
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw problem(
      `The parity file ${path} cannot be read.`,
      messageOf(cause),
      "a relative path is relative to the working directory; `obcms-perf parity --env NAME` writes such a file",
      cause,
    );
  });
  const parsed = productionSchema.safeParse(parseJson(text, path));
  if (parsed.success) return new Map(flatten(parsed.data));
  throw problem(
    `The parity file ${path} is not what it should be.`,
    parsed.error.issues.flatMap(sentences).join("\n"),
    "docs/parity.md lists every field; schemas/parity.schema.json is its schema",
  );

  function parseJson(json: string, name: string): unknown {
    try {
      return JSON.parse(json);
    } catch (cause) {
      throw problem(`${name} is not JSON.`, messageOf(cause), "correct it at that place", cause);
    }
  }
}

/** The same for its Problem alone; nothing where no file is named. */
export async function checkProduction(path: string | undefined): Promise<void> {
  if (path !== undefined) await readProduction(path);
}

/** Facts as a parity file holds them. */
export function productionFile(given: Production, about: string): Record<string, unknown> {
  const file: Record<string, Record<string, ParityValue>> = {};
  for (const [name, value] of given) {
    const [group, field] = placeOf(name);
    file[group] = { ...file[group], [field]: value };
  }
  return { $about: about, ...file };
}

/** `webServer: { workers, … }` and so on: the table's names, taken apart at their dot. */
function groups(): Record<string, z.ZodOptional<z.ZodObject>> {
  const shapes: Record<string, Record<string, z.ZodType>> = {};
  for (const name of factNames) {
    const [group, field] = placeOf(name);
    const { value, means, why } = facts[name as FactName];
    shapes[group] = { ...shapes[group], [field]: value.optional().describe(`${means}. ${why}`) };
  }
  return Object.fromEntries(
    Object.entries(shapes).map(([group, shape]) => [group, z.strictObject(shape).optional()]),
  );
}

/** At the first dot: a throttle's scope may have dots of its own. */
function placeOf(name: string): readonly [group: string, field: string] {
  const dot = name.indexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function flatten(file: z.infer<typeof productionSchema>): [string, ParityValue][] {
  return Object.entries(file).flatMap(([group, fields]) =>
    typeof fields === "object"
      ? Object.entries(fields as Record<string, ParityValue>).map(([field, value]): [string, ParityValue] => [
          `${group}.${field}`,
          value,
        ])
      : [],
  );
}

function sentences(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${place === "" ? key : `${place}.${key}`}: no fact has this name`);
  return [`${place === "" ? "the file" : place}: ${issue.message}`];
}
