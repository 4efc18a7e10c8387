// Asks a target the cases one after another, and none that cannot be right. Called by contract.ts.

import { messageOf } from "../problem.ts";
import type { Case } from "./case.ts";
import { checkCase } from "./check.ts";
import { clears, madeBy } from "./clearing.ts";
import { type Demands, demandsOf } from "./demands.ts";
import { masked } from "./masked.ts";
import { type Asking, missingOf, obstacleOf, type Progress, senderOf } from "./obstacle.ts";
import type { Outcome, Seen } from "./outcome.ts";
import type { Target } from "./target.ts";

/** A minute is the shorter of OBCMS's two limits; nobody waits for the hour. */
const LONGEST_WAIT_SECONDS = 60;

/** Never throws for what a target answers, nor where it does not answer. */
export async function askCases(cases: readonly Case[], asking: Asking): Promise<Outcome[]> {
  const progress: Progress = { ...asking, made: madeBy(cases), throttled: new Map() };
  const outcomes: Outcome[] = [];
  for (const one of cases) outcomes.push(await askCase(one, progress));
  await clearAfterThrottle(cases, outcomes, progress);
  return outcomes;
}

async function askCase(one: Case, progress: Progress): Promise<Outcome> {
  const demands = demandsOf(one);
  const { name, expect: expected } = one;
  const about = { name, expected, endpoint: demands.endpoint, leaves: undeleted(one, demands, progress) };
  const why = obstacleOf(one, demands, progress);
  if (why !== undefined) return { ...about, state: "not looked at", why };
  const { seen, differences, retryAfter } = await look(one, progress.target);
  const sender = senderOf(demands);
  if (seen.status === 429 && expected.status !== 429)
    progress.throttled.set(sender, { sender, retryAfter, since: Date.now() });
  return differences.length === 0
    ? { ...about, leaves: one.leaves, state: "as expected" }
    : { ...about, state: "different", seen, differences };
}

/** What was made before a throttle came is deleted when it is over: it would be in the way of the next look. */
async function clearAfterThrottle(
  cases: readonly Case[],
  outcomes: Outcome[],
  progress: Progress,
): Promise<void> {
  for (const [index, one] of cases.entries()) {
    const outcome = outcomes[index];
    const throttle = progress.throttled.get(senderOf(demandsOf(one)));
    if (throttle === undefined || outcome?.state === "as expected") continue;
    if (undeleted(one, demandsOf(one), progress) === undefined) continue;
    const seconds = Number(throttle.retryAfter ?? Number.POSITIVE_INFINITY);
    if (!(seconds <= LONGEST_WAIT_SECONDS)) continue;
    await progress.wait(Math.max(0, throttle.since + (seconds + 1) * 1000 - Date.now()));
    outcomes[index] = await askCase(one, { ...progress, throttled: new Map() });
  }
}

/** What a deletion does not delete that is not made, or answers otherwise. */
function undeleted(one: Case, demands: Demands, { target, made }: Progress): string | undefined {
  return clears(one, demands, made) && missingOf(demands, target).length === 0
    ? `what ${demands.endpoint} was to delete (${one.name})`
    : undefined;
}

async function look(
  one: Case,
  target: Target,
): Promise<{ seen: Seen; differences: readonly string[]; retryAfter: string | null }> {
  const path = target.pathOf(one.request(target.memory));
  try {
    const { answer, differences } = await checkCase(target, one);
    const header = (name: string): string | null => answer.headers.get(name);
    return {
      seen: {
        status: answer.status,
        path,
        location: header("Location"),
        contentType: header("Content-Type"),
      },
      differences,
      retryAfter: header("Retry-After"),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
    const said = masked(messageOf(error) + cause, target.memory);
    const seen = { status: 0, path, location: null, contentType: null };
    return { seen, differences: [`no answer: ${said}`], retryAfter: null };
  }
}
