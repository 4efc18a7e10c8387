// Which processes of this machine listen on a loopback address, from Linux's /proc: the first of them and its children that
// hold the same socket. Used by process.ts.

import { readdirSync, readlinkSync } from "node:fs";
import { readProc, statOf } from "../../proc.ts";

export type Listener = {
  readonly pid: number;
  /** Child processes that hold the socket too: the workers of a server that forks. */
  readonly children: readonly number[];
};

/** `host`: of an origin, `127.0.0.1`, `[::1]` or `localhost`. A sentence where there is no such listener, or nobody may look. */
export function listenerOf(host: string, port: number): Listener | string {
  const inodes = listeningInodes(host, port);
  if (inodes.size === 0) return `nothing listens on port ${port} of this machine`;
  const holders = processes().filter((pid) => holdsOneOf(pid, inodes));
  const roots = holders.filter((pid) => !holders.includes(parentOf(pid) ?? 0));
  const [pid] = roots;
  if (pid === undefined)
    return `the process that listens on port ${port} is another user's, or in a container of its own`;
  if (roots.length > 1) return `${roots.length} programs listen on port ${port}`;
  return { pid, children: holders.filter((holder) => parentOf(holder) === pid) };
}

/** The words of its command line; empty where it may not be read. Flags may be secrets: never print it. */
export function wordsOf(pid: number): readonly string[] {
  return (readProc(`/proc/${pid}/cmdline`) ?? "").split("\0").filter((word) => word !== "");
}

/** The short name of the program. */
export function nameOf(pid: number): string {
  return (readProc(`/proc/${pid}/comm`) ?? "").trim();
}

export function folderOf(pid: number): string | undefined {
  return link(`/proc/${pid}/cwd`);
}

/** Whether a variable is set for it, whatever its value; undefined where that may not be read. */
export function hasVariable(pid: number, name: string): boolean | undefined {
  return readProc(`/proc/${pid}/environ`)
    ?.split("\0")
    .some((pair) => pair.startsWith(`${name}=`));
}

const LISTENS = "0A";
const ANY = ["00000000", "0".repeat(32)];

/** Inodes of the sockets: those of the address itself, else those of all addresses. proc(5), /proc/net/tcp. */
function listeningInodes(host: string, port: number): ReadonlySet<string> {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => (readProc(file) ?? "").split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local = "", , state]) =>
        state === LISTENS && Number.parseInt(local.split(":")[1] ?? "", 16) === port,
    );
  const bound = (addresses: readonly string[]) =>
    new Set(rows.flatMap((row) => (addresses.includes(row[1]?.split(":")[0] ?? "") ? [String(row[9])] : [])));
  const own = bound(addressesOf(host));
  return own.size > 0 ? own : bound(ANY);
}

/** As the kernel writes them: 32-bit words in the machine's order, which is little-endian wherever Node is released for. */
function addressesOf(host: string): string[] {
  const six = "00000000000000000000000001000000";
  if (host === "[::1]") return [six];
  const four = (host === "localhost" ? "127.0.0.1" : host).split(".");
  const hex = four.reverse().map((part) => Number(part).toString(16).toUpperCase().padStart(2, "0"));
  return host === "localhost" ? [hex.join(""), six] : [hex.join("")];
}

function processes(): number[] {
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function holdsOneOf(pid: number, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${descriptor}`) ?? "")?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    // Gone meanwhile, or another user's.
    return false;
  }
}

function parentOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields === undefined ? undefined : Number(fields[1]);
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
