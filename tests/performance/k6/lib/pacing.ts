// Pauses and choices of a journey. They come from a seed, so that two runs think and choose alike.

import { sleep } from "k6";
import exec from "k6/execution";
import { environment } from "./environment.ts";
import { recordLag } from "./metrics.ts";

const SEED = 20_261_123;
let state = 0;
let seededFor = "";

/** Pauses as a person would, between `least` and `most` seconds, times the setting `thinkTimeScale`. */
export function think(least: number, most: number): void {
  const seconds = (least + (most - least) * random()) * environment.thinkTimeScale;
  if (seconds <= 0) return;
  const began = Date.now();
  sleep(seconds);
  recordLag(Date.now() - began - seconds * 1000);
}

/** One of `items`; throws on an empty list, because a journey without data tests nothing. */
export function choose<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("there is nothing to choose from");
  return item;
}

/** Uniform in [0, 1), by mulberry32 (public domain, T. Ettinger), seeded by virtual user and iteration. */
export function random(): number {
  const iteration = `${exec.vu.idInTest}/${exec.vu.iterationInInstance}`;
  if (iteration !== seededFor) {
    seededFor = iteration;
    state = (SEED + exec.vu.idInTest * 7919 + exec.vu.iterationInInstance * 104_729) >>> 0;
  }
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
