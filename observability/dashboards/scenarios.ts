// One row for each scenario of the plan: its endpoints, and a curve for each of its budgets with the budget as a line.

import { type CardName, cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { asCurve, askedGates, unitOf } from "./budgets.ts";
import { curve, figure, limitOf, type Panel, type Row } from "./panel.ts";
import { LOAD } from "./question.ts";
import type { Store } from "./store.ts";

export function scenarios(store: Store): Row[] {
  return askedGates().map(({ card, gates }) => ({
    title: cards[card].title,
    panels: [
      requests(card),
      latencies(card),
      ...gates.flatMap(({ budget, question }): Panel[] => {
        const asked = asCurve(question);
        if (asked === undefined || !store.canTell(asked)) return [];
        const panel = curve({
          key: budget.id,
          title: `${budget.id} ${budget.operator} ${budget.limit}`,
          means: `${budget.reason}. The line is that limit; k6 judges the whole run by it, and one window above it breaks nothing.`,
          unit: unitOf(budget),
          width: 8,
          limit: limitOf(budget),
          question: asked,
        });
        return [panel];
      }),
    ],
  }));
}

const requests = (card: CardName): Panel =>
  figure({
    key: `${card}_requests`,
    title: "Requests by endpoint",
    means: "How often the scenario asked each endpoint.",
    unit: "count",
    width: 12,
    question: { ask: "total", metric: "http_reqs", where: { ...LOAD, card }, by: "name" },
  });

const latencies = (card: CardName): Panel =>
  figure({
    key: `${card}_p95`,
    title: "p(95) by endpoint",
    means: "Of answers whose status is right, over the whole run.",
    unit: "ms",
    width: 12,
    question: {
      ask: "percentile",
      metric: "http_req_duration",
      where: { ...LOAD, card, expected_response: "true" },
      by: "name",
      share: 0.95,
    },
  });
