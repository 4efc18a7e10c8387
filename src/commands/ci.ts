// `obcms-perf ci`: the decisions of the workflow, so that its YAML holds none. Each prints what it decided, and hands it to
// GitHub where its variables say how.

import { existsSync, realpathSync } from "node:fs";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  type Change,
  type CriticalPaths,
  changeOf,
  criticalPathsSchema,
  everything,
} from "../ci/critical-paths.ts";
import { lettingIn, neededFiles, readIgnored, WORKFLOW, workflowFor } from "../ci/install.ts";
import { keepRuns } from "../ci/keep.ts";
import { type Asked, planOf, variablesOf } from "../ci/plan.ts";
import { stackVariables } from "../ci/target.ts";
import { messageOf, Problem } from "../problem.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { projectFolder, runsFolder } from "../run/suite.ts";
import { git } from "./git.ts";
import { runCount } from "./run-count.ts";
import { runIds } from "./stored-run.ts";

export type ChangesOptions = {
  readonly base?: string;
  readonly head: string;
  readonly repository: string;
  readonly paths: string;
  readonly json?: boolean;
};

/** Text or JSON for stdout. Throws a Problem for a commit that git does not know: never "not critical" for want of an answer. */
export async function ciChanges(options: ChangesOptions, env: NodeJS.ProcessEnv): Promise<string> {
  const change = await changeIn(options);
  const { critical, scenarios, because } = change;
  await tell(env.GITHUB_OUTPUT, { critical: String(critical), scenarios: scenarios.join(",") });
  if (options.json) return toJson(change);
  const why = because.length === 0 ? "" : `\nbecause of ${because.slice(0, MOST_PATHS).join(", ")}`;
  const more = because.length > MOST_PATHS ? ` and ${because.length - MOST_PATHS} more` : "";
  const which = scenarios.length === 0 ? "all scenarios" : scenarios.join(", ");
  return `critical=${critical}${critical ? `: ${which}` : ""}${why}${more}\n`;
}

const MOST_PATHS = 10;

async function changeIn({ base, head, repository, paths }: ChangesOptions): Promise<Change> {
  // A schedule and a run by hand have nothing to compare with.
  if (base === undefined || base === "") return everything;
  const { code, stdout, stderr } = await git(
    repository,
    "diff",
    "--name-only",
    "--no-renames",
    "-z",
    "--end-of-options",
    base,
    head,
  );
  if (code !== 0)
    throw new Problem({
      what: `git cannot say what changed from ${base} to ${head}.`,
      saw: stderr.trim(),
      fix: "check the whole history out (fetch-depth: 0), and give commits of this repository",
      exit: "configuration",
    });
  return changeOf(
    stdout.split("\0").filter((path) => path !== ""),
    { ...(await criticalPaths(paths)), ...toolPath(await rootOf(repository)) },
  );
}

/** The tool where it is a folder of the repository: what measures is critical itself. Its own list says so of its own. */
function toolPath(root: string | undefined): CriticalPaths {
  const tool = root === undefined ? "." : folderOfTool(root);
  return tool === "." || tool.startsWith("..") ? {} : { [`${tool}/`]: [] };
}

async function criticalPaths(file: string): Promise<CriticalPaths> {
  try {
    return criticalPathsSchema.parse(JSON.parse(await readFile(file, "utf8"))).paths;
  } catch (cause) {
    throw new Problem({
      what: `${file} does not say which paths are critical.`,
      saw: messageOf(cause),
      fix: "ci/critical-paths.json of this project has the form",
      exit: "configuration",
      cause,
    });
  }
}

export type PlanOptions = Asked & { readonly compose: string; readonly json?: boolean };

