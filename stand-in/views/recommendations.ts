// Policy recommendations over REST: create only. The model has about ninety fields, most of them optional.

import { randomUUID } from "node:crypto";
import { type Answer, restJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { manilaTime, manilaYear } from "../time.ts";
import { type FieldErrors, type Fields, missing, readFields, textOf } from "./fields.ts";

const REQUIRED_TEXTS = [
  "title",
  "category",
  "description",
  "rationale",
  "scope",
  "problem_statement",
  "policy_objectives",
  "proposed_solution",
  "expected_outcomes",
] as const;

/** Optional fields by their value in a new recommendation; the answer lists them all. */
const EMPTY_TEXTS =
  `implementation_strategy success_metrics potential_risks mitigation_strategies stakeholder_impact
  budget_implications funding_source human_resources_required technical_requirements legal_implications
  regulatory_changes_needed compliance_requirements implementation_phases responsible_agencies monitoring_framework
  reporting_requirements review_comments feedback_summary actual_outcomes lessons_learned
  recommendations_for_improvement core_recommendation_type core_recommendation_other consultation_references
  research_data tracking_mechanisms reporting_schedule stakeholder_feedback_detailed lgus_involved ngas_involved
  cso_partners short_term_benefits long_term_benefits equity_considerations sustainability_measures cultural_alignment
  notes`.split(/\s+/);
const NULLS = `secondary_categories submission_date review_deadline approval_date implementation_start_date
  implementation_deadline estimated_cost revision_history performance_indicators identified_risks consultation_dates
  target_region target_province target_municipality target_barangay lead_author assigned_reviewer`.split(
  /\s+/,
);
const EMPTY_LISTS = `evidence impacts documents target_communities related_assessments related_needs
  contributing_authors`.split(/\s+/);
const unset = Object.fromEntries([
  ...EMPTY_TEXTS.map((name) => [name, ""]),
  ...NULLS.map((name) => [name, null]),
  ...EMPTY_LISTS.map((name) => [name, []]),
]);

export function createRecommendation(call: Call, services: Services): Answer {
  const fields = readFields(call);
  if ("status" in fields) return fields;
  const errors = errorsIn(fields.values, services);
  if (Object.keys(errors).length > 0) return restJson(400, errors);
  const now = Date.now();
  const at = manilaTime(now);
  const texts = Object.fromEntries(REQUIRED_TEXTS.map((name) => [name, textOf(fields.values, name)]));
  const proposedBy = Number(fields.values.proposed_by);
  const id = randomUUID();
  const reference = services.database.transaction(() =>
    insert(services, { id, texts, proposedBy, year: manilaYear(now), at }),
  );
  return restJson(201, {
    id,
    status_display: "Draft",
    evidence_count: 0,
    reference_number: reference,
    ...texts,
    ...unset,
    status: "draft",
    priority: "medium",
    recommendation_type: "policy",
    importance: "high",
    urgency: "high",
    community_validated: false,
    proposed_by: proposedBy,
    created_at: at,
    updated_at: at,
  });
}

function errorsIn(values: Fields, { database }: Services): FieldErrors {
  const errors: FieldErrors = missing(values, [...REQUIRED_TEXTS, "proposed_by"]) ?? {};
  const proposedBy = values.proposed_by;
  if (errors.proposed_by === undefined) {
    const user = database.row("SELECT id FROM user WHERE id = ?", Number(proposedBy));
    if (user === undefined)
      errors.proposed_by = [`Invalid pk "${String(proposedBy)}" - object does not exist.`];
  }
  return errors;
}

type NewRow = { id: string; texts: Record<string, string>; proposedBy: number; year: number; at: string };

/** Numbers by counting the year's rows, as OBCMS does; there, two at once can get one number, and the second fails. */
function insert({ database }: Services, { id, texts, proposedBy, year, at }: NewRow): string {
  const counted = database.row<{ count: number }>(
    "SELECT count(*) AS count FROM recommendation WHERE created_year = ?",
    year,
  );
  const reference = referenceNumber(year, (counted?.count ?? 0) + 1);
  database.run(
    `INSERT INTO recommendation (id, reference_number, ${REQUIRED_TEXTS.join(", ")}, status, priority, proposed_by,
       created_year, created_at, updated_at)
       VALUES (?, ?, ${REQUIRED_TEXTS.map(() => "?").join(", ")}, 'draft', 'medium', ?, ?, ?, ?)`,
    id,
    reference,
    ...REQUIRED_TEXTS.map((name) => texts[name] ?? ""),
    proposedBy,
    year,
    at,
    at,
  );
  return reference;
}

/** `OOBC-POL-2026-0501`: the number counts the year's recommendations. */
function referenceNumber(year: number, count: number): string {
  return `OOBC-POL-${year}-${String(count).padStart(4, "0")}`;
}
