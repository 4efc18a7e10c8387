// Which process a named group is of: by its id, by the port where it listens, or by its pid file. Made of the setting
// probes.processes by host.ts.

import { readFileSync } from "node:fs";
import { listenerOf } from "../../listener.ts";
import { messageOf } from "../../problem.ts";
import { isThere, type ProcessTable } from "./process-table.ts";

export type Group = {
  readonly name: string;
  /** The process that it is of, with all its descendants; a sentence where there is none at this moment. */
  find(table: ProcessTable): number | string;
};

/** Groups of `name=…` entries. Throws one error that names every bad one. `taken`: names that none may have. */
export function groupsOf(entries: readonly string[], table: ProcessTable, taken: readonly string[]): Group[] {
  const names = new Set(taken);
  const groups: Group[] = [];
  const bad: string[] = [];
  for (const entry of entries) {
    const [, name = "", where = ""] = /^\s*([A-Za-z_][\w.-]*)\s*=\s*(.+?)\s*$/.exec(entry) ?? [];
    const find = ways.find(({ pattern }) => pattern.test(where));
    if (find === undefined) bad.push(`${entry}: is not of that form`);
    else if (names.has(name)) bad.push(`${entry}: the name ${name} is taken`);
    else {
      const group = { name, find: find.by(find.pattern.exec(where)?.[1] ?? "") };
      const found = group.find(table);
      if (typeof found === "string") bad.push(`${entry}: ${found}`);
      groups.push(group);
    }
    names.add(name);
  }
  if (bad.length === 0) return groups;
  throw new Error(
    `probes.processes names processes that are not there: ${bad.join("; ")}. Start them, or correct the setting: NAME=pid:123, NAME=port:8000 or NAME=/path/of/a/pid/file, each name once and none of ${taken.join(", ")}`,
  );
}

/** The process with that id, and no other that gets the id later. */
export function byId(pid: number): Group["find"] {
  let started: number | undefined;
  return (table) => {
    const row = table.get(pid);
    started ??= row?.started;
    return isThere(pid, table) && row?.started === started ? pid : `there is no process ${pid}`;
  };
}

/** What follows `name=`; the first match decides. */
const ways: readonly { readonly pattern: RegExp; readonly by: (text: string) => Group["find"] }[] = [
  { pattern: /^pid:([1-9]\d{0,8})$/, by: (pid) => byId(Number(pid)) },
  { pattern: /^port:([1-9]\d{0,4})$/, by: (port) => byPort(Number(port)) },
  { pattern: /^(.*\/.*)$/, by: byFile },
];

/** Looked up again when the process is gone: all descriptors of all processes are read for it. */
function byPort(port: number): Group["find"] {
  let find: Group["find"] | undefined;
  return (table) => {
    const known = find?.(table);
    if (typeof known === "number") return known;
    const listener = listenerOf("localhost", port);
    if (typeof listener === "string") return listener;
    find = byId(listener.pid);
    return find(table);
  };
}

function byFile(path: string): Group["find"] {
  return (table) => {
    try {
      const [, pid] = /^\s*([1-9]\d*)\s*$/.exec(readFileSync(path, "utf8")) ?? [];
      if (pid === undefined) return `${path} does not hold the id of a process`;
      return isThere(Number(pid), table) ? Number(pid) : `there is no process ${pid}, which ${path} names`;
    } catch (error) {
      return messageOf(error);
    }
  };
}
