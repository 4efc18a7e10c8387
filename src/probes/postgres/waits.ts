// What statements wait for, gathered over the looks of a run.

import type { Sessions } from "./moment.ts";

const MOST_EVENTS = 20;
export const HIDDEN = "not visible: sessions of other users";

export class Waits {
  readonly #seen = new Map<string, number>();
  #looks = 0;

  add(sessions: readonly Sessions[]): void {
    for (const one of sessions) {
      const event = isHidden(one) ? HIDDEN : waitOf(one);
      if (!isActive(one) && !isHidden(one)) continue;
      this.#looks += one.n;
      if (event !== undefined) this.#seen.set(event, (this.#seen.get(event) ?? 0) + one.n);
    }
  }

  /** Of all looks at active connections; the largest first. */
  shares(): { event: string; share: number }[] {
    return [...this.#seen]
      .map(([event, n]) => ({ event, share: n / this.#looks }))
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_EVENTS);
  }
}

/** Undefined for a session that waits for nothing. One that waits for its client to say something has nothing to do. */
export function waitOf(one: Sessions): string | undefined {
  if (!isActive(one) || one.type === null || one.type === "Activity") return undefined;
  const event = `${one.type}/${one.event}`;
  return event === "Client/ClientRead" ? undefined : event;
}

/** Another user's, of which this one may not know what it does. */
export function isHidden({ state }: Sessions): boolean {
  return state === null || state === "disabled";
}

function isActive({ state }: Sessions): boolean {
  return state === "active" || state === "fastpath function call";
}
