// Runs a job of ci/performance.yml as GitHub would: step by step, each `run:` by bash in a fresh checkout, what steps write
// to $GITHUB_ENV and $GITHUB_OUTPUT read by those that follow. Actions are few, and each has a row below.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { z } from "zod";
import { type Context, filled, holds } from "./github-expression.ts";

const variables = z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({});
const stepSchema = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: variables,
  run: z.string().optional(),
  "continue-on-error": z.boolean().default(false),
});
const jobSchema = z.strictObject({
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: z.string().optional(),
  "runs-on": z.string(),
  "timeout-minutes": z.number(),
  permissions: z.unknown().optional(),
  outputs: variables,
  env: variables,
  steps: z.array(stepSchema),
});
export const workflowSchema = z.looseObject({ env: variables, jobs: z.record(z.string(), jobSchema) });
export type Workflow = z.infer<typeof workflowSchema>;
export type Step = z.infer<typeof stepSchema>;

/** What a job hands on to those that need it. */
export type JobResult = {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
};
export type Executed = {
  readonly step: string;
  readonly code: number;
  readonly said: string;
  readonly seconds: number;
};

export type Github = {
  readonly sha: string;
  readonly event_name: string;
  readonly repository: string;
} & Context;

export type Runner = {
  readonly workflow: Workflow;
  readonly context: Context & { readonly github: Github };
  /** A repository of which each job gets a clone. */
  readonly repository: string;
  /** Holds checkouts, artifacts and caches. */
  readonly folder: string;
  /** Stands first on PATH. */
  readonly stubs: string;
  /** After a checkout: what a runner would install. */
  readonly prepare: (checkout: string) => void;
  /** Variables that point a step at what is here; undefined takes one away. By the step's name. */
  readonly instead: (step: string) => Readonly<Record<string, string | undefined>>;
};

/** Resolves with what it hands on, and every `run:` that was executed. */
export async function runJob(
  runner: Runner,
  name: string,
  needs: Readonly<Record<string, JobResult>>,
): Promise<JobResult & { executed: Executed[]; checkout: string }> {
  const job = runner.workflow.jobs[name];
  if (job === undefined) throw new Error(`the workflow has no job ${name}`);
  const { github } = runner.context;
  const checkout = join(runner.folder, `${name}-checkout`);
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const told: Record<string, string> = {};
  const executed: Executed[] = [];
  const outer: Context = { ...runner.context, needs };
  const hasFailedNeed = Object.values(needs).some(({ result }) => result !== "success");
  if (!holds(job.if, outer, { failed: hasFailedNeed }))
    return { result: "skipped", outputs: {}, executed, checkout };
  let failed = false;
  for (const step of job.steps) {
    const title = step.name ?? step.uses ?? step.run ?? "";
    // What a step tells goes over what its job says, its own env over both.
    const below = { ...fillAll(runner.workflow.env, outer), ...fillAll(job.env, outer), ...told };
    const context: Context = { ...outer, steps, env: below };
    if (!holds(step.if, context, { failed })) continue;
    if (step.uses !== undefined) {
      const done = act(step, runner, checkout, context);
      failed ||= !done && !step["continue-on-error"];
      continue;
    }
    const files = ["env", "output", "summary"].map((kind) => join(runner.folder, `${name}-${kind}`));
    for (const file of files) writeFileSync(file, "");
    const [envFile = "", outputFile = "", summaryFile = ""] = files;
    const began = performance.now();
    const { code, said } = await bash(step.run ?? "", checkout, {
      ...process.env,
      ...NOTHING_OF_OURS,
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: github.sha,
      GITHUB_EVENT_NAME: github.event_name,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_ENV: envFile,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      PATH: [runner.stubs, dirname(process.execPath), process.env.PATH].join(delimiter),
      ...below,
      ...fillAll(step.env, context),
      ...runner.instead(title),
    });
    executed.push({ step: title, code, said, seconds: (performance.now() - began) / 1000 });
    Object.assign(told, linesOf(envFile));
    if (step.id !== undefined) steps[step.id] = { outputs: linesOf(outputFile) };
    failed ||= code !== 0 && !step["continue-on-error"];
  }
  return {
    result: failed ? "failure" : "success",
    outputs: fillAll(job.outputs, { ...outer, steps }),
    executed,
    checkout,
  };
}

/** A runner has none of the variables of whoever runs the tests. */
const NOTHING_OF_OURS = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^(OBCMS_|K6_(?!BIN$)|GITHUB_|NODE_TEST|REQUIRE_SERVICES)/.test(name))
    .map((name) => [name, undefined]),
);

type Action = (step: Step, runner: Runner, checkout: string, context: Context) => boolean;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const artifact = (runner: Runner, name: unknown): string => join(runner.folder, "artifacts", text(name));

const actions: Readonly<Record<string, Action>> = {
  "actions/checkout": (_, { repository, prepare }, checkout) => {
    execFileSync("git", ["clone", "--quiet", repository, checkout], { stdio: "ignore" });
    prepare(checkout);
    return true;
  },
  "actions/setup-node": () => true,
  // The root of several paths is what they have in common: the checkout, because each is in it.
  "actions/upload-artifact": (step, runner, checkout) => {
    const paths = text(step.with.path).trim().split("\n");
    for (const path of paths.filter((one) => existsSync(join(checkout, one))))
      cpSync(join(checkout, path), join(artifact(runner, step.with.name), paths.length === 1 ? "" : path), {
        recursive: true,
      });
    return true;
  },
  "actions/download-artifact": (step, runner, checkout) => {
    const from = artifact(runner, step.with.name);
    if (existsSync(from)) cpSync(from, join(checkout, text(step.with.path)), { recursive: true });
    return existsSync(from);
  },
  "actions/cache/restore": (step, runner, checkout) => {
    const from = join(runner.folder, "cache", text(step.with["restore-keys"]));
    if (existsSync(from)) cpSync(from, join(checkout, text(step.with.path)), { recursive: true });
    return true;
  },
  "actions/cache/save": (step, runner, checkout, context) => {
    // It warns where there is nothing.
    if (!existsSync(join(checkout, text(step.with.path)))) return true;
    const key = filled(text(step.with.key), context);
    const to = join(runner.folder, "cache", key.replace(/\d+-\d+$/, ""));
    mkdirSync(to, { recursive: true });
    cpSync(join(checkout, text(step.with.path)), to, { recursive: true });
    return true;
  },
};

function act(step: Step, runner: Runner, checkout: string, context: Context): boolean {
  const [name = ""] = (step.uses ?? "").split("@");
  const action = actions[name];
  if (action === undefined) throw new Error(`what ${name} does is not known here`);
  return action(step, runner, checkout, context);
}

function fillAll(values: Readonly<Record<string, string>>, context: Context): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value, context)]));
}

/** `name=value`, one a line: the only form that the workflow's commands write. */
function linesOf(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").split("\n");
  return Object.fromEntries(
    lines
      .filter((line) => line !== "")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

/** As GitHub calls it where no shell is named. */
function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-e", "-c", script], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        said += chunk;
      });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, said }));
  });
}
