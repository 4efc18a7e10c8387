// Cold against warm: how long a page takes when a session asks for it for the first time, and when it asks again. The first
// time a user's permissions are in no cache, and a worker may have its templates to read. Called by journeys.

import type { ArgumentsOf, EndpointName } from "../catalogue/endpoints.ts";
import { type Answer, type Ask, sendAtOnce, type Visitor } from "./client.ts";
import { addSample, type SampleTags } from "./metrics.ts";

type Args<Name extends EndpointName> =
  Record<never, never> extends ArgumentsOf<Name> ? [] : [args: ArgumentsOf<Name>];

/** By visitor: what that session has asked for. A visitor who signs in again is another one, and cold again. */
const visited = new WeakMap<Visitor, Set<EndpointName>>();
const tagsOf: Partial<Record<string, SampleTags>> = {};

/** Asks for a page and says whether it was cold; only right answers are timed, as latencies are. */
export function visit<Name extends EndpointName>(visitor: Visitor, name: Name, ...args: Args<Name>): Answer;
export function visit(
  visitor: Visitor,
  name: EndpointName,
  args: Readonly<Record<string, string>> = {},
): Answer {
  const ask: Ask = { name, options: { args } };
  const [answer] = sendAtOnce([{ visitor, ask }]) as [Answer];
  const known = visited.get(visitor) ?? new Set();
  visited.set(visitor, known);
  const temperature = known.has(name) ? "warm" : "cold";
  known.add(name);
  if (answer.ok) recordVisit(name, temperature, answer.ms);
  return answer;
}

/** One right answer and how long it took, milliseconds. */
export function recordVisit(name: EndpointName, temperature: "cold" | "warm", ms: number): void {
  const key = `${name} ${temperature}`;
  tagsOf[key] ??= { name, temperature };
  const tags = tagsOf[key];
  addSample("obcms_visits", 1, tags);
  addSample("obcms_visit_ms", ms, tags);
}
