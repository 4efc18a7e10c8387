// All conformance cases in the order in which they run: later ones use what earlier ones kept. The doctor asks them of any
// target (`--contract`), the tests of the stand-in.

import type { Case } from "./case.ts";
import { lockCases, metricsCases, oldAddressCases, policyCases, signOutCases } from "./cases/around.ts";
import { backgroundCases } from "./cases/background.ts";
import { brokenCases } from "./cases/broken.ts";
import { calendarCases } from "./cases/calendar.ts";
import { documentCases } from "./cases/documents.ts";
import { analyticsCases } from "./cases/executive-analytics.ts";
import { fragmentCases, sidebarCases } from "./cases/htmx-bursts.ts";
import { openCases, signInCases, workItemCases } from "./cases/pages.ts";
import { permissionCases } from "./cases/permissions.ts";
import { accountCases, communityCases, coordinationCases } from "./cases/records.ts";
import { engagementTypeCases, recommendationCases, restCases, tokenCases } from "./cases/rest.ts";
import { executiveCases, scenarioCases, trackingCases, treeCases } from "./cases/work.ts";

export const cases: readonly Case[] = [
  ...openCases,
  ...tokenCases,
  ...restCases,
  ...engagementTypeCases,
  ...recommendationCases,
  ...workItemCases,
  ...calendarCases,
  ...communityCases,
  ...coordinationCases,
  ...accountCases,
  ...treeCases,
  ...fragmentCases,
  ...sidebarCases,
  ...trackingCases,
  ...backgroundCases,
  ...documentCases,
  ...scenarioCases,
  ...executiveCases,
  ...analyticsCases,
  ...brokenCases,
  ...permissionCases,
  ...signInCases,
  ...oldAddressCases,
  ...lockCases,
  ...metricsCases,
  ...policyCases,
  ...signOutCases,
];
