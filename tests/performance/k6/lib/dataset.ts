// What journeys work on: records that exist on the target, found once in setup() and shared out among virtual users.

import exec from "k6/execution";
import { leasedUser, signIn } from "./auth.ts";
import { newVisitor, send } from "./client.ts";
import { environment } from "./environment.ts";

/** Goes from setup() to every virtual user as JSON; each has its own copy, so it stays small. */
export type Dataset = {
  /** Part of every name that this run creates, so that its rows can be told from others. */
  readonly marker: string;
  /** Ids of work items that have children. */
  readonly workItems: readonly string[];
};

/** Asks the target whether it is ready, and for records to work on. Throws when it is not fit to be loaded. */
export function prepareDataset(): Dataset {
  const anonymous = newVisitor();
  for (const name of ["health", "readiness"] as const) {
    const answer = send(anonymous, name);
    if (!answer.ok)
      throw new Error(
        `the target is not fit to be loaded: ${name} gave ${answer.outcome}, status ${answer.status}`,
      );
  }
  const given = environment["dataset.workItems"];
  return { marker: `perf-${Date.now().toString(36)}`, workItems: given.length > 0 ? given : findWorkItems() };
}

/** The work item of this virtual user: two write to the same one only where there are more users than items. */
export function leasedWorkItem({ workItems }: Dataset): string {
  const item = workItems[exec.vu.idInTest % workItems.length];
  if (item === undefined) throw new Error("the target has no work item");
  return item;
}

/** Ids of the top-level work items that the tree page lists. */
function findWorkItems(): string[] {
  const visitor = signIn("staff", leasedUser("staff"));
  const answer = send(visitor, "work_item_tree_root", { args: { status: "", work_type: "", q: "" } });
  const ids = [...answer.body.matchAll(/id="work-item-row-([0-9a-f-]{36})"/g)].map((match) =>
    String(match[1]),
  );
  if (ids.length === 0)
    throw new Error(`no work items found: the tree gave ${answer.outcome}, status ${answer.status}`);
  return [...new Set(ids)];
}
