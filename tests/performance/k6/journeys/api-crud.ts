// Plan §1. Everyday traffic of the REST API and the pages behind it: do reads, writes and sign-in hold their budgets?
// Its parts are in the folder of the same name, one for each module that the plan lists.

import { group } from "k6";
import type { Dataset } from "../lib/dataset.ts";
import { think } from "../lib/pacing.ts";
import {
  maintainCommunity,
  maintainCoverage,
  readCommunities,
  recordStakeholder,
} from "./api-crud/communities.ts";
import {
  foundOrganization,
  maintainContact,
  maintainEngagementType,
  maintainMessageTemplate,
  readOrganizations,
} from "./api-crud/coordination.ts";
import { readExecutiveFeeds, readPlans } from "./api-crud/executive.ts";
import { askAsAnybody, browsePlaces } from "./api-crud/places.ts";
import { proposeRecommendation, readPolicies } from "./api-crud/policies.ts";
import { administer, beRefused } from "./api-crud/roles.ts";
import {
  moveWorkItem,
  planBudget,
  readMonitoring,
  readWorkItems,
  trackEntry,
} from "./api-crud/work-items.ts";

/** One round through every module of the plan's first scenario: all that is read, then all that is written. */
export function workThroughTheDay(dataset: Dataset): void {
  lookThingsUp(dataset);
  keepRecords(dataset);
}

export function lookThingsUp(dataset: Dataset): void {
  inTurn([
    ["public", askAsAnybody],
    ["administrative lists", browsePlaces],
    ["communities", readCommunities],
    ["coordination", readOrganizations],
    ["policies", readPolicies],
    ["work items", () => readWorkItems(dataset)],
    ["monitoring", () => readMonitoring(dataset)],
    ["planning and budget", readPlans],
    ["executive metrics", readExecutiveFeeds],
  ]);
}

export function keepRecords(dataset: Dataset): void {
  inTurn([
    ["communities", () => [maintainCoverage, maintainCommunity, recordStakeholder].forEach(on(dataset))],
    ["coordination", () => [maintainEngagementType, maintainMessageTemplate].forEach(on(dataset))],
    ["organizations", () => [maintainContact, foundOrganization].forEach(on(dataset))],
    ["policies", () => proposeRecommendation(dataset)],
    ["work items", () => moveWorkItem(dataset)],
    ["monitoring", () => [planBudget, trackEntry].forEach(on(dataset))],
    ["roles", () => [administer, beRefused].forEach(on(dataset))],
  ]);
}

type Step = (dataset: Dataset) => void;

function on(dataset: Dataset): (step: Step) => void {
  return (step) => step(dataset);
}

/** k6 groups with a pause after each, as a person changes from one page to the next. */
function inTurn(steps: readonly (readonly [feature: string, step: () => void])[]): void {
  for (const [feature, step] of steps) {
    group(feature, step);
    think(0.3, 0.8);
  }
}
