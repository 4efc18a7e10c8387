// Plan §7: the budgets of this card alone. Read by budgets/of-card.ts.

import type { CardBudgets } from "../budget.ts";

export const executiveAnalyticsBudgets: CardBudgets = {};
