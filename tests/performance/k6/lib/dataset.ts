// What journeys work on: records that exist on the target, found once in setup() and shared out among virtual users.

import { sleep } from "k6";
import exec from "k6/execution";
import type { CardName } from "../catalogue/cards.ts";
import type { EndpointName } from "../catalogue/endpoints.ts";
import { missingRecords, missingUsers } from "../catalogue/leases.ts";
import { whyLeftOut } from "../catalogue/left-out.ts";
import { leasedUser, signIn } from "./auth.ts";
import { type Answer, newVisitor, send, type Visitor } from "./client.ts";
import { environment } from "./environment.ts";
import { askProbe } from "./probe.ts";

/** Goes from setup() to every virtual user as JSON; each has its own copy, so it stays small. */
export type Dataset = {
  /** Part of every name that this run creates, so that its rows can be told from others. */
  readonly marker: string;
  /** Ids of work items that have children. */
  readonly workItems: readonly string[];
  /** Ids of programmes of other agencies: only those can be tracked. */
  readonly monitoringEntries: readonly string[];
  readonly communities: readonly string[];
  readonly organizations: readonly string[];
  /** From here on the probe tells of this run; undefined without one. */
  readonly probeCursor: number | undefined;
  /** What lay in the storage of uploads before the load, bytes; undefined where the probe does not tell. */
  readonly storageBytes: number | undefined;
  /** A municipality has one coverage or none. */
  readonly coverages: readonly { readonly municipality: number; readonly coverage: number }[];
};

/** Who will work on it: each virtual user has users and records of its own. */
export type Workforce = { readonly cards: readonly CardName[]; readonly vus: number };

/**
 * Asks the target whether it is ready, and for records to work on. Throws when it is not fit to be loaded, or has not
 * records enough; the number of virtual users is of all instances of k6 together.
 */
export function prepareDataset(workforce: Workforce): Dataset {
  const { cards, vus } = workforce;
  refuse(missingUsers(cards, vus, environment));
  const anonymous = newVisitor();
  requireRight("health", send(anonymous, "health"));
  requireRight(
    "readiness",
    askUntilRight(() => send(anonymous, "readiness")),
  );
  const marker = `perf-${Date.now().toString(36)}`;
  const probe = askProbe();
  const told = { probeCursor: probe?.cursor, storageBytes: probe?.storage?.bytes };
  const dataset = { marker, ...findForStaff(vus), ...findForClient(), ...told };
  const chosen = { chosen: cards, vus, values: environment };
  refuse([
    missingRecords("workItems", dataset.workItems.length, chosen),
    missingRecords("monitoringEntries", dataset.monitoringEntries.length, chosen),
  ]);
  return dataset;
}

function refuse(missing: readonly (string | undefined)[]): void {
  const sentences = missing.filter((sentence) => sentence !== undefined);
  if (sentences.length > 0) throw new Error(sentences.join("; "));
}

/** Whether this run calls the row; a journey asks before a step that some targets or settings leave out. */
export function runs(name: EndpointName): boolean {
  return whyLeftOut(name, environment) === undefined;
}

/**
 * The item of this virtual user. Of what leases.ts lists two never have the same one, because setup() refuses to begin
 * without enough; of other records, which nobody changes, they do where there are fewer items than virtual users.
 */
export function leased<Item>(items: readonly Item[]): Item {
  const item = items[(exec.vu.idInTest - 1) % items.length];
  if (item === undefined) throw new Error("the target has no such record");
  return item;
}

/** People who work on the same thing at once, each on records of their own below it. */
const TEAM = 4;

/** The item of this virtual user and of its neighbours, who add to it and change nothing of it. */
export function leasedByTeam<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor((exec.vu.idInTest - 1) / TEAM) % items.length];
  if (item === undefined) throw new Error("the target has no such record");
  return item;
}

/** As `leased`, for what no two may touch: undefined for the virtual users that are too many. */
export function leasedAlone<Item>(items: readonly Item[]): Item | undefined {
  return items[exec.vu.idInTest - 1];
}

