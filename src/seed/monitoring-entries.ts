// Programmes, projects, activities (PPAs) of other agencies and of the office, and requests of communities: monitoring.

import { communityId } from "./communities.ts";
import { daysAfter, madeOn } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { organizationId } from "./organizations.ts";
import { type Random, randomFor } from "./random.ts";
import { FIRST_ID, type Row, type UserKey, uuidOf } from "./row.ts";
import { ownerOf } from "./users.ts";
import { sentences, topic } from "./words.ts";

/** By an entry's number modulo four. Every second is another agency's: only those can be tracked, one by each user. */
const CYCLE = ["moa_ppa", "oobc_ppa", "moa_ppa", "obc_request"] as const;
export type EntryCategory = (typeof CYCLE)[number];
export const entryStatuses = ["planning", "ongoing", "completed", "on_hold", "cancelled"] as const;
export const requestStatuses = [
  "submitted",
  "under_review",
  "clarification",
  "endorsed",
  "approved",
  "in_progress",
  "completed",
  "deferred",
  "declined",
] as const;
const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
const SECTORS = [
  "economic",
  "social",
  "infrastructure",
  "environment",
  "governance",
  "peace_security",
] as const;
const CLASSES = ["ps", "mooe", "co"] as const;
const SOURCES = ["gaab_2025", "sdf", "tdif", "national_program", "local_program", "oda"] as const;

export function categoryOf(index: number): EntryCategory {
  return CYCLE[index % CYCLE.length] ?? "moa_ppa";
}

export function entryId(order: Order, index: number): string {
  return uuidOf(order.seed, "monitoring entry", index);
}

export function* entryRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "monitoring entries");
  for (let index = 0; index < sizeOf(order).entries; index += 1) {
    const category = categoryOf(index);
    // Not by the number's remainder by four or five alone, so that each category has every status.
    const status = entryStatuses[Math.floor(index / CYCLE.length) % entryStatuses.length] ?? "planning";
    const start = daysAfter(order.today, -random.between(0, 300));
    const end = daysAfter(order.today, random.between(0, 300));
    const year = Number(order.today.slice(0, 4)) - (index % 10 === 9 ? 1 : 0);
    const own: UserKey = ownerOf(order, index);
    yield {
      model: "monitoring.monitoringentry",
      pk: entryId(order, index),
      fields: {
        title: `${category === "obc_request" ? "Request" : "Programme"} ${index + 1}: ${topic(random)}`,
        category,
        status,
        summary: sentences(random, 3),
        priority: random.pick(PRIORITIES),
        progress: progressOf(status, random),
        plan_year: year,
        fiscal_year: year,
        sector: random.pick(SECTORS),
        appropriation_class: random.pick(CLASSES),
        funding_source: random.pick(SOURCES),
        start_date: start,
        target_end_date: end,
        ...(category === "obc_request" ? request(order, index) : budgets(random)),
        lead_organization: organizationId(order, index * 3),
        // Organisations of even numbers are ministries and offices.
        implementing_moa: category === "moa_ppa" ? organizationId(order, index * 2) : null,
        coverage_barangay: FIRST_ID + (index % sizeOf(order).barangays),
        created_by: own,
        updated_by: own,
        ...madeOn(start),
      },
    };
  }
}

function progressOf(status: string, random: Random): number {
  if (status === "completed") return 100;
  return status === "planning" ? 0 : random.between(5, 95);
}

/** OBCMS's database holds what is allocated below its ceiling, and the communities' part below that. */
function budgets(random: Random): Record<string, string | number> {
  const allocation = random.between(100_000, 10_000_000);
  const slots = random.between(20, 5_000);
  return {
    budget_ceiling: `${allocation + random.between(0, 500_000)}.00`,
    budget_allocation: `${allocation}.00`,
    budget_obc_allocation: `${Math.floor(allocation * random.next())}.00`,
    total_slots: slots,
    obc_slots: Math.floor(slots * random.next()),
  };
}

function request(order: Order, index: number): Record<string, unknown> {
  return {
    // OBCMS's own forms refuse a request without one.
    submitted_to_organization: organizationId(order, index * 2),
    request_status: requestStatuses[Math.floor(index / CYCLE.length) % requestStatuses.length],
    submitted_by_community: communityId(index % Math.min(sizeOf(order).communities, sizeOf(order).barangays)),
  };
}
