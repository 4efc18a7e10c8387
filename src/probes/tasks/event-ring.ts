// The last events, by a cursor that goes up by one with each.

import type { TaskEvent } from "../../../tests/performance/k6/catalogue/task-events.ts";

export class EventRing {
  readonly #events: TaskEvent[] = [];
  readonly #size: number;
  /** The cursor of the last event; 0 before the first. */
  #newest = 0;

  constructor(size: number) {
    this.#size = size;
  }

  add(event: TaskEvent): void {
    this.#events[this.#newest % this.#size] = event;
    this.#newest += 1;
  }

  /** At most `limit` events after the cursor, in order. `missed`: how many of them are gone already, where some are. */
  after(cursor: number | undefined, limit: number): { cursor: number; events: TaskEvent[]; missed?: number } {
    if (cursor === undefined || cursor >= this.#newest) return { cursor: this.#newest, events: [] };
    const oldest = Math.max(0, this.#newest - this.#size);
    const from = Math.max(cursor, oldest);
    const to = Math.min(this.#newest, from + limit);
    const events = Array.from(
      { length: to - from },
      (_, index) => this.#events[(from + index) % this.#size] as TaskEvent,
    );
    return { cursor: to, events, ...(from > cursor ? { missed: from - cursor } : {}) };
  }
}
