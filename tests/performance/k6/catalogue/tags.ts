// The tags that a sample may carry and a budget may select by. A typo in one does not compile.
// k6's own: name, scenario, status, method, group, expected_response. Ours: card, access, outcome, result, temperature, event,
// figure, process.

import type { AuthAspect } from "./auth-aspects.ts";
import type { CardName } from "./cards.ts";
import type { DocumentAspect } from "./document-aspects.ts";
import type { Access } from "./endpoint.ts";
import type { EndpointName } from "./endpoints.ts";
import type { StreamAspect } from "./stream-aspects.ts";
import type { TargetFigure } from "./target-figures.ts";

/** How a request ended. Every request has exactly one. */
export const outcomes = {
  expected: "the status is one of the endpoint's and the body is what it should be",
  wrong_body: "the status is right and the body is not",
  signed_out: "a login page, or a redirect to it: the session is gone",
  throttled: "429 Too Many Requests",
  no_answer: "no response within the time-out, or no connection",
  unexpected: "any other status",
} as const satisfies Record<string, string>;
export type Outcome = keyof typeof outcomes;
export const outcomeNames = Object.keys(outcomes) as Outcome[];

/** Moments of a task's life of which samples are counted. `accounted`: it has ended, or it is certain that it never will. */
export type AccountedEvent = "enqueued" | "acknowledged" | "started" | "ended" | "visible" | "accounted";

export type Tags = {
  readonly name: EndpointName;
  readonly access: Access;
  /** The plan's scenario that a sample belongs to. k6's own `scenario` tag is the workload that ran it. */
  readonly card: CardName;
  /** k6's own: the name of the workload. */
  readonly scenario: string;
  readonly outcome: Outcome;
  readonly result: "pass" | "fail";
  /** What a question about sign-in, a feed or a document is about. */
  readonly aspect: AuthAspect | StreamAspect | DocumentAspect;
  /** Whether a session asks for a page for the first time. */
  readonly temperature: "cold" | "warm";
  readonly expected_response: "true" | "false";
  readonly event: AccountedEvent;
  /** Of a sample of the target as a whole: which figure was told. */
  readonly figure: TargetFigure;
  /** Of such a sample of the host: whose it is. */
  readonly process: string;
};
/** On every sample of a k6 scenario that watches the target and makes no load: its requests carry no card. */
export const PROBE_ROLE = "probe";

export type TagName = keyof Tags;
export type Selector = Partial<Tags>;

/**
 * A selector as k6 writes it: `http_reqs{access:read,card:api_crud}`, or the bare metric when it is empty.
 * Keys are sorted: k6 takes two spellings of one tag set for one sub-metric, and drops one list of thresholds silently.
 */
export function selectorKey(metric: string, where: Selector): string {
  const pairs = Object.entries(where)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}`);
  return pairs.length === 0 ? metric : `${metric}{${pairs.join(",")}}`;
}
