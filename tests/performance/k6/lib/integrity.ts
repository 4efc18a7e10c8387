// Asks whether what was written is whole: before the load and after it, of the tool where that may read the database, of
// the target's own pages otherwise. Called by setup() and teardown(); k6 counts their samples before it judges.

import http, { type RefinedResponse } from "k6/http";
import type { CardName } from "../catalogue/cards.ts";
import { controlTag } from "../catalogue/control.ts";
import { faultLine } from "../catalogue/fault-line.ts";
import {
  type IntegrityAnswer,
  type IntegrityKind,
  integrityKinds,
  integrityKindsOf,
  integrityVariables,
  isCreatedBy,
  notCheckedLine,
  removedRowNames,
} from "../catalogue/integrity.ts";
import { leasedUser, signIn } from "./auth.ts";
import { send } from "./client.ts";
import { type Dataset, runs } from "./dataset.ts";
import { environment } from "./environment.ts";
import { addSample } from "./metrics.ts";

const url = __ENV[integrityVariables.url];
const token = __ENV[integrityVariables.token] ?? "";
/** The endpoint is on this machine: its address is no way around the safety lock. */
const isLoopback = /^http:\/\/127\.0\.0\.1:\d+$/.test(url ?? "");

/** Has the tool remember what is wrong already, so that only what comes is counted. Throws where it cannot be asked. */
export function rememberIntegrity(cards: readonly CardName[]): void {
  if (url === undefined || !cards.some((card) => integrityKindsOf(card, runs).length > 0)) return;
  const answer = askTool("POST", "/before");
  if (answer.status !== 200) throw new Error(`the integrity check before the load failed: ${told(answer)}`);
}

/** One sample for each kind and card: how many faults there are now. Never throws: a check that failed is missing. */
export function checkIntegrity(cards: readonly CardName[], dataset: Dataset, vus: number): void {
  const writing = cards.filter((card) => integrityKindsOf(card, runs).length > 0);
  if (writing.length === 0) return;
  try {
    if (url === undefined) checkByPages(writing, dataset, vus);
    else checkByTool(writing, dataset);
  } catch (error) {
    console.error(`the integrity check after the load failed: ${error}`);
  }
}

function checkByTool(writing: readonly CardName[], { marker }: Dataset): void {
  const answer = askTool("GET", `/after?marker=${encodeURIComponent(marker)}`);
  if (answer.status !== 200) throw new Error(told(answer));
  const { tree, leftBehind } = JSON.parse(String(answer.body)) as IntegrityAnswer;
  for (const card of writing) {
    for (const kind of integrityKindsOf(card, runs)) {
      const mine = removedRowNames.filter((name) => isCreatedBy(name, runs));
      const faults =
        kind === "left_behind" ? mine.reduce((sum, name) => sum + leftBehind[name], 0) : tree[kind];
      count(card, kind, faults);
    }
  }
}

/**
 * Rows are looked for below the work items that the run worked on, by its marker. Pages show neither edges nor what
 * lies nowhere, and no list tells of the other modules' rows: those kinds are named as not checked.
 */
function checkByPages(writing: readonly CardName[], { marker, workItems }: Dataset, vus: number): void {
  const canLook = runs("work_item_tree_children") && isCreatedBy("work_items", runs);
  const staff = canLook ? signIn("staff", whoLookedAtNothing()) : undefined;
  const found = new Set<string>();
  for (const pk of staff === undefined ? [] : workItems.slice(0, vus)) {
    const below = staff && send(staff, "work_item_tree_children", { args: { pk } });
    if (!below?.ok) throw new Error(`the children of work item ${pk} cannot be read`);
    for (const match of below.body.matchAll(new RegExp(`${marker} \\d+-\\d+`, "g"))) found.add(match[0]);
  }
  for (const card of writing) {
    const kinds = integrityKindsOf(card, runs);
    const seen = kinds.filter((kind) => canLook && integrityKinds[kind].by === "api");
    for (const kind of seen) count(card, kind, found.size);
    const unseen = kinds.filter((kind) => !seen.includes(kind)) as string[];
    const others = removedRowNames.filter((name) => name !== "work_items" && isCreatedBy(name, runs));
    if (kinds.includes("left_behind")) unseen.push(...others.map((name) => `left_behind (${name})`));
    if (unseen.length > 0)
      console.log(
        notCheckedLine(card, unseen, "pages do not show it, and no database may be asked (databaseUrl)"),
      );
  }
}

/** OBCMS keeps children for 300 s per user: the last user of all is the one who most likely has looked at none. */
function whoLookedAtNothing(): string {
  return environment["personas.staff.usernames"].at(-1) ?? leasedUser("staff");
}

function count(card: CardName, kind: IntegrityKind, faults: number): void {
  addSample("obcms_integrity_checks", 1, { card, kind });
  addSample("obcms_integrity_faults", faults, { card, kind });
  if (faults > 0)
    console.warn(faultLine({ card, aspect: kind, what: `${faults} ${integrityKinds[kind].means}` }));
}

function askTool(method: "GET" | "POST", path: string): RefinedResponse<"text"> {
  if (!isLoopback) throw new Error(`${integrityVariables.url} is no address of this machine`);
  return http.request(method, `${url}${path}`, null, {
    headers: { Authorization: `Bearer ${token}` },
    tags: { ...controlTag, name: "integrity" },
    responseType: "text",
    timeout: "50s",
  }) as RefinedResponse<"text">;
}

function told({ status, body }: RefinedResponse<"text">): string {
  return status === 0 ? "the tool does not answer" : `status ${status}: ${body}`;
}
