// Bodies of writes. Each carries the run's marker in a name, so that what a run created can be found and removed.

import encoding from "k6/encoding";
import exec from "k6/execution";
import type { Dataset } from "./dataset.ts";

type Body = Record<string, unknown>;

/** A name that no other virtual user, iteration or run uses: OBCMS wants them unique. */
export function uniqueName({ marker }: Dataset): string {
  return `${marker} ${exec.vu.idInTest}-${exec.vu.iterationInInstance}`;
}

export function engagementType(dataset: Dataset): Body {
  return { name: uniqueName(dataset), category: "consultation", description: "created by a load test" };
}

/** OBCMS allows one template for each kind and language, beside the default one. */
export const templateKinds = [
  "email",
  "letter",
  "memo",
  "invitation",
  "announcement",
  "request",
  "response",
  "report",
  "other",
].flatMap((template_type) =>
  ["en", "fil", "ar", "maguindanaon", "maranao", "tausug"].map((language) => ({ template_type, language })),
);

export function messageTemplate(
  dataset: Dataset,
  kind: (typeof templateKinds)[number],
  userId: unknown,
): Body {
  return {
    ...kind,
    name: uniqueName(dataset),
    content_template: "written by a load test",
    created_by: userId,
  };
}

/** One e-mail address per virtual user, not per contact: OBCMS makes a user account for each new one. */
export function contact({ marker }: Dataset, organization: string): Body {
  return {
    organization,
    first_name: "Load",
    last_name: marker,
    position: "contact",
    contact_type: "primary",
    email: `${marker}-${exec.vu.idInTest}@example.test`,
  };
}

export function organization(dataset: Dataset): Body {
  return { name: uniqueName(dataset), organization_type: "bmoa" };
}

export function stakeholder(dataset: Dataset, community: string): Body {
  return {
    full_name: uniqueName(dataset),
    stakeholder_type: "community_leader",
    community: Number(community),
  };
}

export function community(dataset: Dataset, barangay: unknown): Body {
  return { name: uniqueName(dataset), community_names: uniqueName(dataset), barangay };
}

/** A policy recommendation with every field that OBCMS asks for, proposed by the signed-in user. */
export function recommendation(dataset: Dataset, userId: unknown): Body {
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

/** A what-if of one entry's budget; OBCMS computes and stores nothing. Pesos. */
export function rebalance(entry: string): Body {
  return { scenarios: [{ entry_id: entry, new_allocation: 1_000_000 }], total_ceiling: 50_000_000 };
}

/** A child of a project or an activity: OBCMS allows a task below both. */
export function childWorkItem(dataset: Dataset): Record<string, string> {
  return {
    child_work_type: "task",
    child_title: uniqueName(dataset),
    child_status: "not_started",
    child_priority: "medium",
    child_start_date: new Date().toISOString().slice(0, 10),
  };
}

/** What a person fills into the form of a new work item. */
export function workItem(dataset: Dataset): Record<string, string> {
  const today = new Date().toISOString().slice(0, 10);
  return {
    title: uniqueName(dataset),
    work_type: "task",
    start_date: today,
    due_date: today,
    related_ppa: "",
  };
}

/** The user id that a SimpleJWT access token carries. */
export function userIdOf(accessToken: string): unknown {
  const payload = accessToken.split(".")[1] ?? "";
  return (JSON.parse(encoding.b64decode(payload, "rawurl", "s")) as { user_id?: unknown }).user_id;
}
