// Parity in words, the same in the terminal, in the report and in the doctor's findings. Pure.

import type { ParityRow, ParityValue } from "./parity.ts";

/** Completes "the target …": `differs from production in 4 of 11 facts; 2 not observed`. */
export function differenceCount(rows: readonly ParityRow[]): string {
  const count = (state: ParityRow["state"]): number => rows.filter((row) => row.state === state).length;
  const differing = count("differs");
  const of = `of ${rows.length} ${rows.length === 1 ? "fact" : "facts"}`;
  const seen =
    differing === 0
      ? `is as production in ${count("same")} ${of}`
      : `differs from production in ${differing} ${of}`;
  const unseen = count("not_observed");
  return unseen === 0 ? seen : `${seen}; ${unseen} not observed`;
}

/** `celery.concurrency 1 (production 8)`, of rows of data with their ratio. */
export function differenceText({ fact, here, production, ratio }: ParityRow): string {
  const times = ratio === undefined ? "" : `, × ${ratioText(ratio)}`;
  return `${fact} ${here === null ? "not observed" : valueText(here)} (production ${valueText(production)}${times})`;
}

/** Here by production, two figures: `0.25`, `3`, `0.0018`. */
export function ratioText(ratio: number): string {
  return String(Number(ratio.toPrecision(2)));
}

export function valueText(value: ParityValue): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
