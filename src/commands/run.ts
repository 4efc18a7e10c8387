// `obcms-perf run`: load-tests a target to a verdict and a report. Bare, it starts the embedded target itself.

import { join, resolve } from "node:path";
import { defaultSeed } from "../../stand-in/defaults.ts";
import { parseFaults } from "../../stand-in/faults/grammar.ts";
import { databaseUrlOfFile } from "../database/sqlite.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Outputs, openOutputs } from "../outputs/open.ts";
import { toldVerdict } from "../outputs/told-verdict.ts";
import { checkProduction } from "../parity/production.ts";
import { ensureK6 } from "../provision/k6.ts";
import { renderText } from "../report/text.ts";
import { runFiles } from "../result/run-files.ts";
import { type Aim, aimOf, externalSettings, type Flags, standInSettings } from "../run/environment.ts";
import { executeRun, type RunRequest } from "../run/execute.ts";
import type { StopSignals } from "../run/k6-process.ts";
import { toJson } from "../run/run-folder.ts";
import { startStandInProcess } from "../run/stand-in-process.ts";
import { runsFolder } from "../run/suite.ts";
import { exitCodeOf } from "../verdict/exit.ts";
import { shortOutputs } from "../verdict/outputs.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { type Looked, lookFirst } from "./look-first.ts";
import { judgeStoredRun } from "./report.ts";
import { flagsOf, type RunOptions, refuseForeignFault } from "./run-options.ts";
import { progressPrinter, say, terminalWidth, wantsColor } from "./terminal.ts";

/** Resolves with the exit code of the verdict. */
export async function run(options: RunOptions, command: string): Promise<number> {
  const aim = aimOf(options.env, options.baseUrl, process.env);
  const flags = flagsOf(options);
  refuseForeignFault(aim, options.fault);
  // Refused before a k6 is looked for, let alone built.
  parseFaults(options.fault ?? [], defaultSeed);
  const interrupt = listenForInterrupt();
  try {
    const { folder, outputs } = await runAimed(aim, flags, options, command, interrupt.stop);
    const { result, verdict, reportPath } = await judgeStoredRun(folder);
    const untold = await outputs.tell(toldVerdict(result, verdict), new Date(), interrupt.stop.now);
    for (const sentence of untold) say(sentence);
    if (options.json) process.stdout.write(toJson({ folder, report: reportPath, verdict }));
    else {
      const color = wantsColor(process.stdout, options.color);
      process.stdout.write(
        `${renderText({ result, verdict, reportPath, color, width: terminalWidth(process.stdout) })}\n`,
      );
    }
    const code = exitCodeOf(result, verdict);
    const isShort = untold.length > 0 && shortOutputs(result).required;
    return code === exitCodes.pass.code && isShort ? exitCodes.outputs.code : code;
  } finally {
    interrupt.forget();
  }
}

/** Resolves with the run folder, and the stores that are to hear of the verdict. */
async function runAimed(
  aim: Aim,
  flags: Flags,
  options: RunOptions,
  command: string,
  stop: StopSignals,
): Promise<{ folder: string; outputs: Outputs }> {
  // An environment or parity file with an error in it, or a store's address, should be known before a k6 is built.
  const external = aim.kind === "external" ? await externalSettings(aim.file, flags, process.env) : undefined;
  const outputs = openOutputs((external ?? standInSettings(NOWHERE, flags)).values);
  await checkProduction(external?.values.parityFile ?? options.parity);
  const k6 = await ensureK6({ env: process.env, say, signal: stop.gracefully });
  const printer = progressPrinter();
  const common = {
    k6,
    // k6 opens files from the folder of its script.
    runsFolder: resolve(options.out ?? runsFolder),
    command,
    env: options.env,
    stop,
    say,
    onProgress: printer.show,
  };
  const look = { runsFolder: common.runsFolder, color: options.color, signal: stop.gracefully };
  try {
    if (external !== undefined) {
      const looked = await lookFirst(external, look);
      const target = { kind: "external", faults: [] } as const;
      return { folder: await executeRun({ ...common, ...looked, settings: external, target }), outputs };
    }
    return { folder: await runEmbedded(aim, flags, options.fault ?? [], common, look), outputs };
  } finally {
    printer.end();
  }
}

async function runEmbedded(
  aim: Aim,
  flags: Flags,
  faults: readonly string[],
  common: Omit<RunRequest, "settings" | "target" | keyof Looked>,
  look: Parameters<typeof lookFirst>[1],
): Promise<string> {
  if (aim.kind === "stand-in" && aim.ignoredVariables.length > 0) {
    say(
      `The embedded target is used: ${aim.ignoredVariables.join(", ")} ignored. Give --env or --base-url for another.`,
    );
  }
  const standIn = await startStandInProcess(faults);
  try {
    say(
      `Embedded target at ${standIn.origin}, freshly seeded${faults.length > 0 ? `, with faults: ${faults.join(", ")}` : ""}.`,
    );
    const databaseUrl = databaseUrlOfFile(standIn.databaseFile);
    const settings = standInSettings(standIn.origin, { databaseUrl, ...flags });
    return await executeRun({
      ...common,
      ...(await lookFirst(settings, look)),
      settings,
      target: {
        kind: "stand-in",
        faults,
        lost: standIn.lost,
        ...(standIn.pid === undefined ? {} : { pids: { target: standIn.pid } }),
      },
    });
  } finally {
    await standIn.stop();
  }
}

/** Where the embedded target is not yet. */
const NOWHERE = "http://127.0.0.1:1";

export const runHelp = `
Examples:
  $ npm start                                             the embedded target, smoke profile
  $ npm start -- --env staging --profile baseline         env.staging.json beside the suite
  $ npm start -- --env ./my.json --scenario api_crud --duration 30s
  $ npm start -- --profile breakpoint --rate 40           a rising rate, ended when a budget breaks
  $ npm start -- --profile controlled --vus 40            steered by obcms-perf scale, pause, resume, stop
  $ npm start -- --env staging --flush-queue --flush-cache --warm-cache    an empty queue, a cache of this run's alone
  $ npm start -- --prometheus http://127.0.0.1:9090/api/v1/write --require-outputs    there, too, and all of it
  $ npm start -- --fault delay=800@read                   watch a read budget break

Exit codes:
${Object.values(exitCodes)
  .map(({ code, means }) => `  ${String(code).padStart(3)}  ${means}`)
  .join("\n")}

A run folder (${join("reports", "performance", "runs", "<id>")}) holds ${Object.values(runFiles).join(", ")}.`;
