// Bodies of writes. Each carries the run's marker in a name, so that what a run created can be found and removed.

import encoding from "k6/encoding";
import exec from "k6/execution";
import type { Dataset } from "./dataset.ts";

/** A name that no other virtual user, iteration or run uses: OBCMS wants them unique. */
export function uniqueName({ marker }: Dataset): string {
  return `${marker} ${exec.vu.idInTest}-${exec.vu.iterationInInstance}`;
}

export function engagementType(dataset: Dataset): Record<string, unknown> {
  return { name: uniqueName(dataset), category: "consultation", description: "created by a load test" };
}

/** A policy recommendation with every field that OBCMS asks for, proposed by the signed-in user. */
export function recommendation(dataset: Dataset, userId: unknown): Record<string, unknown> {
  return {
    title: uniqueName(dataset),
    category: "economic_development",
    scope: "regional",
    proposed_by: userId,
    description: "created by a load test",
    rationale: "load test",
    problem_statement: "load test",
    policy_objectives: "load test",
    proposed_solution: "load test",
    expected_outcomes: "load test",
  };
}

/** The user id that a SimpleJWT access token carries. */
export function userIdOf(accessToken: string): unknown {
  const payload = accessToken.split(".")[1] ?? "";
  return (JSON.parse(encoding.b64decode(payload, "rawurl", "s")) as { user_id?: unknown }).user_id;
}
