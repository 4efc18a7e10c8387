// The state of a run that can be steered: how many virtual users are to work, which of them do, and who changed it when.
// Pure but for the clock; server.ts gives it a voice.

import type { Orders } from "../../tests/performance/k6/catalogue/control.ts";
import type { SteeringRecord } from "../result/steering.ts";

export type Act = SteeringRecord["acts"][number];

export class Steering {
  /** Virtual users of each k6 scenario: the most that a target may be. */
  readonly pool: number;
  readonly acts: Act[] = [];
  #target: number;
  #paused = false;
  #stopping = false;
  #asked = 0;
  /** By scenario, the virtual users in the order in which they first asked; the first `target` of them work. */
  readonly #places = new Map<string, Map<string, number>>();
  readonly #working = new Set<string>();

  constructor(pool: number, target: number) {
    this.pool = pool;
    this.#target = target;
  }

  get target(): number {
    return this.#target;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /**
   * Virtual users whose last orders were to work. One that was told to park, and asked for that between two iterations,
   * has none under way; so 0 means that nothing is being sent.
   */
  get active(): number {
    return this.#working.size;
  }

  /** Questions answered so far; each was one of k6's iterations. */
  get asked(): number {
    return this.#asked;
  }

  /** Orders as they are now, without giving them. */
  ordersFor(scenario: string, vu: string): Orders {
    const places = this.#places.get(scenario) ?? new Map<string, number>();
    this.#places.set(scenario, places);
    const place = places.get(vu) ?? places.size;
    places.set(vu, place);
    return !this.#stopping && !this.#paused && place < this.#target ? "work" : "park";
  }

  /** Gives a virtual user its orders, and remembers them. */
  give(scenario: string, vu: string): Orders {
    this.#asked += 1;
    const orders = this.ordersFor(scenario, vu);
    const who = `${scenario} ${vu}`;
    if (orders === "work") this.#working.add(who);
    else this.#working.delete(who);
    return orders;
  }

  /** `target` counts in a scale only, and is from 0 to the pool. */
  act(act: Act["act"], target = this.#target): void {
    if (act === "scale") this.#target = target;
    if (act === "pause") this.#paused = true;
    if (act === "resume") this.#paused = false;
    if (act === "stop") this.#stopping = true;
    this.acts.push({ at: new Date().toISOString(), act, target: this.#target });
  }
}
