// A situation that a run can meet: what its target does, what its shell, machine, files and suite are like.
// Set up for real, against a stand-in of its own, for the corpus of worthless runs and for that of healthy ones.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { type Flags, standInFile } from "../../src/run/environment.ts";
import { nested } from "../../src/run/k6-environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { settingNames } from "../../tests/performance/k6/catalogue/settings.ts";
import { type TargetNeeds, withTarget } from "./target.ts";

export type Situation = TargetNeeds & {
  readonly title: string;
  /** Variables of the shell that starts k6, and the tool. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Settings in the environment file beside the target's own. */
  readonly settings?: Flags;
  /** k6 is stopped for 300 ms in every second, as on a starved host. */
  readonly stalled?: true;
  /** Processes that keep the machine's processors busy beside the run. */
  readonly neighbours?: number;
  /** Flags of `obcms-perf run`; the plan's first scenario alone unless they name others. */
  readonly flags: readonly string[];
  /** An error in the project, as somebody might commit it: in a copy, these texts are replaced. */
  readonly edits?: readonly Edit[];
};
type Edit = { readonly file: string; readonly from: string; readonly to: string };

const STALLED_K6 = fileURLToPath(new URL("./stalled-k6.sh", import.meta.url));
/** Longer than any case takes; a run that exceeds it is killed and its exit code is null. */
const TIMEOUT_MS = 120_000;

const outputSchema = z.object({
  folder: z.string(),
  verdict: z.looseObject({
    state: z.string(),
    notes: z.array(z.string()),
    reasons: z.array(z.looseObject({ name: z.string(), sentence: z.string(), advice: z.string() })),
    budgets: z.array(z.looseObject({ id: z.string(), severity: z.string(), state: z.string() })),
  }),
});
export type Outcome = { readonly exitCode: number | null; readonly output: string };
export type Judged = Outcome & {
  readonly verdict: z.infer<typeof outputSchema>["verdict"];
  readonly result: Result;
};

/** `obcms-perf run` in the situation, from a copy of the project where it edits it. Throws when no verdict was printed. */
export async function runTool(situation: Situation): Promise<Judged> {
  const { flags, edits } = situation;
  const scratch = mkdtempSync(join(tmpdir(), "obcms-perf-situation-"));
  const project = edits === undefined ? projectFolder : editedCopy(join(scratch, "project"), edits);
  const neighbours = Array.from({ length: situation.neighbours ?? 0 }, spin);
  try {
    return await withTarget(situation, async (origin, databasePath) => {
      const environmentPath = join(scratch, "env.json");
      writeFileSync(environmentPath, JSON.stringify(environmentOf(situation, origin, databasePath)));
      const script = join(project, "src/cli.ts");
      const places = [
        "--env",
        environmentPath,
        "--out",
        join(scratch, "runs"),
        ...oneScenario(flags),
        ...noDoctor(flags),
      ];
      const args = ["--disable-warning=ExperimentalWarning", script, "run", "--json", ...places, ...flags];
      const stalled = situation.stalled ? { K6_BIN: STALLED_K6, REAL_K6: process.env.K6_BIN } : {};
      const env = { ...process.env, ...situation.variables, ...stalled };
      const outcome = await finish(spawn(process.execPath, args, { env }));
      const json = outcome.output.slice(outcome.output.indexOf("{"));
      if (!json.startsWith("{")) throw new Error(`no verdict: ${outcome.output}`);
      const { verdict, folder } = outputSchema.parse(JSON.parse(json));
      const stored: unknown = JSON.parse(readFileSync(join(folder, runFiles.result), "utf8"));
      return { ...outcome, verdict, result: resultSchema.parse(stored) };
    });
  } finally {
    for (const neighbour of neighbours) neighbour.kill("SIGKILL");
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Most tests are about a run as such, and one scenario is enough of it. */
export function oneScenario(flags: readonly string[]): string[] {
  return flags.includes("--scenario") ? [] : ["--scenario", "api_crud"];
}

export function noDoctor(flags: readonly string[]): string[] {
  return flags.includes("--doctor") ? [] : ["--doctor", "skip"];
}

/** A script with plain k6 in the situation. */
export async function runPlainK6(
  situation: Situation,
  k6: string,
  script: string,
  envFor: (origin: string) => NodeJS.ProcessEnv,
): Promise<Outcome> {
  return await withTarget(situation, async (origin) => {
    const env = { ...envFor(origin), ...situation.variables, REAL_K6: k6 };
    return await finish(spawn(situation.stalled ? STALLED_K6 : k6, ["run", script], { env }));
  });
}

/** What the environment file holds: the stand-in's own settings with those of the situation on top. */
function environmentOf(
  { settings = {} }: Situation,
  origin: string,
  databasePath: string,
): Record<string, unknown> {
  const { values, origins, problems } = resolveSettings({
    flags: settings,
    env: {},
    file: { ...standInFile(origin), databaseUrl: databaseUrlOfFile(databasePath) },
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return nested(
    settingNames.filter((name) => origins[name] !== "default").map((name) => [name, values[name]]),
  );
}

/** Its output is what it said on stdout, or on stderr when that was nothing. */
async function finish(child: ChildProcess): Promise<Outcome> {
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.on("data", (chunk: Buffer) => {
      said[stream] += chunk.toString();
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return { exitCode, output: said.stdout || said.stderr };
}

/** A process that wants a processor for itself until it is killed. */
function spin(): ChildProcess {
  return spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
}

/** The texts that a situation replaces and that the project no longer holds. */
export function lostEdits(edits: readonly Edit[]): Edit[] {
  return edits.filter(({ file, from }) => !readFileSync(join(projectFolder, file), "utf8").includes(from));
}

/** The project without its dependencies, which are linked; throws when a text to replace is not there. */
function editedCopy(copy: string, edits: readonly Edit[]): string {
  const [lost] = lostEdits(edits);
  if (lost !== undefined) throw new Error(`${lost.file} no longer has ${lost.from}`);
  for (const part of ["src", "stand-in", "tests", "package.json", "bin", "tools"]) {
    cpSync(join(projectFolder, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"));
  for (const { file, from, to } of edits) {
    const path = join(copy, file);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(from, () => to),
    );
  }
  return copy;
}

/** k6 gives a dropped iteration other tags than a started one, and a budget that selects by the wrong one sees none. */
export function assertDropsJudged({ budgets, scenarios, run }: Result): void {
  if (run.state === "failed") return;
  for (const { name, card, dropped, started, model } of scenarios) {
    // Where no iteration was due, k6 has no counter.
    if (model !== "open" || started + dropped === 0) continue;
    const budget = budgets.find(({ id }) => id === `${card}_dropped`);
    assert.equal(budget?.measured, dropped, `dropped iterations of ${name}`);
  }
}
