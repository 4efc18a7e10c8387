// Which processes of this machine listen on a loopback address, from Linux's /proc: the first of them and its children that
// hold the same socket. Asked by parity and by the host's probe.

import { readdirSync } from "node:fs";
import { linkOf, parentOf, processIds, readProc } from "./proc.ts";

export type Listener = {
  readonly pid: number;
  /** Child processes that hold the socket too: the workers of a server that forks. */
  readonly children: readonly number[];
};

/** `host`: of an origin, `127.0.0.1`, `[::1]` or `localhost`. A sentence where there is no such listener, or nobody may look. */
export function listenerOf(host: string, port: number): Listener | string {
  const inodes = listeningInodes(host, port);
  if (inodes.size === 0) return `nothing listens on port ${port} of this machine`;
  const holders = processIds().filter((pid) => holdsOneOf(pid, inodes));
  const roots = holders.filter((pid) => !holders.includes(parentOf(pid) ?? 0));
  const [pid] = roots;
  if (pid === undefined)
    return `the process that listens on port ${port} is another user's, or in a container of its own`;
  if (roots.length > 1) return `${roots.length} programs listen on port ${port}`;
  return { pid, children: holders.filter((holder) => parentOf(holder) === pid) };
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

function holdsOneOf(pid: number, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${descriptor}`) ?? "")?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    // Gone meanwhile, or another user's.
    return false;
  }
}
