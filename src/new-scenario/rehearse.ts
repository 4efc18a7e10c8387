// A new scenario is added to a copy of the project first: what is derived is made anew there, and the copy is checked. Nothing of
// the project is touched before all of that went well.

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { messageOf, Problem } from "../problem.ts";
import type { Draft } from "./draft.ts";
import { filesOf } from "./files.ts";
import { enter, enteredFiles } from "./tables.ts";

export type Change = { readonly path: string; readonly before: string | undefined; readonly after: string };

export type Rehearsal = {
  readonly project: string;
  /** A k6 that reads the suite for the golden files of its profiles. */
  readonly k6: string;
  say(line: string): void;
};

/** Neither needed nor anybody's business: what runs left, and environment files, which may hold passwords. */
const notCopied = /^(?:node_modules|\.git|reports|tests\/performance\/k6\/env\.(?!example|stand-in).*)$/;

/** What k6 reads out of the suite in each profile: the one golden that every scenario is in. */
const goldenTests = ["test/suite/inspect.test.ts"];

/** Every file that would be new or different, in the order of their paths. */
export async function rehearse(draft: Draft, { project, k6, say }: Rehearsal): Promise<Change[]> {
  const copy = await mkdtemp(join(tmpdir(), "obcms-perf-new-"));
  try {
    await cp(project, copy, {
      recursive: true,
      filter: (path) => !notCopied.test(slashed(relative(project, path))),
    });
    await symlink(join(project, "node_modules"), join(copy, "node_modules"), "junction");
    const written = await enterInto(copy, draft);
    const { CI: _, ...env } = process.env;
    const node = async (
      what: string,
      args: readonly string[],
      more: NodeJS.ProcessEnv = {},
    ): Promise<void> => {
      say(what);
      await run(what, args, { cwd: copy, env: { ...env, K6_BIN: k6, ...more } });
    };
    await node("formatting", [biome(project), "check", "--write", ...written]);
    await node("making derived files anew", ["src/generate.ts"]);
    await node("making golden files anew", ["--test", ...goldenTests], { UPDATE_GOLDEN: "1" });
    await node("checking types, format and lint", ["test/check.ts"]);
    return await differences(project, copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Paths below the copy of what was written there. */
async function enterInto(copy: string, draft: Draft): Promise<string[]> {
  const read = async (file: string) => [file, await readFile(join(copy, file), "utf8")] as const;
  const entered = enter(draft, new Map(await Promise.all(enteredFiles().map(read))));
  const files = new Map([...filesOf(draft), ...entered]);
  for (const [path, text] of files) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text, { flag: entered.has(path) ? "w" : "wx" }).catch((cause) => {
      throw new Problem({
        what: `${path} is there already, so nothing was written.`,
        saw: messageOf(cause),
        fix: "choose another name, or remove that file",
        exit: "configuration",
        cause,
      });
    });
  }
  return [...files.keys()].filter((path) => !path.endsWith(".md"));
}

async function run(what: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
  const all = ["--disable-warning=ExperimentalWarning", ...args];
  await promisify(execFile)(process.execPath, all, { ...options, maxBuffer: 64 * 1024 * 1024 }).catch(
    (cause) => {
      const { stdout = "", stderr = "" } = cause as { stdout?: string; stderr?: string };
      throw new Problem({
        what: `The scenario was added to a copy of the project, and ${what} failed there; nothing was written.`,
        saw: `${stdout}${stderr}`.trim().split("\n").slice(-40).join("\n"),
        fix: "see that `npm run check` and `npm test -- suite/inspect` pass without it; then correct its answers",
        exit: "configuration",
        cause,
      });
    },
  );
}

function biome(project: string): string {
  const require = createRequire(join(project, "package.json"));
  try {
    const manifest = require.resolve("@biomejs/biome/package.json");
    return join(dirname(manifest), (require(manifest) as { bin: { biome: string } }).bin.biome);
  } catch (cause) {
    throw new Problem({
      what: "What formats code is not installed, so no scenario can be added.",
      saw: messageOf(cause),
      fix: "npm ci",
      exit: "configuration",
      cause,
    });
  }
}

async function differences(project: string, copy: string): Promise<Change[]> {
  const all = await readdir(copy, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map((entry) => slashed(relative(copy, join(entry.parentPath, entry.name))))
    .filter((path) => !path.startsWith("node_modules/"))
    .sort();
  const changes: Change[] = [];
  for (const path of paths) {
    const before = await readFile(join(project, path)).catch(() => undefined);
    const after = await readFile(join(copy, path));
    if (before?.equals(after) !== true)
      changes.push({ path, before: before?.toString(), after: after.toString() });
  }
  return changes;
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
