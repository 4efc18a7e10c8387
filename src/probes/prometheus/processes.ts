// The processes behind one address: each counts for itself and answers when it happens to be its turn. What two answers of
// one process differ by is exact; of a process that answered once nothing is known.

import type { Counters, Scrape } from "./scrape.ts";

/** Of which counters are kept; a server that replaces its workers all the time has more. */
const MOST_PROCESSES = 200;
/** A rate this old is not the process's any more, milliseconds. */
const RATE_LASTS_MS = 30_000;

type Known = {
  readonly since: number;
  readonly first: Scrape;
  last: Scrape;
  at: number;
  rate?: { readonly perSecond: number; readonly at: number };
  /** Two processes that began in the same hundredth of a second cannot be told apart. */
  isSeveral: boolean;
};

export type View = { readonly view: string; readonly method: string; requests: number; seconds: number };

export class Processes {
  readonly #known = new Map<number | undefined, Known>();
  #seen = 0;

  /** Answers of one moment, `at` milliseconds. */
  add(scrapes: readonly Scrape[], at: number): void {
    const newest = new Map<number | undefined, Scrape>();
    for (const scrape of scrapes) {
      const other = newest.get(scrape.startedAt);
      if (other === undefined || scrape.requests > other.requests) newest.set(scrape.startedAt, scrape);
    }
    for (const scrape of newest.values()) this.#addOne(scrape, at);
  }

  get seen(): number {
    return this.#seen;
  }

  get compared(): number {
    return this.#comparable().length;
  }

  /** Answers per second by the newest rate of each process that was seen twice; undefined where none was. */
  perSecond(at: number): number | undefined {
    const rates = this.#comparable().flatMap(({ rate }) =>
      rate !== undefined && at - rate.at <= RATE_LASTS_MS ? [rate.perSecond] : [],
    );
    return rates.length === 0 ? undefined : rates.reduce((sum, rate) => sum + rate, 0);
  }

  /** What the compared ones answered between the first and the last time that each was seen; the longest together first. */
  views(): View[] {
    const views = new Map<string, View>();
    for (const { first, last } of this.#comparable())
      for (const [key, counter] of last.counters) {
        const before = first.counters.get(key) ?? { requests: 0, seconds: 0 };
        const [method = "", ...view] = key.split(" ");
        const sum = views.get(key) ?? { view: view.join(" "), method, requests: 0, seconds: 0 };
        sum.requests += counter.requests - before.requests;
        sum.seconds += counter.seconds - before.seconds;
        views.set(key, sum);
      }
    return [...views.values()].filter(({ requests }) => requests > 0).sort((a, b) => b.seconds - a.seconds);
  }

  #comparable(): Known[] {
    return [...this.#known.values()].filter(({ since, at, isSeveral }) => at > since && !isSeveral);
  }

  #addOne(scrape: Scrape, at: number): void {
    const key = scrape.startedAt;
    const known = this.#known.get(key);
    if (known === undefined) this.#seen += 1;
    // All together begin anew when the server does; one process never does.
    const isAfresh = known !== undefined && key === undefined && hasShrunk(known.last, scrape);
    if (known === undefined || isAfresh) {
      const isKept = isAfresh || this.#known.size < MOST_PROCESSES;
      if (isKept) this.#known.set(key, { since: at, first: scrape, last: scrape, at, isSeveral: false });
      return;
    }
    if (hasShrunk(known.last, scrape)) {
      known.isSeveral = true;
      return;
    }
    const perSecond = (scrape.requests - known.last.requests) / ((at - known.at) / 1000);
    Object.assign(known, { last: scrape, at, rate: { perSecond, at } });
  }
}

/** No counter of one process ever does. */
function hasShrunk(last: Scrape, now: Scrape): boolean {
  if (now.processorSeconds < last.processorSeconds) return true;
  const fewer = (counters: Counters, key: string, requests: number): boolean =>
    (counters.get(key)?.requests ?? 0) < requests;
  return [...last.counters].some(([key, { requests }]) => fewer(now.counters, key, requests));
}
