// The second half of the safety lock: what may be written to beside this machine says itself that it is there for that.
// Asked where origin.ts has allowed the target. Which settings let the suite write, and which targets need the marker.

import { chosenCards, requestsPerIteration } from "./cards.ts";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";
import { whyLeftOut } from "./left-out.ts";
import { type Origin, parseOrigin } from "./origin.ts";
import { performanceMarker } from "./performance-marker.ts";
import { type SettingValues, settings } from "./settings.ts";

/** Whether a chosen scenario sends anything but GET. */
export function writes(values: SettingValues): boolean {
  return chosenCards(values.scenarios).some((card) =>
    [...requestsPerIteration(card, (name) => whyLeftOut(name, values) === undefined).keys()].some(
      (name) => (endpoints[name] as Endpoint).method !== "GET",
    ),
  );
}

/** `overridden`: somebody typed this origin again. `mistyped`: another one. */
export type MarkerLock = "not needed" | "needed" | "overridden" | "mistyped";

/** `isWriting`: of whoever asks beside the chosen scenarios. */
export function markerLock(
  origin: Origin,
  values: SettingValues,
  isWriting: boolean = writes(values),
): MarkerLock {
  if (values.unmarkedTarget !== undefined && parseOrigin(values.unmarkedTarget)?.text !== origin.text)
    return "mistyped";
  if (origin.loopback || !isWriting) return "not needed";
  return values.unmarkedTarget === undefined ? "needed" : "overridden";
}

/** What is said where the lock stays shut. */
export function lockedBecause(
  lock: "needed" | "mistyped",
  origin: Origin,
  { unmarkedTarget }: SettingValues,
) {
  if (lock === "mistyped")
    return {
      what: `${unmarkedTarget} is to be written to without a marker, and the target is another.`,
      saw: `the target is ${origin.text}`,
      fix: "type the target's own origin, or leave the override out",
    } as const;
  return {
    what: `${origin.text} has no marker of a performance database, and the chosen journeys write.`,
    saw: `no engagement type there is called "${performanceMarker.name}"`,
    fix: `seed it (obcms-perf seed load), or, if its data may be changed, type its origin again: --unmarked-target ${origin.text} (${settings.unmarkedTarget.env})`,
  } as const;
}
