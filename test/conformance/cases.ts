// All conformance cases in the order in which they run: later ones use what earlier ones kept.

import type { Case } from "./case.ts";
import { openCases, signInCases, workItemCases } from "./cases-pages.ts";
import { engagementTypeCases, recommendationCases, restCases, tokenCases } from "./cases-rest.ts";

export const cases: readonly Case[] = [
  ...openCases,
  ...tokenCases,
  ...restCases,
  ...engagementTypeCases,
  ...recommendationCases,
  ...workItemCases,
  ...signInCases,
];
