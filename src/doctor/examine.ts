// Runs the checks that the chosen scenarios need, one after another, and never throws for what it finds.

import type { Card } from "../../tests/performance/k6/catalogue/card.ts";
import { cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { messageOf, Problem } from "../problem.ts";
import { checks } from "./checks.ts";
import type { CheckName, Diagnosed, Finding, GeneralCheck } from "./finding.ts";
import type { Subject } from "./subject.ts";

const always: readonly CheckName[] = [
  "plan",
  "tls",
  "target_reachable",
  "clock_skew",
  "configuration",
  "lockout_state",
  "endpoints_mounted",
  "performance_marker",
  "production_parity",
  "open_files",
  "disk_space",
  "k6",
  "probes",
] satisfies (GeneralCheck | "target_reachable" | "lockout_state")[];

/** What can be looked at although the target does not answer. */
const local: readonly CheckName[] = [
  "plan",
  "tls",
  "open_files",
  "disk_space",
  "k6",
  "probes",
  "journeys_traced",
  "synthetic_documents",
  "cache_warming",
  "throw_away_accounts",
  "bypass_switch",
];

/** `onFinding` hears of each as it is made. Throws a Problem where `signal` ends it. */
export async function examine(
  subject: Subject,
  onFinding: (found: Diagnosed) => void,
  signal?: AbortSignal,
): Promise<Diagnosed[]> {
  const needed = new Set<CheckName>([
    ...always,
    ...(subject.throttledUser === undefined ? [] : (["throttles_measured"] as const)),
    ...subject.chosen.flatMap((card) => (cards[card] as Card).prerequisites),
  ]);
  const found: Diagnosed[] = [];
  let isReachable = true;
  for (const check of Object.keys(checks) as CheckName[]) {
    if (!needed.has(check)) continue;
    if (signal?.aborted) throw interrupted();
    const finding: Finding = isReachable || local.includes(check) ? await look(check, subject) : UNREACHABLE;
    if (check === "target_reachable") isReachable = finding.state === "ok";
    found.push({ check, ...finding });
    onFinding({ check, ...finding });
  }
  return found;
}

const UNREACHABLE: Finding = { state: "skipped", saw: "the target does not answer" };

function interrupted(): Problem {
  return new Problem({
    what: "The doctor was interrupted.",
    saw: "a signal before its last check",
    fix: "start again: it changes nothing",
    exit: "interrupted",
  });
}

async function look(check: CheckName, subject: Subject): Promise<Finding> {
  try {
    return await checks[check](subject);
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
    return {
      state: "failed",
      saw: messageOf(error) + cause,
      fix: check === "target_reachable" ? "start the target, or correct baseUrl" : "correct what it names",
    };
  }
}
