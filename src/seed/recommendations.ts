// Recommendations in every status and category. OBCMS numbers them only when its own code saves them, and allows a number
// once: here each has its own.

import { daysAfter, madeOn } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { randomFor } from "./random.ts";
import { type Row, uuidOf } from "./row.ts";
import { ownerOf } from "./users.ts";
import { sentences, topic } from "./words.ts";

export const recommendationStatuses = [
  "draft",
  "under_review",
  "needs_revision",
  "submitted",
  "under_consideration",
  "approved",
  "in_implementation",
  "implemented",
  "rejected",
  "withdrawn",
  "on_hold",
  "expired",
] as const;
export const recommendationCategories = [
  "economic_development",
  "social_development",
  "cultural_development",
  "promotion_of_welfare",
  "rehabilitation_development",
  "protection_of_rights",
  "comprehensive",
] as const;
const SCOPES = ["national", "regional", "provincial", "municipal", "barangay", "community"] as const;
const PRIORITIES = ["low", "medium", "high", "urgent", "critical"] as const;
const KINDS = ["policy", "program", "service"] as const;

export function* recommendationRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "recommendations");
  const { today, seed } = order;
  for (let index = 0; index < sizeOf(order).recommendations; index += 1) {
    const submitted = daysAfter(today, -random.between(1, 300));
    yield {
      model: "policy_tracking.policyrecommendation",
      pk: uuidOf(seed, "recommendation", index),
      fields: {
        title: `Recommendation ${index + 1}: ${topic(random)}`,
        // Not the form that OBCMS gives, so that no number of its own collides with these.
        reference_number: `PERF-REC-${today.slice(0, 4)}-${String(index + 1).padStart(5, "0")}`,
        category: recommendationCategories[index % recommendationCategories.length],
        recommendation_type: random.pick(KINDS),
        scope: random.pick(SCOPES),
        status: recommendationStatuses[index % recommendationStatuses.length],
        priority: random.pick(PRIORITIES),
        proposed_by: ownerOf(order, index),
        submission_date: submitted,
        review_deadline: daysAfter(submitted, random.between(20, 90)),
        description: sentences(random, 3),
        rationale: sentences(random, 2),
        problem_statement: sentences(random, 2),
        policy_objectives: sentences(random, 2),
        proposed_solution: sentences(random, 2),
        expected_outcomes: sentences(random, 1),
        estimated_cost: `${random.between(100_000, 9_000_000)}.00`,
        ...madeOn(submitted),
      },
    };
  }
}
