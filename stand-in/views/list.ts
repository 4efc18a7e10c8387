// A page of a list of the REST API: searched, filtered, ordered, twenty rows a page. Every list view is a row of data
// given to `listAnswer`; `page_size` and `limit` are ignored, as on OBCMS.

import type { Value } from "../database.ts";
import { type Answer, restJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { restDetail } from "../http/errors.ts";
import { type Condition, conditionsOf, type Filter, orderOf } from "./filters.ts";

const PAGE_SIZE = 20;
/** Terms beyond it are left out; each one more would be a statement of its own to prepare. */
const MOST_TERMS = 5;

/** A list as SQL. All texts are ours; what a client sends is always a parameter. */
export type List<Row> = {
  readonly columns: string;
  readonly table: string;
  readonly joins: string;
  /** What `?search=` looks into: each term must be part of one of them. */
  readonly searched: readonly string[];
  readonly filters: Readonly<Record<string, Filter>>;
  /** What `?ordering=` may name, and the column that it means. */
  readonly orderings: Readonly<Record<string, string>>;
  readonly order: string;
  readonly toJson: (row: Row) => unknown;
};

/** `within`: which rows whoever asks may see at all. */
export function listAnswer<Row>(
  list: List<Row>,
  call: Call,
  { database }: Services,
  within: readonly Condition[] = [],
): Answer {
  const terms = (call.query.get("search") ?? "")
    .split(/[\s,]+/)
    .filter((term) => term !== "")
    .slice(0, MOST_TERMS);
  const asked = conditionsOf(call, list.filters, database);
  if ("errors" in asked) return restJson(400, asked.errors);
  const conditions = [...within, ...asked.conditions];
  const found = [
    ...terms.map(() => `(${list.searched.map((column) => `instr(lower(${column}), ?) > 0`).join(" OR ")})`),
    ...conditions.map(({ sql }) => sql),
  ];
  const where = found.length === 0 ? "" : `WHERE ${found.join(" AND ")}`;
  const parameters: Value[] = [
    ...terms.flatMap((term) => list.searched.map(() => term.toLowerCase())),
    ...conditions.map(({ parameter }) => parameter),
  ];
  const joins = found.length === 0 ? "" : list.joins;
  const order = orderOf(call, list.orderings, list.order);
  const counted = database.row<{ count: number }>(
    `SELECT count(*) AS count FROM ${list.table} ${joins} ${where}`,
    ...parameters,
  );
  const count = counted?.count ?? 0;
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
  const page = pageOf(call.query.get("page"), pages);
  if (page === undefined) return restDetail(404, "Invalid page.");
  const rows = database.rows<Row>(
    `SELECT ${list.columns} FROM ${list.table} ${list.joins} ${where} ORDER BY ${order} LIMIT ${PAGE_SIZE} OFFSET ?`,
    ...parameters,
    (page - 1) * PAGE_SIZE,
  );
  return restJson(200, {
    count,
    next: page < pages ? linkTo(call, page + 1) : null,
    previous: page > 1 ? linkTo(call, page - 1) : null,
    results: rows.map(list.toJson),
  });
}

function pageOf(asked: string | null, pages: number): number | undefined {
  const page = asked === "last" ? pages : Number(asked ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= pages ? page : undefined;
}

/** The first page has no number; the parameters are sorted. */
function linkTo(call: Call, page: number): string {
  const query = new URLSearchParams(call.query);
  if (page === 1) query.delete("page");
  else query.set("page", String(page));
  query.sort();
  const text = query.toString();
  return `${call.origin}${call.path}${text === "" ? "" : `?${text}`}`;
}
