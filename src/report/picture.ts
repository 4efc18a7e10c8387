// Lines as a plain SVG picture: for readers without scripts, and as a small one in a table's row.

import { type Html, html } from "./escape.ts";

export type Line = {
  /** A class of style.ts, which gives its colour. */
  readonly name: string;
  readonly values: readonly (number | null)[];
};

/**
 * All lines share one scale from 0 to the highest value. A value that is null interrupts its line. There are at most as
 * many points as pixels, each the highest of those that fall on it: a run of hours makes no page of megabytes.
 */
export function picture(
  seconds: readonly (number | null)[],
  all: readonly Line[],
  width: number,
  height: number,
): Html {
  const size = Math.ceil(seconds.length / width);
  const t = seconds.filter((_, index) => index % size === 0);
  const lines = all.map(({ name, values }) => ({ name, values: thinned(values, size) }));
  const from = t[0] ?? 0;
  const to = Math.max(t.at(-1) ?? 0, from + 1);
  const highest =
    lines.reduce((top, { values }) => values.reduce<number>((a, b) => Math.max(a, b ?? 0), top), 0) || 1;
  const x = (at: number): string => ((((t[at] ?? 0) - from) / (to - from)) * (width - 4) + 2).toFixed(1);
  const y = (value: number): string => (height - 2 - (value / highest) * (height - 4)).toFixed(1);
  return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">${lines.map(
    ({ name, values }) => html`<path class="${name}" d="${pathOf(values, x, y)}"/>`,
  )}</svg>`;
}

/** The highest of each `size` values; null where all of them are. */
function thinned(values: readonly (number | null)[], size: number): readonly (number | null)[] {
  if (size <= 1) return values;
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const some = values.slice(index * size, (index + 1) * size).filter((value) => value !== null);
    return some.length === 0 ? null : Math.max(...some);
  });
}

/** A point that stands alone is drawn as a line of no length, which its round end makes a dot. */
function pathOf(
  values: readonly (number | null)[],
  x: (at: number) => string,
  y: (value: number) => string,
): string {
  return values
    .map((value, at) => {
      if (value === null) return "";
      const open = at === 0 || (values[at - 1] ?? null) === null;
      const place = `${x(at)} ${y(value)}`;
      return open ? `M${place}${(values[at + 1] ?? null) === null ? `L${place}` : ""}` : `L${place}`;
    })
    .join("");
}
