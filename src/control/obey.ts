// What a command from another terminal does to a run, and which commands a run refuses.

import type { CommandName, Refusal } from "./status.ts";
import type { Steering } from "./steering.ts";

/** What of a run decides whether a command can be followed. */
export type Steered = {
  readonly profile: string;
  /** Undefined where the profile is not `controlled`. */
  readonly steering: Steering | undefined;
  /** The setting `caps.vus`. */
  readonly capVus: number;
};

/** Follows a command that changes the load; a refusal where it cannot. `stop` is always possible, and not done here. */
export function steer(
  command: Exclude<CommandName, "status" | "stop">,
  target: string | null,
  { profile, steering, capVus }: Steered,
): Refusal | undefined {
  if (steering === undefined) {
    return {
      what: `This run cannot be steered: there is no ${command} for it.`,
      saw: `its profile is ${profile}; only profile controlled can be scaled, paused and resumed`,
      fix: "start one with --profile controlled; `obcms-perf stop` ends this one",
    };
  }
  if (command !== "scale") {
    steering.act(command);
    return undefined;
  }
  const asked = readTarget(target ?? "");
  if (asked === undefined || asked > steering.pool) {
    return {
      what: `The run cannot be scaled to ${target} virtual users.`,
      saw: `it has ${steering.pool} in each scenario`,
      fix: `ask for a whole number from 0 to ${steering.pool}, or start the run with more (--vus; caps.vus allows ${capVus} in all)`,
    };
  }
  steering.act("scale", asked);
  return undefined;
}

/** A whole number from 0 up; undefined for any other text. */
export function readTarget(text: string): number | undefined {
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}
