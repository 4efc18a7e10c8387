// Answers → draft, or one Problem with everything that is wrong. Called before anything is tried.

import type { Card } from "../../tests/performance/k6/catalogue/card.ts";
import { cardNames, cards } from "../../tests/performance/k6/catalogue/cards.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type PersonaName, personaNames } from "../../tests/performance/k6/catalogue/personas.ts";
import { readiness } from "../../tests/performance/k6/catalogue/readiness.ts";
import { Problem } from "../problem.ts";
import type { Asked, Draft } from "./draft.ts";

const priorities = ["CRITICAL", "HIGH", "MEDIUM"] as const satisfies readonly Card["priority"][];
const complexities = ["Simple", "Moderate", "Complex"] as const satisfies readonly Card["complexity"][];
const LONGEST_NAME = 40;
/** Above it a mutant's delay would come near the time after which k6 gives a request up. */
const SLOWEST_MS = 5000;

export type Answers = Readonly<Record<Asked, string>> & {
  readonly weight: string;
  readonly paths: readonly string[];
};

/** Each says what is wrong with its answer, in words that follow `--flag VALUE: `; nothing where it is right. */
const faults: Readonly<Record<Asked | "weight" | "paths", (answers: Answers) => string[]>> = {
  name: ({ name }) => nameFaults(name),
  title: ({ title }) => wordFaults(title),
  priority: ({ priority }) => oneOf(priority, priorities),
  complexity: ({ complexity }) => oneOf(complexity, complexities),
  dependencies: ({ dependencies }) =>
    words(dependencies).flatMap(wordFaults).concat(atLeastOne(dependencies)),
  prerequisites: ({ prerequisites }) => [
    ...words(prerequisites).flatMap((one) => oneOf(one, Object.keys(readiness))),
    ...atLeastOne(prerequisites),
  ],
  persona: ({ persona }) => oneOf(persona, personaNames),
  endpoints: ({ endpoints: named, persona }) => endpointFaults(words(named), persona),
  readMs: ({ readMs }) => whole(readMs, SLOWEST_MS),
  readReason: ({ readReason }) =>
    readReason.length > 10 ? wordFaults(readReason) : ["say it in a sentence"],
  weight: ({ weight }) => whole(weight, 10),
  weightReason: ({ weightReason }) => wordFaults(weightReason),
  paths: ({ paths }) =>
    paths
      .filter((path) => !/^(?:(?!\.{1,2}(?:\/|$))[\w.-]+(?:\/|$))+$/.test(path))
      .map((path) => `${path} is no path below the repository`),
};

export function parseDraft(answers: Answers, version: string): Draft {
  const found = Object.entries(faults).flatMap(([name, faultsOf]) =>
    [...new Set(faultsOf(answers))].map((fault) => `${name}: ${fault}`),
  );
  if (found.length > 0)
    throw new Problem({
      what: `This is no scenario that could be added: ${answers.name}.`,
      saw: found.join("\n"),
      fix: "correct that: `obcms-perf new scenario --help`; tests/performance/k6/README.md has the prerequisites",
      exit: "usage",
    });
  return {
    version,
    section: Math.max(...cardNames.map((card) => cards[card].section)) + 1,
    name: answers.name,
    title: answers.title,
    priority: answers.priority as Draft["priority"],
    complexity: answers.complexity as Draft["complexity"],
    dependencies: words(answers.dependencies),
    prerequisites: words(answers.prerequisites),
    persona: answers.persona as PersonaName,
    endpoints: words(answers.endpoints) as EndpointName[],
    readMs: Number(answers.readMs),
    readReason: answers.readReason,
    weight: Number(answers.weight),
    weightReason: answers.weightReason,
    paths: answers.paths,
  };
}

/** k6 scenarios, budgets and metrics are named after the card: no name may begin with another's. */
function nameFaults(name: string): string[] {
  if (!/^[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*$/.test(name) || name.length > LONGEST_NAME)
    return [`${JSON.stringify(name)} is not snake_case of at most ${LONGEST_NAME} characters`];
  const taken = [...cardNames, "target"].find(
    (other) => `${name}_`.startsWith(`${other}_`) || `${other}_`.startsWith(`${name}_`),
  );
  return taken === undefined ? [] : [`${name} and ${taken} could not be told apart in the names of budgets`];
}

/** What the journey that is written can ask: reads of one persona, without arguments. */
function endpointFaults(names: readonly string[], persona: string): string[] {
  const unknown = names.filter((name) => !(endpointNames as string[]).includes(name));
  if (unknown.length > 0) return unknown.map((name) => `the catalogue has no row ${name}`);
  const rows = names.map((name): [string, Endpoint] => [name, endpoints[name as EndpointName]]);
  return [
    ...rows.flatMap(([name, row]) =>
      refusals.filter(([refuses]) => refuses(row, persona)).map(([, why]) => `${name} ${why}`),
    ),
    ...(rows.some(([, { as }]) => as === persona) ? [] : [`none of them needs ${persona} to be signed in`]),
    ...(new Set(names).size === names.length ? [] : ["a row is named twice"]),
  ];
}

const refusals: readonly (readonly [(row: Endpoint, persona: string) => boolean, string])[] = [
  [({ method, access }) => method !== "GET" || access !== "read", "is no read: write its step by hand"],
  [({ path }) => path.includes("{"), "needs arguments: write its step by hand"],
  [({ as }, persona) => as !== "anybody" && as !== persona, "is another persona's"],
  [({ broken }) => broken !== undefined, "is broken on OBCMS"],
  [({ enqueues }) => enqueues !== undefined, "enqueues a task"],
  [({ setting }) => setting !== undefined, "needs a setting"],
  [({ residue }) => residue !== undefined, "leaves something behind"],
];

function words(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function atLeastOne(text: string): string[] {
  return words(text).length === 0 ? ["nothing is named"] : [];
}

function oneOf(value: string, known: readonly string[]): string[] {
  return known.includes(value) ? [] : [`${JSON.stringify(value)} is none of ${known.join(", ")}`];
}

function whole(text: string, most: number): string[] {
  const isRight = /^[1-9][0-9]*$/.test(text) && Number(text) <= most;
  return isRight ? [] : [`${JSON.stringify(text)} is no whole number from 1 to ${most}`];
}

/** They become text in code and in a table of Markdown. */
function wordFaults(text: string): string[] {
  if (text === "") return ["nothing is said"];
  return /^[^\p{Cc}`|<>\\*]{1,200}$/u.test(text) ? [] : ["plain words are wanted, at most 200 characters"];
}
