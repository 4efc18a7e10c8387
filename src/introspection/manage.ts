// Runs the target's management commands: `python manage.py`, here or in a container. No shell has a part in it, and
// rows go through stdin, so a container needs none of our files.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Problem } from "../problem.ts";

export type Manage = { readonly words: readonly [string, ...string[]]; readonly cwd: string | undefined };
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Splits a command as a shell does, for spaces and quotes. */
export function parseManage(text: string, cwd?: string): Manage {
  const words = [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  const [program, ...rest] = words;
  if (program) return { words: [program, ...rest], cwd };
  throw new Problem({
    what: "--manage is empty.",
    saw: JSON.stringify(text),
    fix: '--manage "python manage.py"',
    exit: "usage",
  });
}

/** The command as somebody may paste it into a shell. */
export function shellText({ words, cwd }: Manage, args: readonly string[]): string {
  const quoted = [...words, ...args].map(quote).join(" ");
  return cwd === undefined ? quoted : `(cd ${quote(cwd)} && ${quoted})`;
}

export function quote(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * Runs to the end; `lines` go to stdin as fast as the command takes them. Throws where it cannot start, `lines` does, or it
 * takes longer than `limitMs`.
 */
export async function runManage(
  { words, cwd }: Manage,
  args: readonly string[],
  lines: AsyncIterable<string> | Iterable<string> = [],
  onOutput: (soFar: string) => void = () => {},
  limitMs?: number,
): Promise<Ended> {
  const [program, ...first] = words;
  const child = spawn(program, [...first, ...args], { cwd, stdio: "pipe" });
  // Node's own time-out would keep the tool waiting for a command that could not be started.
  const limit = limitMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), limitMs);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    onOutput(stdout);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    // Only its end tells why something failed, and Django may say much.
    stderr = (stderr + text).slice(-20_000);
  });
  const ended = codeOf(child, program);
  // An unhandled rejection would end the tool before it has said why.
  ended.catch(() => {});
  const code = await feed(child, lines, ended)
    .then(() => ended)
    .finally(() => clearTimeout(limit));
  if (limitMs !== undefined && child.signalCode === "SIGKILL")
    throw new Problem({
      what: `"${words.join(" ")}" did not end.`,
      saw: `nothing within ${limitMs / 1000} s; it was killed`,
      fix: "try it by hand: it may wait for a database or a broker that does not answer",
      exit: "configuration",
    });
  return { code, stdout, stderr };
}

async function feed(
  child: ChildProcess,
  lines: AsyncIterable<string> | Iterable<string>,
  ended: Promise<number>,
): Promise<void> {
  const { stdin } = child;
  if (stdin === null) return;
  // A command that ended early closes the pipe; its exit code says why.
  let isOpen = true;
  stdin.on("error", () => {
    isOpen = false;
  });
  try {
    for await (const line of lines) {
      if (!isOpen || child.exitCode !== null) break;
      if (!stdin.write(line))
        await Promise.race([once(stdin, "drain").catch(() => {}), ended.catch(() => {})]);
    }
  } finally {
    stdin.end();
  }
}

function codeOf(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) =>
      reject(
        new Problem({
          what: `"${program}" could not be started.`,
          saw: cause.message,
          fix: 'name the command that runs OBCMS\'s manage.py: --manage "python manage.py" --cwd <its folder>',
          exit: "configuration",
          cause,
        }),
      ),
    );
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** The last lines of what a command said: the error, and not the warnings before it. */
export function endOf({ stdout, stderr }: Ended, count = 8): string {
  const said = stderr.trim() === "" ? stdout : stderr;
  return said.trim().split("\n").slice(-count).join("\n") || "(it said nothing)";
}
