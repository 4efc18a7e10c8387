// What a run that writes may have broken although every answer was right: the kinds of faults, who can see them, and what
// the suite and the tool agree on about asking. OBCMS answers 200 to tree inserts that come at once and corrupts the tree.

import type { Card } from "./card.ts";
import { type CardName, cards } from "./cards.ts";
import type { Endpoint } from "./endpoint.ts";
import { type EndpointName, endpoints } from "./endpoints.ts";

/** `by`: the least that sees it. Whoever may read the database sees all; the API shows titles and parents only. */
export const integrityKinds = {
  duplicate_lft: { by: "sql", means: "work items of one tree with the same left edge, beyond the first" },
  duplicate_rght: { by: "sql", means: "work items of one tree with the same right edge, beyond the first" },
  bad_span: { by: "sql", means: "work items whose edges do not enclose as many items as lie below them" },
  orphan: { by: "sql", means: "work items that lie outside their parent, or have none and should" },
  left_behind: { by: "api", means: "rows that this run created and should have removed again" },
} as const satisfies Record<string, { by: "sql" | "api"; means: string }>;
export type IntegrityKind = keyof typeof integrityKinds;
export const integrityKindNames = Object.keys(integrityKinds) as IntegrityKind[];

/**
 * Rows that journeys create with the run's marker in a text and always remove again: the endpoints that create them,
 * and where they lie on OBCMS.
 */
export const removedRows = {
  work_items: { by: ["work_item_quick_create_child"], table: "common_work_item", column: "title" },
  engagement_types: {
    by: ["api_engagement_type_create"],
    table: "coordination_stakeholderengagementtype",
    column: "name",
  },
  message_templates: {
    by: ["api_message_template_create"],
    table: "coordination_communicationtemplate",
    column: "name",
  },
  contacts: { by: ["api_contact_create"], table: "coordination_organizationcontact", column: "last_name" },
} as const satisfies Record<string, { by: readonly EndpointName[]; table: string; column: string }>;
export type RemovedRow = keyof typeof removedRows;
export const removedRowNames = Object.keys(removedRows) as RemovedRow[];

/** What the tool answers: faults that were not there before the run, and rows with its marker. */
export type IntegrityAnswer = {
  readonly tree: Readonly<Record<Exclude<IntegrityKind, "left_behind">, number>>;
  readonly leftBehind: Readonly<Record<RemovedRow, number>>;
};

/** Variables that tell k6 where the tool can be asked, and the token that it wants. Set by the tool alone. */
export const integrityVariables = { url: "OBCMS_INTEGRITY_URL", token: "OBCMS_INTEGRITY_TOKEN" } as const;

/**
 * The kinds that a card's writes can cause: none for one that leaves the tree alone, because without a database nobody
 * could look for anything of it.
 */
export function integrityKindsOf(
  card: CardName,
  isIncluded: (row: EndpointName) => boolean,
): IntegrityKind[] {
  const rows = (Object.keys((cards[card] as Card).requests ?? {}) as EndpointName[]).filter(isIncluded);
  if (!rows.some((name) => (endpoints[name] as Endpoint).writesTree === true)) return [];
  const creates = removedRowNames.some((name) => isCreatedBy(name, (row) => rows.includes(row)));
  return integrityKindNames.filter((kind) => kind !== "left_behind" || creates);
}

export function isCreatedBy(name: RemovedRow, calls: (row: EndpointName) => boolean): boolean {
  return removedRows[name].by.some(calls);
}

/** The line of k6's log by which the suite tells the tool what nobody looked for. */
export function notCheckedLine(card: CardName, kinds: readonly string[], why: string): string {
  return `integrity of ${card} not checked: ${kinds.join(", ")}; ${why}`;
}

/** Undefined for any other message. */
export function parseNotChecked(message: string): { card: string; kinds: string; why: string } | undefined {
  const [, card, kinds, why] = /^integrity of (\w+) not checked: ([^;]+); (.+)$/.exec(message) ?? [];
  return card === undefined || kinds === undefined || why === undefined ? undefined : { card, kinds, why };
}
