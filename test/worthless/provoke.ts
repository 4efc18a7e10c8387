// Provokes one worthless run twice, against a stand-in of its own each time: with bare k6, and with obcms-perf.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { standInFile } from "../../src/run/environment.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";
import type { WorthlessCase } from "./cases.ts";

const NAIVE = fileURLToPath(new URL("./naive/", import.meta.url));
/** Longer than any case takes; a run that exceeds it is killed and its exit code is null. */
const TIMEOUT_MS = 120_000;

const outputSchema = z.object({
  folder: z.string(),
  verdict: z.looseObject({
    state: z.string(),
    reasons: z.array(z.looseObject({ name: z.string(), sentence: z.string() })),
  }),
});
export type Outcome = { readonly exitCode: number | null; readonly output: string };
export type Judged = Outcome & { readonly verdict: z.infer<typeof outputSchema>["verdict"] };

/** Bare k6 with the naive script. */
export async function provokeBare(worthless: WorthlessCase, k6: string): Promise<Outcome> {
  const { naive, variables } = worthless;
  return await withTarget(worthless, async (target) => {
    const user = { BASE: target.origin, WHO: demoUsers.api_client[0], SECRET: demoPassword };
    const env = { ...k6Environment(process.env), ...variables, ...user };
    return await finish(spawn(k6, ["run", join(NAIVE, naive)], { env }), target.later);
  });
}

/** `obcms-perf run`, from a copy of the project where the case edits it. Throws when no verdict was printed. */
export async function provokeJudged(worthless: WorthlessCase): Promise<Judged> {
  const { flags, edit, variables, wrongPassword } = worthless;
  const scratch = mkdtempSync(join(tmpdir(), "obcms-perf-worthless-"));
  try {
    const project = edit === undefined ? projectFolder : editedCopy(join(scratch, "project"), edit);
    return await withTarget(worthless, async (target) => {
      const environmentPath = join(scratch, "env.json");
      const environment = JSON.stringify(standInFile(target.origin));
      writeFileSync(
        environmentPath,
        wrongPassword ? environment.replaceAll(demoPassword, "wrong") : environment,
      );
      const script = join(project, "src/cli.ts");
      const places = ["--env", environmentPath, "--out", join(scratch, "runs")];
      const args = ["--disable-warning=ExperimentalWarning", script, "run", "--json", ...places, ...flags];
      const env = { ...process.env, ...variables };
      const outcome = await finish(spawn(process.execPath, args, { env }), target.later);
      const json = outcome.output.slice(outcome.output.indexOf("{"));
      if (json === "") throw new Error(`no verdict: ${outcome.output}`);
      return { ...outcome, verdict: outputSchema.parse(JSON.parse(json)).verdict };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** `later`: what the case wants to happen to the target once the run is under way. */
type Target = { readonly origin: string; readonly later: () => Promise<unknown> };

async function withTarget<Value>(
  worthless: WorthlessCase,
  use: (target: Target) => Promise<Value>,
): Promise<Value> {
  const { faults, later } = worthless;
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-stand-in-"));
  const options = { port: 0, databasePath: join(folder, "db.sqlite"), seed: 1, scale: 1, faults };
  const { origin, close } = await startStandIn(options);
  let closing: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    closing ??= close();
    return closing;
  };
  const act = async (): Promise<unknown> => {
    if (later === undefined) return undefined;
    return later === "stops" ? stop() : switchFaults(origin, later.faults);
  };
  try {
    return await use({ origin, later: act });
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function switchFaults(origin: string, faults: readonly string[]): Promise<unknown> {
  const headers = { "Content-Type": "application/json" };
  return fetch(`${origin}/__stand-in__/faults`, {
    method: "POST",
    headers,
    body: JSON.stringify({ faults }),
  });
}

/** Waits for the end; calls `later` when the first sign of running iterations is printed. */
async function finish(child: ReturnType<typeof spawn>, later: () => Promise<unknown>): Promise<Outcome> {
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  let output = "";
  let seen = "";
  let happened: Promise<unknown> | undefined;
  const watch = (chunk: Buffer): void => {
    seen += chunk.toString();
    if (/VUs/.test(seen.replace(/max VUs|looping VUs/g, ""))) happened ??= later();
  };
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    watch(chunk);
  });
  child.stderr?.on("data", watch);
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  await happened;
  return { exitCode, output: output === "" ? seen : output };
}

/** The project without its dependencies, which are linked; throws when the text to replace is not there. */
function editedCopy(copy: string, { file, from, to }: NonNullable<WorthlessCase["edit"]>): string {
  for (const part of ["src", "stand-in", "tests", "package.json", "bin", "tools"]) {
    cpSync(join(projectFolder, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"));
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (!source.includes(from)) throw new Error(`${file} no longer has ${from}`);
  writeFileSync(path, source.replace(from, to));
  return copy;
}
