// What is wrong with the acceptances by themselves, at a moment: (files, clock) → files with their faults. Pure.

import { neverAcceptable } from "../verdict/acceptable.ts";
import { LONGEST_DAYS, type RiskAcceptance } from "./acceptance.ts";
import { type AcceptanceFile, at } from "./acceptance-file.ts";
import { isTooNarrow, isTooWide, widestCeiling } from "./ceiling.ts";
import type { Fault, FaultName } from "./faults.ts";
import { promiseOf } from "./promise.ts";

/** The order of the files does not matter. */
export function checkAcceptances(files: readonly AcceptanceFile[], now: Date): AcceptanceFile[] {
  const claims = Map.groupBy(files, ({ acceptance }) => acceptance && claimOf(acceptance));
  return files.map((one) => {
    const { acceptance } = one;
    if (acceptance === undefined) return one;
    const others = (claims.get(claimOf(acceptance)) ?? []).filter((other) => other !== one);
    return { ...one, faults: [...one.faults, ...faultsOf({ ...one, acceptance }, others, now)] };
  });
}

/** Whole days from today until its last one, in UTC: 0 is today, negative is over. */
export function daysLeft({ expires }: RiskAcceptance, now: Date): number {
  return daysBetween(dayOf(now), expires);
}

export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function claimOf({ scenario, budget, environment }: RiskAcceptance): string {
  return `${scenario} ${budget} ${environment}`;
}

function faultsOf(
  { file, acceptance, lines }: AcceptanceFile & { acceptance: RiskAcceptance },
  others: readonly AcceptanceFile[],
  now: Date,
): Fault[] {
  const { scenario, budget, limit, ceiling, owner, approver, created, expires } = acceptance;
  const faults: Fault[] = [];
  const fault = (name: FaultName, field: string, sentence: string): void => {
    faults.push({ name, file, ...at(lines, field), sentence });
  };
  const today = dayOf(now);
  const promise = promiseOf(scenario, budget);
  if (promise === undefined) fault("unknown_budget", "budget", `${scenario} has no budget ${budget}`);
  else {
    const limited = { ...promise, limit };
    const never = neverAcceptable[promise.metric];
    if (never !== undefined) fault("not_acceptable", "budget", `${budget}: ${never}`);
    if (isTooWide(ceiling, limited))
      fault(
        "too_wide",
        "ceiling",
        `ceiling ${ceiling} for ${promise.operator} ${limit}: ${widestCeiling(limited)} is the furthest`,
      );
    if (isTooNarrow(ceiling, limited))
      fault("too_narrow", "ceiling", `ceiling ${ceiling} for ${promise.operator} ${limit}`);
  }
  const days = daysBetween(created, expires);
  if (days > LONGEST_DAYS)
    fault("too_long", "expires", `${days} days from ${created} to ${expires}, at most ${LONGEST_DAYS}`);
  if (created > today) fault("from_future", "created", `created ${created}, today is ${today} in UTC`);
  if (owner.toLowerCase() === approver.toLowerCase())
    fault("self_approved", "approver", `${owner} is owner and approver`);
  if (others.length > 0)
    fault(
      "duplicate",
      "budget",
      `the same as ${others
        .map((other) => other.file)
        .sort()
        .join(", ")}`,
    );
  if (expires < today) fault("expired", "expires", `its last day was ${expires}, today is ${today} in UTC`);
  return faults;
}
