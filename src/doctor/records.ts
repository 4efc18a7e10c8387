// Records of the target that a run would find in setup(), found by the same pages.

import type { Subject } from "./subject.ts";

export const noFilter = { status: "", work_type: "", q: "" } as const;

const WORK_ITEM = /id="work-item-row-([0-9a-f-]{36})"/g;
const ENTRY = /\/monitoring\/entry\/([0-9a-f-]{36})\//g;
/** Pages of each kind at most: the doctor is no load. */
const MOST_PAGES = 10;

/** Projects; where these are too few, the items below them too. */
export async function findWorkItems({ ask }: Subject, enough: number): Promise<string[]> {
  const projects = idsIn((await ask("work_item_tree_root", noFilter)).text, WORK_ITEM);
  const found = new Set(projects);
  for (const pk of projects.slice(0, MOST_PAGES)) {
    if (found.size >= enough) break;
    for (const id of idsIn((await ask("work_item_tree_children", { pk })).text, WORK_ITEM)) found.add(id);
  }
  return [...found];
}

/** Programmes of other agencies, page after page. */
export async function findEntries({ ask }: Subject, enough: number): Promise<string[]> {
  const found = new Set<string>();
  for (
    let page = 1, before = -1;
    page <= MOST_PAGES && found.size < enough && found.size > before;
    page += 1
  ) {
    before = found.size;
    const { text } = await ask("monitoring_agency_ppas", { page: String(page) });
    for (const id of idsIn(text, ENTRY)) found.add(id);
  }
  return [...found];
}

/** The first row of a REST list; undefined where there is none. */
export function firstIdIn(text: string): string | undefined {
  const [row] = (JSON.parse(text) as { results?: { id: string | number }[] }).results ?? [];
  return row === undefined ? undefined : String(row.id);
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => String(match[1])))];
}
