// What somebody orders of a dataset, and how many rows that makes of each noun.

import type { LeasedPersona } from "../../tests/performance/k6/catalogue/personas.ts";
import { Problem } from "../problem.ts";

export type Order = {
  readonly seed: number;
  /** 1 is about as much as OBCMS had when it was measured. */
  readonly scale: number;
  /** The day around which dates lie, YYYY-MM-DD. */
  readonly today: string;
  /** Undefined: 30 at scale 1: a smoke of all scenarios together needs 26. More virtual users need more users, not more of everything. */
  readonly usersPerPersona?: number | undefined;
};

/** Rows at scale 1. Work items come in trees of 31. */
const atScaleOne = {
  usersPerPersona: 30,
  barangays: 500,
  communities: 400,
  stakeholders: 40,
  organizations: 60,
  entries: 400,
  recommendations: 500,
  documents: 200,
  trees: 61,
  proposingOrganizations: 10,
} as const;

/** Whatever the scale: the suite reads two pages of organisations. */
const atLeast: Partial<Record<keyof typeof atScaleOne, number>> = { organizations: 21 };

export type Size = Readonly<Record<keyof typeof atScaleOne, number>>;

export function sizeOf(order: Order): Size {
  const known = sizes.get(order);
  if (known !== undefined) return known;
  const size = newSize(order);
  sizes.set(order, size);
  return size;
}

/** Each row asks for it, and often. */
const sizes = new WeakMap<Order, Size>();

function newSize({ scale, usersPerPersona }: Order): Size {
  const nouns = Object.keys(atScaleOne) as (keyof typeof atScaleOne)[];
  const size = Object.fromEntries(
    nouns.map((noun) => [noun, Math.max(atLeast[noun] ?? 1, Math.round(atScaleOne[noun] * scale))]),
  ) as Size;
  return usersPerPersona === undefined ? size : { ...size, usersPerPersona };
}

/** The persona whose users make and own what is seeded: they do the same on OBCMS. */
export const owner: LeasedPersona = "staff";

/** Text of a command line in, or a Problem that names everything that is wrong. */
export function parseOrder(
  given: { seed?: string; scale?: string; today?: string; users?: string },
  now: Date,
): Order {
  const seed = Number(given.seed ?? "1");
  const scale = Number(given.scale ?? "1");
  const today = given.today ?? now.toISOString().slice(0, 10);
  const users = given.users === undefined ? undefined : Number(given.users);
  const wrong = [
    Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32
      ? ""
      : `--seed ${given.seed}: a whole number below 2^32 is allowed`,
    scale >= 0.01 && scale <= 1000 ? "" : `--scale ${given.scale}: 0.01 to 1000 is allowed`,
    isDay(today) ? "" : `--today ${given.today}: a day as YYYY-MM-DD is allowed`,
    users === undefined || (Number.isInteger(users) && users >= 1 && users <= 1000)
      ? ""
      : `--users ${given.users}: 1 to 1000 are allowed`,
  ].filter((line) => line !== "");
  if (wrong.length === 0) return { seed, scale, today, usersPerPersona: users };
  throw new Problem({
    what: "That dataset cannot be generated.",
    saw: wrong.join("\n"),
    fix: "obcms-perf seed generate --seed 1 --scale 1 --today 2026-11-26",
    exit: "usage",
  });
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(time).toISOString().startsWith(text);
}
