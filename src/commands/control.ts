// `obcms-perf status`, `scale`, `pause`, `resume`, `stop`: steer a run from another terminal.

import { callNewestRun, callRun } from "../control/call.ts";
import { readTarget } from "../control/obey.ts";
import type { CommandName, Status } from "../control/status.ts";
import { Problem } from "../problem.ts";
import { toJson } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { folderOfRun } from "./stored-run.ts";

export type ControlOptions = { readonly run?: string; readonly out?: string; readonly json?: boolean };

/** Text for stdout: the run's status after the command. `target` is given for a scale only. */
export async function control(
  command: CommandName,
  { run, out = runsFolder, json }: ControlOptions,
  target?: string,
): Promise<string> {
  const call = { command, ...(target === undefined ? {} : { target: targetOf(target) }) };
  const status =
    run === undefined ? await callNewestRun(out, call) : await callRun(folderOfRun(run, out), call);
  return json ? toJson(status) : `${lines(status).join("\n")}\n`;
}

function lines({
  run,
  profile,
  state,
  target,
  pool,
  active,
  elapsedSeconds,
  plannedSeconds,
}: Status): string[] {
  const aim = target === null ? "" : `target ${target} of at most ${pool} VUs · `;
  return [
    `${state} · ${profile} · run ${run}`,
    `${aim}${active} VUs active · ${Math.floor(elapsedSeconds)} s of ${Math.ceil(plannedSeconds)} s`,
  ];
}

function targetOf(text: string): number {
  const target = readTarget(text);
  if (target !== undefined) return target;
  throw new Problem({
    what: `${JSON.stringify(text)} is not a number of virtual users.`,
    saw: "a target is a whole number from 0 up",
    fix: "write for example `obcms-perf scale 20`",
    exit: "usage",
  });
}
