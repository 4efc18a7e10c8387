// What a dataset consists of: its files, in an order in which everything that a row names stands before it.

import {
  type DatasetMark,
  describeDataset,
  performanceMarker,
} from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { budgetRows, proposingOrganizationRows } from "./budgets.ts";
import { communityRows } from "./communities.ts";
import { madeOn } from "./days.ts";
import { documentCategoryRows, documentRows } from "./documents.ts";
import { geography } from "./geography.ts";
import { entryRows } from "./monitoring-entries.ts";
import type { Order } from "./order.ts";
import { engagementTypeRows, organizationRows } from "./organizations.ts";
import { recommendationRows } from "./recommendations.ts";
import { roleId, roleRows } from "./roles.ts";
import { FIRST_ID, type Row } from "./row.ts";
import { shareLinkRows } from "./share-link.ts";
import { stakeholderRows } from "./stakeholders.ts";
import { userRoleRows, userRows } from "./users.ts";
import { workItemRows } from "./work-items.ts";

export type FixtureFile = { readonly name: string; readonly rows: () => Iterable<Row> };

/** A file for each app; `common` has two, because work items name programmes and programmes name users. */
export function datasetFiles(order: Order, passwordHash: string): readonly FixtureFile[] {
  const file = (name: string, ...parts: (() => Iterable<Row>)[]): FixtureFile => ({
    name: `${name}.jsonl`,
    rows: function* () {
      for (const part of parts) yield* part();
    },
  });
  return [
    file(
      "01-common",
      () => geography(order),
      () => roleRows(order),
      () => userRows(order, passwordHash),
      () => userRoleRows(order, (slug) => roleId(order.seed, slug)),
    ),
    file(
      "02-coordination",
      () => organizationRows(order),
      () => engagementTypeRows(order),
    ),
    file(
      "03-communities",
      () => communityRows(order),
      () => stakeholderRows(order),
    ),
    file("04-policy-tracking", () => recommendationRows(order)),
    file("05-monitoring", () => entryRows(order)),
    file(
      "06-documents",
      () => documentCategoryRows(order),
      () => documentRows(order),
    ),
    file("07-organizations", () => proposingOrganizationRows(order)),
    file("08-budget-preparation", () => budgetRows(order)),
    file(
      "09-common-work",
      () => workItemRows(order),
      () => shareLinkRows(order),
    ),
  ];
}

/** Loaded last: a target that has this row has all others. */
export const markerFile = "10-marker.jsonl";

export function markerRow(mark: DatasetMark): Row {
  return {
    model: performanceMarker.model,
    pk: FIRST_ID,
    fields: {
      name: performanceMarker.name,
      category: performanceMarker.category,
      description: describeDataset(mark),
      is_active: true,
      ...madeOn(mark.today),
    },
  };
}
