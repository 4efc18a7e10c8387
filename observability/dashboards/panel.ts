// A panel as data, and the functions that make each kind. draw.ts turns them into Grafana's.

import type { Budget } from "../../tests/performance/k6/catalogue/budgets.ts";
import type { Question } from "./question.ts";

export type Unit = "count" | "per_second" | "share" | "ms" | "bytes";

export type Panel = {
  /** Unique in its dashboard, and what its number is made of: links to a panel survive others that come and go. */
  readonly key: string;
  readonly title: string;
  /** Shown behind the panel's `i`, before the resolution. */
  readonly means: string;
  readonly kind: "figures" | "curve";
  readonly unit: Unit;
  readonly width: number;
  readonly asked: readonly Asked[];
  /** A line across a curve, or where a figure turns red. */
  readonly limit?: Limit;
};

/** In the unit of the panel. `breaks`: on which side of it a budget is broken. */
export type Limit = { readonly value: number; readonly breaks: "above" | "below" };

export type Asked = {
  readonly question: Question;
  /** Where one panel asks several things. */
  readonly label?: string;
  /** Where each of them has a limit and a unit of its own. */
  readonly limit?: Limit;
  readonly unit?: Unit;
};

export type Row = { readonly title: string; readonly panels: readonly Panel[] };

type Common = Pick<Panel, "title" | "means" | "unit"> & {
  readonly key: string;
  readonly question: Question;
  readonly width?: number;
  readonly limit?: Limit;
};

/** One figure of a run, or one for each value of the question's tag. */
export function figure({ question, width = 4, ...panel }: Common): Panel {
  return { ...panel, kind: "figures", width, asked: [{ question }] };
}

export function curve({ question, width = 12, ...panel }: Common): Panel {
  return { ...panel, kind: "curve", width, asked: [{ question }] };
}

/** Where the line of a budget lies. */
export function limitOf({ limit, operator }: Budget): Limit {
  // `== 0` is written as the first count that breaks it.
  if (operator === "==") return { value: limit + 1, breaks: "above" };
  return { value: limit, breaks: operator === "<" ? "above" : "below" };
}
