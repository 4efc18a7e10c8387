// Who and what a virtual user has for itself: as many users and records are needed as there are virtual users.
// Asked by scenarios.ts before a run, and by setup() about instances of k6 and about records, which it finds then.

import type { Card } from "./card.ts";
import { type CardName, cards } from "./cards.ts";
import type { Endpoint } from "./endpoint.ts";
import { type EndpointName, endpoints } from "./endpoints.ts";
import { whyLeftOut } from "./left-out.ts";
import { leasedPersonas, type PersonaName, personas } from "./personas.ts";
import { type SettingName, type SettingValues, settings } from "./settings.ts";

/** Records that one virtual user changes and no other may meanwhile, with the rows that change them. */
export const leasedRecords = {
  workItems: {
    title: "work items",
    setting: "dataset.workItems",
    changedBy: ["work_item_update_progress"],
  },
  monitoringEntries: {
    title: "monitoring entries of other agencies",
    setting: "dataset.monitoringEntries",
    changedBy: ["monitoring_enable_tracking", "monitoring_distribute_budget", "monitoring_sync_progress"],
  },
} as const satisfies Record<string, RecordKind>;

type RecordKind = {
  readonly title: string;
  readonly setting: SettingName;
  readonly changedBy: readonly EndpointName[];
};
export type RecordName = keyof typeof leasedRecords;

/** One sentence for each persona that has fewer users than the run has virtual users; none where sharing is allowed. */
export function missingUsers(chosen: readonly CardName[], vus: number, values: SettingValues): string[] {
  if (values.shareUsers) return [];
  return leasedPersonas.flatMap((persona) => {
    const callers = chosen.filter((card) => rowsOf(card, values).some(isOf(persona)));
    const { usernames } = personas[persona];
    const given = values[usernames].length;
    if (callers.length === 0 || given >= vus) return [];
    const place = `${usernames}, ${settings[usernames].env}`;
    return `${demand(callers, vus)} of persona ${persona}, ${given} ${given === 1 ? "is" : "are"} given (${place}); or allow sharing: shareUsers, ${settings.shareUsers.env}`;
  });
}

/** The same for a kind of record of which `found` were found; undefined where they are enough. */
export function missingRecords(
  name: RecordName,
  found: number,
  { chosen, vus, values }: { chosen: readonly CardName[]; vus: number; values: SettingValues },
): string | undefined {
  const { title, setting, changedBy } = leasedRecords[name];
  const changes = (row: EndpointName): boolean => (changedBy as readonly EndpointName[]).includes(row);
  const callers = chosen.filter((card) => rowsOf(card, values).some(changes));
  if (values.shareRecords || callers.length === 0 || found >= vus) return undefined;
  const place = `${setting}, ${settings[setting].env}`;
  return `${demand(callers, vus, title)}, ${found} ${found === 1 ? "was" : "were"} found (${place}); or allow sharing: shareRecords, ${settings.shareRecords.env}`;
}

function demand(callers: readonly CardName[], vus: number, what = vus === 1 ? "user" : "users"): string {
  const many = callers.length > 1;
  const whose = `${vus} virtual ${vus === 1 ? "user" : "users"}${many ? " together" : ""}`;
  return `${many ? "scenarios" : "scenario"} ${callers.join(", ")} with ${whose} ${many ? "need" : "needs"} ${vus} ${what}`;
}

/** What the run calls of a card. */
function rowsOf(card: CardName, values: SettingValues): EndpointName[] {
  const names = Object.keys((cards[card] as Card).requests ?? {}) as EndpointName[];
  return names.filter((name) => whyLeftOut(name, values) === undefined);
}

function isOf(persona: PersonaName): (name: EndpointName) => boolean {
  return (name) => (endpoints[name] as Endpoint).as === persona;
}
