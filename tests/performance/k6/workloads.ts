// The grid of loads: a row is a card, a column a profile, a cell one or several k6 scenarios. scenarios.ts names them.

import type { CardName } from "./catalogue/cards.ts";
import type { Workloads } from "./workload.ts";
import { apiCrudWorkloads } from "./workloads/api-crud.ts";
import { authSessionsWorkloads } from "./workloads/auth-sessions.ts";
import { backgroundJobsWorkloads } from "./workloads/background-jobs.ts";
import { calendarStreamsWorkloads } from "./workloads/calendar-streams.ts";
import { documentUploadsWorkloads } from "./workloads/document-uploads.ts";
import { executiveAnalyticsWorkloads } from "./workloads/executive-analytics.ts";
import { htmxBurstsWorkloads } from "./workloads/htmx-bursts.ts";

export const workloads: Partial<Record<CardName, Workloads>> = {
  api_crud: apiCrudWorkloads,
  htmx_bursts: htmxBurstsWorkloads,
  background_jobs: backgroundJobsWorkloads,
  document_uploads: documentUploadsWorkloads,
  auth_sessions: authSessionsWorkloads,
  calendar_streams: calendarStreamsWorkloads,
  executive_analytics: executiveAnalyticsWorkloads,
};
