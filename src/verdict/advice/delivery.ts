// What to do when the planned load was not made: too few virtual users, or a generator that had no time for them.

import type { Result, ScenarioResult } from "../../result/result.ts";
import { generatorLimits } from "../generator-limits.ts";
import { type Advice, lever, numberOf, virtualUsers } from "./facts.ts";

export const afterDropping: Advice = ({ result, scenario, budget }) => {
  const dropping =
    scenario ?? result.scenarios.find(({ card, dropped }) => card === budget?.card && dropped > 0);
  const needed = dropping === undefined ? undefined : neededVus(result, dropping);
  if (dropping === undefined || needed === undefined) return undefined;
  const cap = numberOf(result, "caps.vus");
  const times = `${needed.rate} iterations/s of ${needed.seconds.toFixed(1)} s each take about ${needed.vus} virtual users (Little's law)`;
  if (cap !== undefined && needed.vus > cap)
    return `${times}, and caps.vus allows ${cap}: lower ${lever(result, "rate")}, or mend what makes an iteration so slow`;
  return `${times}: raise ${lever(result, "vus")} to ${needed.vus}, or lower ${lever(result, "rate")}`;
};

/**
 * Little's law, L = λ W: as many are at work as arrive per second times the seconds that each takes (J. D. C. Little,
 * "A Proof for the Queuing Formula: L = λW", Operations Research 9(3), 1961). Where iterations are dropped, every
 * virtual user is busy all the time, so W = virtual users / (iterations that ended per second). Undefined where none
 * ended, or where virtual users were enough, so that the law asks for no more of them.
 */
export function neededVus(
  result: Result,
  { maxVus, planned, plannedSeconds, completed, failed }: ScenarioResult,
): { readonly vus: number; readonly rate: number; readonly seconds: number } | undefined {
  const ended = completed + failed;
  if (ended === 0 || plannedSeconds === 0) return undefined;
  const seconds = (maxVus * plannedSeconds) / ended;
  const rate = numberOf(result, "rate") ?? Math.round((10 * (planned ?? 0)) / plannedSeconds) / 10;
  const vus = Math.ceil(rate * seconds);
  return vus > maxVus ? { vus, rate, seconds } : undefined;
}

/** As long again for each iteration as those took that ended. */
export const afterRunningOut: Advice = ({ result, scenario }) => {
  if (scenario === undefined) return undefined;
  const { planned, plannedSeconds, completed, failed, maxVus } = scenario;
  const ended = completed + failed;
  if (ended === 0 || planned === null) return undefined;
  const each = Math.round((10 * maxVus * plannedSeconds) / ended) / 10;
  const needed = Math.ceil((plannedSeconds * planned) / ended / 10) * 10;
  return `${needed} s are enough for ${planned} iterations of ${each} s each: raise ${lever(result, "durationSeconds")}, or mend what makes them slow`;
};

export const afterOverload: Advice = ({ result }) => {
  const { cpuShare, cpus } = result.generator;
  const used = cpuShare === null ? undefined : Math.round(100 * cpuShare);
  if (used !== undefined && cpuShare !== null && cpuShare > generatorLimits.cpuShare)
    return `k6 used ${used} % of its ${cpus} CPUs: give it a machine with more, or fewer virtual users than ${virtualUsers(result)}${pausing(result)}`;
  const idle = used === undefined ? "" : ` though it used only ${used} % of its ${cpus} CPUs`;
  return result.target.kind === "stand-in"
    ? `something kept k6 waiting${idle}: end what else runs on this machine, which the embedded target shares too`
    : `something kept k6 waiting${idle}: run it on a machine of its own, and look for a CPU limit (cgroup, hypervisor)`;
};

function pausing(result: Result): string {
  const scale = numberOf(result, "thinkTimeScale") ?? 1;
  return scale < 1 ? `, or let them pause as people do: ${lever(result, "thinkTimeScale")}` : "";
}