/** Text or JSON for stdout; passwords go to GitHub alone. */
export async function ciPlan(asked: PlanOptions, env: NodeJS.ProcessEnv): Promise<string> {
  const plan = planOf(asked);
  const { plain, secret } = stackVariables(plan.target, asked.compose, env);
  const variables = { ...variablesOf(plan), ...plain };
  await tell(env.GITHUB_ENV, { ...variables, ...secret });
  await tell(env.GITHUB_OUTPUT, { profile: plan.profile, target: plan.target });
  if (asked.json) return toJson(plan);
  const masked = Object.fromEntries(Object.keys(secret).map((name) => [name, "***"]));
  return Object.entries({ ...variables, ...masked })
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

export type KeepOptions = {
  readonly out?: string;
  readonly into: string;
  readonly most: string;
  readonly json?: boolean;
};

/** Text or JSON for stdout. */
export async function ciKeep({ out = runsFolder, into, most, json }: KeepOptions): Promise<string> {
  const count = runCount("--most", most, "obcms-perf ci keep --into kept --most 90");
  const kept = await keepRuns(out, into, {
    ids: runIds(out).reverse(),
    before: runIds(into),
    most: count,
  });
  return json ? toJson({ into, runs: kept }) : `${kept.length} runs are kept in ${into}\n`;
}

export type InstallOptions = { readonly into: string; readonly force?: boolean; readonly json?: boolean };

/** Text or JSON for stdout: where the workflow was written. Throws a Problem where git would leave out what it needs. */
export async function ciInstall({ into, force, json }: InstallOptions): Promise<string> {
  const root = await repositoryOf(into);
  const tool = toolIn(root);
  const path = join(root, WORKFLOW);
  const text = workflowFor(await readFile(join(projectFolder, "ci", "performance.yml"), "utf8"), tool);
  await refuseIgnored(root, tool);
  const there = existsSync(path) ? await readFile(path, "utf8") : undefined;
  if (there !== undefined && there !== text && force !== true)
    throw new Problem({
      what: `${path} is there already, and is not what would be written.`,
      saw: "it was changed, or comes from another version",
      fix: "compare it with ci/performance.yml, then give --force to replace it",
      exit: "configuration",
    });
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, text);
  if (json) return toJson({ path, tool, changed: there !== text });
  return `${there === text ? "unchanged" : "written"}: ${path}\nnext: commit it, and require the check "performance-gate" (docs/ci.md)\n`;
}

async function rootOf(folder: string): Promise<string | undefined> {
  const { code, stdout } = await git(folder, "rev-parse", "--show-toplevel");
  return code === 0 ? stdout.trim() : undefined;
}

async function repositoryOf(folder: string): Promise<string> {
  const root = await rootOf(folder);
  if (root !== undefined) return root;
  throw new Problem({
    what: `${resolve(folder)} is in no git repository.`,
    saw: "git names no top folder",
    fix: "obcms-perf ci install --into <the clone of OBCMS>",
    exit: "configuration",
  });
}

function folderOfTool(root: string): string {
  return relative(realpathSync(root), realpathSync(projectFolder)).split(sep).join("/") || ".";
}

/** From the root, with `/`; a runner has only what is in the repository. */
function toolIn(root: string): string {
  const path = folderOfTool(root);
  if (!path.startsWith("../") && path !== "..") return path;
  throw new Problem({
    what: "The workflow could not find obcms-perf on a runner.",
    saw: `it is not inside of ${root}`,
    fix: "add it to that repository first, as a folder or a submodule, and call ci install from there",
    exit: "configuration",
  });
}

async function refuseIgnored(root: string, tool: string): Promise<void> {
  const needed = neededFiles(tool);
  const { code, stdout, stderr } = await git(
    root,
    "check-ignore",
    "--no-index",
    "--verbose",
    "--non-matching",
    ...needed,
  );
  // 1: nothing is ignored. Anything else, such as a path inside of a submodule, says nothing of the files.
  if (code !== 0 && code !== 1)
    throw new Problem({
      what: "git cannot say which files it leaves out.",
      saw: stderr.trim(),
      fix: `for a tool that is a submodule, check it there (git -C ${tool} status), and copy ci/performance.yml to ${WORKFLOW} by hand`,
      exit: "configuration",
    });
  const ignored = readIgnored(stdout);
  if (ignored.length === 0) return;
  throw new Problem({
    what: `git leaves ${ignored.length} of the files out that the workflow needs, so they would be on no runner.`,
    saw: ignored.map(({ path, pattern, where }) => `${path}: ${pattern} in ${where}`).join("\n"),
    fix: `add to the end of .gitignore:\n${lettingIn(ignored).join("\n")}`,
    exit: "configuration",
  });
}

/** `file`: where GitHub takes it from; undefined elsewhere. */
async function tell(file: string | undefined, values: Readonly<Record<string, string>>): Promise<void> {
  if (file === undefined || file === "") return;
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  await appendFile(file, lines.join(""));
}
