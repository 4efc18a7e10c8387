// What did each endpoint answer? A budget of 1 % over all requests cannot see one of sixty endpoints that never works.

import type { EndpointResult, Result } from "../../result/result.ts";
import { because } from "../reasons.ts";
import { percent, type Rule, share } from "./rule.ts";

/** Judgement: well above the 1 % that budgets allow in all, and never on one or two answers. */
const limits = {
  /** Share of an endpoint's answers that are not what they should be. */
  wrong: 0.05,
  /** Share of an endpoint's answers that are a login page: it was never tested. */
  signedOut: 0.5,
  leastAnswers: 3,
} as const;

export const endpointRules: readonly Rule[] = [
  (result, budgets) =>
    result.endpoints
      .filter(({ outcomes }) => isBeyond(outcomes.signed_out, outcomes, limits.signedOut))
      .map(({ name, outcomes }) => {
        const all = total(outcomes);
        const sentence = `${name}: ${outcomes.signed_out} of ${all} answers were a login page, a redirect to it, or 401`;
        return because("signed_out", { result, budgets }, sentence);
      }),
  (result, budgets) =>
    result.endpoints
      .filter(({ outcomes }) => isBeyond(total(outcomes) - outcomes.expected, outcomes, limits.wrong))
      .map((endpoint) => {
        const all = total(endpoint.outcomes);
        const sentence = `${endpoint.name}: ${percent(all - endpoint.outcomes.expected, all)} of ${all} answers were wrong (${kinds(endpoint)})`;
        return because("endpoint_failing", { result, budgets }, sentence);
      }),
];

function isBeyond(part: number, outcomes: Result["outcomes"], limit: number): boolean {
  return part >= limits.leastAnswers && share(part, total(outcomes)) > limit;
}

function total(outcomes: Result["outcomes"]): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

/** `9 unexpected, 1 no_answer; status 500, 0`. */
function kinds({ outcomes, statuses }: EndpointResult): string {
  const wrong = Object.entries(outcomes).filter(([outcome, count]) => outcome !== "expected" && count > 0);
  const shown = wrong.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `${shown}; status ${Object.keys(statuses).join(", ")}`;
}