/** The item of this iteration: two have the same one at once only where that many iterations are under way. */
export function byTurn<Item>(items: readonly Item[]): Item {
  const item = items[exec.scenario.iterationInTest % items.length];
  if (item === undefined) throw new Error("there is nothing to take turns with");
  return item;
}

/** True in one of so many iterations of the whole run, the first one among them. */
export function everyIteration(many: number): boolean {
  return exec.scenario.iterationInTest % many === 0;
}

function findForStaff(vus: number): Pick<Dataset, "workItems" | "monitoringEntries" | "communities"> {
  if (!runs("work_item_tree_root")) return { workItems: [], monitoringEntries: [], communities: [] };
  const staff = signIn("staff", leasedUser("staff"));
  const { "dataset.workItems": workItems, "dataset.monitoringEntries": entries } = environment;
  return {
    workItems: workItems.length > 0 ? workItems : findWorkItems(staff, vus),
    monitoringEntries: entries.length > 0 ? entries : findEntries(staff, vus),
    communities: idsIn(
      "communities_manage",
      send(staff, "communities_manage"),
      /href="\/communities\/(\d+)\/"/g,
    ),
  };
}

/** Projects; and where these are too few, the items below them one after another until there are enough. */
function findWorkItems(staff: Visitor, enough: number): string[] {
  const row = /id="work-item-row-([0-9a-f-]{36})"/g;
  const noFilter = { status: "", work_type: "", q: "" };
  const projects = idsIn("work_item_tree_root", send(staff, "work_item_tree_root", { args: noFilter }), row);
  const found = [...projects];
  for (let index = 0; found.length < enough && index < projects.length; index += 1) {
    const below = send(staff, "work_item_tree_children", { args: { pk: projects[index] ?? "" } });
    found.push(...[...below.body.matchAll(row)].map((match) => String(match[1])));
  }
  return found;
}

/** Page after page until there are enough, or one shows nothing new. */
function findEntries(staff: Visitor, enough: number): string[] {
  const found = new Set<string>();
  for (let page = 1, before = -1; found.size < enough && found.size > before; page += 1) {
    before = found.size;
    const answer = send(staff, "monitoring_agency_ppas", { args: { page } });
    for (const id of idsIn("monitoring_agency_ppas", answer, /\/monitoring\/entry\/([0-9a-f-]{36})\//g))
      found.add(id);
  }
  return [...found];
}

function findForClient(): Pick<Dataset, "organizations" | "coverages"> {
  if (!runs("api_coverage_list")) return { organizations: [], coverages: [] };
  const client = signIn("api_client", leasedUser("api_client"));
  const coverages = requireRight("api_coverage_list", send(client, "api_coverage_list"));
  const organizations = requireRight(
    "api_organization_list",
    send(client, "api_organization_list", { args: { search: "", page: 1 } }),
  );
  return {
    coverages: rowsOf(coverages).map(({ id, municipality }) => ({
      coverage: Number(id),
      municipality: Number(municipality),
    })),
    organizations: rowsOf(organizations).map(({ id }) => String(id)),
  };
}

/** Two readiness checks at once make each other fail on OBCMS (they share one cache key), so it is asked three times. */
function askUntilRight(ask: () => Answer): Answer {
  let answer = ask();
  for (let again = 0; again < 2 && !answer.ok; again += 1) {
    sleep(1);
    answer = ask();
  }
  return answer;
}

function requireRight(name: EndpointName, answer: Answer): Answer {
  if (answer.ok) return answer;
  throw new Error(
    `the target is not fit to be loaded: ${name} gave ${answer.outcome}, status ${answer.status}`,
  );
}

function rowsOf(list: Answer): { id?: unknown; municipality?: unknown }[] {
  return (list.json("results") as { id?: unknown; municipality?: unknown }[] | undefined) ?? [];
}

/** What the pattern finds in a page, each once. Throws for none: a journey without data tests nothing. */
function idsIn(name: EndpointName, answer: Answer, pattern: RegExp): string[] {
  const ids = [...requireRight(name, answer).body.matchAll(pattern)].map((match) => String(match[1]));
  if (ids.length === 0) throw new Error(`the target is not fit to be loaded: ${name} lists nothing`);
  return [...new Set(ids)];
}
