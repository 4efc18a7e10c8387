// What the audit found, in the words that text and HTML share.

import type { Result } from "../result/result.ts";
import { count, counted, moment } from "./format.ts";

type Audit = NonNullable<Result["audit"]>;
export type Difference = Audit["differences"][number];

export type AuditView = {
  /** Tables where rows were left or taken away. */
  readonly left: readonly Difference[];
  /** Tables that every run makes longer. */
  readonly grown: readonly Difference[];
  /** How many rows in how many tables. */
  readonly sentence: string;
  /** Undefined where nothing was left, or nothing could bring it back. */
  readonly offer: { readonly before: string; readonly command: string; readonly after: string } | undefined;
};

export function viewAudit(audit: Audit): AuditView {
  const left = audit.differences.filter(({ growsByDesign }) => growsByDesign === null);
  const grown = audit.differences.filter(({ growsByDesign }) => growsByDesign !== null);
  const unit = audit.source === "database" ? "table" : "list";
  const more = total(
    left.filter(({ change }) => change > 0),
    "more",
    unit,
  );
  const fewer = total(
    left.filter(({ change }) => change < 0),
    "fewer",
    unit,
  );
  const emptyTables = left.filter(({ change }) => change === 0);
  const changes = [
    ...more,
    ...fewer,
    ...(emptyTables.length === 0 ? [] : [`${counted(emptyTables.length, `other ${unit}`)} without rows`]),
  ];
  return {
    left,
    grown,
    sentence:
      changes.length === 0
        ? `as many rows after the run as before it in each of ${counted(audit.before.tables, unit)}${grown.length === 0 ? "" : ", those apart that only grow"}`
        : `the run left ${changes.join(" and ")}`,
    offer: left.length === 0 ? undefined : offerOf(audit.restore),
  };
}

/** `+12`, `−3`. */
export function signed(change: number): string {
  return `${change < 0 ? "−" : "+"}${count(Math.abs(change))}`;
}

function total(rows: readonly Difference[], word: string, unit: string): string[] {
  if (rows.length === 0) return [];
  const sum = rows.reduce((all, { change }) => all + Math.abs(change), 0);
  return [`${counted(sum, "row")} ${word} in ${counted(rows.length, unit)}`];
}

function offerOf(restore: Audit["restore"]): AuditView["offer"] {
  if (restore === null) return undefined;
  const { snapshot, command } = restore;
  if (snapshot === null)
    return {
      before: "no stored snapshot would bring that back; take one before the next run: ",
      command,
      after: "",
    };
  const taken = `snapshot of ${moment(snapshot.takenAt)}`;
  return snapshot.holdsBefore
    ? { before: "", command, after: ` brings it back (${taken}, with as many rows as before this run)` }
    : {
        before: "",
        command,
        after: ` brings the dataset back (${taken}, which had other rows than there were before this run)`,
      };
}
