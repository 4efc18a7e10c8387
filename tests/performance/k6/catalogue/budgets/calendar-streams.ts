// Plan §6: the budgets of this card alone. Read by budgets/of-card.ts.

import type { CardBudgets } from "../budget.ts";

export const calendarStreamsBudgets: CardBudgets = {};
