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
export async function provokeBare(
  { naive, faults, laterFaults }: WorthlessCase,
  k6: string,
): Promise<Outcome> {
  return await withStandIn(faults, async (origin) => {
    const env = {
      ...k6Environment(process.env),
      BASE: origin,
      WHO: demoUsers.api_client[0],
      SECRET: demoPassword,
    };
    return await finish(spawn(k6, ["run", join(NAIVE, naive)], { env }), origin, laterFaults);
  });
}

/** `obcms-perf run`, from a copy of the project where the case edits it. Throws when no verdict was printed. */
export async function provokeJudged(worthless: WorthlessCase): Promise<Judged> {
  const { faults, laterFaults, flags, edit } = worthless;
  const scratch = mkdtempSync(join(tmpdir(), "obcms-perf-worthless-"));
  try {
    const project = edit === undefined ? projectFolder : editedCopy(join(scratch, "project"), edit);
    return await withStandIn(faults, async (origin) => {
      const environmentPath = join(scratch, "env.json");
      writeFileSync(environmentPath, JSON.stringify(standInFile(origin)));
      const args = [
        join(project, "src/cli.ts"),
        "run",
        "--json",
        "--env",
        environmentPath,
        "--out",
        join(scratch, "runs"),
        ...flags,
      ];
      const outcome = await finish(
        spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args]),
        origin,
        laterFaults,
      );
      const json = outcome.output.slice(outcome.output.indexOf("{"));
      if (json === "") throw new Error(`no verdict: ${outcome.output}`);
      return { ...outcome, verdict: outputSchema.parse(JSON.parse(json)).verdict };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function withStandIn<Value>(
  faults: readonly string[],
  use: (origin: string) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-stand-in-"));
  const standIn = await startStandIn({
    port: 0,
    databasePath: join(folder, "db.sqlite"),
    seed: 1,
    scale: 1,
    faults,
  });
  try {
    return await use(standIn.origin);
  } finally {
    await standIn.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for the end; switches later faults on when the first sign of running iterations is printed. */
async function finish(
  child: ReturnType<typeof spawn>,
  origin: string,
  laterFaults: readonly string[] = [],
): Promise<Outcome> {
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  let output = "";
  let seen = "";
  let switched = laterFaults.length === 0;
  const watch = (text: string): void => {
    seen += text;
    if (switched || !/VUs/.test(seen.replace(/max VUs|looping VUs/g, ""))) return;
    switched = true;
    void fetch(`${origin}/__stand-in__/faults`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ faults: laterFaults }),
    });
  };
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    watch(chunk.toString());
  });
  child.stderr?.on("data", (chunk: Buffer) => watch(chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
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
