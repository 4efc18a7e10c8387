// Every mutant, card by card. `npm run mutants` shows them, test/load/mutants.test.ts asserts them.

import { apiCrudMutants } from "./api-crud.ts";
import { authSessionsMutants } from "./auth-sessions.ts";
import { backgroundJobsMutants } from "./background-jobs.ts";
import { calendarStreamsMutants } from "./calendar-streams.ts";
import { documentUploadsMutants } from "./document-uploads.ts";
import { executiveAnalyticsMutants } from "./executive-analytics.ts";
import { htmxBurstsMutants } from "./htmx-bursts.ts";
import type { Mutant } from "./mutant.ts";

export const mutants: readonly Mutant[] = [
  ...apiCrudMutants,
  ...htmxBurstsMutants,
  ...backgroundJobsMutants,
  ...documentUploadsMutants,
  ...authSessionsMutants,
  ...calendarStreamsMutants,
  ...executiveAnalyticsMutants,
];
