// Runs one case against a target and lists how the answer differs from what is expected.

import { isDeepStrictEqual } from "node:util";
import { cookieOf } from "../doctor/exchange.ts";
import type { Answer, Case, Expected } from "./case.ts";
import { masked } from "./masked.ts";
import type { Target } from "./target.ts";

/** On every answer that OBCMS's views give. Its redirect without the last slash and its failures have them too. */
const SECURITY = {
  "X-Frame-Options": "DENY",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

export type Checked = {
  readonly answer: Answer;
  /** Empty: the answer is as expected. */
  readonly differences: readonly string[];
};

/** Keeps in the target's memory what the case asks to keep. Throws where nothing answers. */
export async function checkCase(target: Target, { request, expect, keep }: Case): Promise<Checked> {
  const answer = await target.send(request(target.memory));
  const differences =
    answer.status === expect.status ? differencesOf(answer, expect) : [statusDifference(answer, expect)];
  for (const [name, pattern] of Object.entries(keep ?? {})) {
    const found = pattern.exec(`${answer.headers.get("HX-Trigger") ?? ""}\n${answer.text}`)?.[1];
    if (answer.status !== expect.status) continue;
    if (found === undefined) differences.push(`neither HX-Trigger nor the body has ${name} (${pattern})`);
    else target.memory[name] = found;
  }
  if (differences.length > 0 && answer.text !== "") differences.push(beginningOf(answer));
  return { answer, differences: differences.map((text) => masked(text, target.memory)) };
}

/** Another status is another answer: how else it differs says nothing. */
function statusDifference({ status, headers }: Answer, expect: Expected): string {
  const location = headers.get("Location");
  const to = location === null ? "" : ` to ${location}`;
  return `status is ${status}${to}, expected ${expect.status}`;
}

function beginningOf({ text }: Answer): string {
  const title = /<title>\s*([^<]*?)\s*<\/title>/.exec(text)?.[1];
  return title === undefined
    ? `the body begins ${JSON.stringify(text.slice(0, 200))}`
    : `the page is called ${JSON.stringify(title)}`;
}

function differencesOf(answer: Answer, expect: Expected): string[] {
  return [
    ...headerDifferences(answer, { ...SECURITY, ...expect.headers }),
    ...jsonDifferences(answer, expect),
    ...textDifferences(answer, expect),
  ];
}

function headerDifferences(answer: Answer, expected: NonNullable<Expected["headers"]>): string[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const value = answer.headers.get(name);
    const isRight = wanted instanceof RegExp ? value !== null && wanted.test(value) : value === wanted;
    return isRight ? [] : [`header ${name} is ${JSON.stringify(value)}, expected ${wanted}`];
  });
}

function jsonDifferences({ text }: Answer, { exactly, json = [], matches = {} }: Expected): string[] {
  if (exactly === undefined && json.length === 0 && Object.keys(matches).length === 0) return [];
  const body = parsed(text);
  if (body === undefined) return ["the body is no JSON"];
  return [
    ...(exactly === undefined || isDeepStrictEqual(body, exactly)
      ? []
      : [`the body is not ${JSON.stringify(exactly)}`]),
    ...json.filter((path) => at(body, path) === undefined).map((path) => `the body has no ${path}`),
    ...Object.entries(matches)
      .filter(([path, pattern]) => !pattern.test(String(at(body, path))))
      .map(([path, pattern]) => `${path} is ${JSON.stringify(at(body, path))}, expected ${pattern}`),
  ];
}

function textDifferences(
  answer: Answer,
  { contains = [], lacks = [], empty, cookies = [] }: Expected,
): string[] {
  return [
    ...contains.filter((part) => !answer.text.includes(part)).map((part) => `the body lacks ${part}`),
    ...lacks.filter((part) => answer.text.includes(part)).map((part) => `the body has ${part}`),
    ...(empty && answer.text !== "" ? ["the body is not empty"] : []),
    ...cookies.filter((name) => cookieOf(answer, name) === "").map((name) => `no cookie ${name} is set`),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a dotted path; null is a value. */
function at(body: unknown, path: string): unknown {
  let value = body;
  for (const key of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}
