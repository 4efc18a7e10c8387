// Each card's own budgets, one file each in this folder.

import type { CardBudgets } from "../budget.ts";
import type { CardName } from "../cards.ts";
import { apiCrudBudgets } from "./api-crud.ts";
import { authSessionsBudgets } from "./auth-sessions.ts";
import { backgroundJobsBudgets } from "./background-jobs.ts";
import { calendarStreamsBudgets } from "./calendar-streams.ts";
import { documentUploadsBudgets } from "./document-uploads.ts";
import { executiveAnalyticsBudgets } from "./executive-analytics.ts";
import { htmxBurstsBudgets } from "./htmx-bursts.ts";

export const budgetsOfCard: Readonly<Record<CardName, CardBudgets>> = {
  api_crud: apiCrudBudgets,
  htmx_bursts: htmxBurstsBudgets,
  background_jobs: backgroundJobsBudgets,
  document_uploads: documentUploadsBudgets,
  auth_sessions: authSessionsBudgets,
  calendar_streams: calendarStreamsBudgets,
  executive_analytics: executiveAnalyticsBudgets,
};
