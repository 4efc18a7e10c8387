// All rows of the catalogue, and the name of each as a type.

import type { PathArguments } from "./endpoint.ts";
import { administrativeEndpoints } from "./endpoints/administrative.ts";
import { authEndpoints } from "./endpoints/auth.ts";
import { calendarEndpoints } from "./endpoints/calendar.ts";
import { commonEndpoints } from "./endpoints/common.ts";
import { communitiesEndpoints } from "./endpoints/communities.ts";
import { coordinationEndpoints } from "./endpoints/coordination.ts";
import { documentsEndpoints } from "./endpoints/documents.ts";
import { manaEndpoints } from "./endpoints/mana.ts";
import { monitoringEndpoints } from "./endpoints/monitoring.ts";
import { obcManagementEndpoints } from "./endpoints/obc-management.ts";
import { organizationsEndpoints } from "./endpoints/organizations.ts";
import { planningEndpoints } from "./endpoints/planning.ts";
import { policyTrackingEndpoints } from "./endpoints/policy-tracking.ts";
import { projectCentralEndpoints } from "./endpoints/project-central.ts";

export const endpoints = {
  ...authEndpoints,
  ...administrativeEndpoints,
  ...commonEndpoints,
  ...calendarEndpoints,
  ...communitiesEndpoints,
  ...coordinationEndpoints,
  ...organizationsEndpoints,
  ...policyTrackingEndpoints,
  ...manaEndpoints,
  ...monitoringEndpoints,
  ...planningEndpoints,
  ...projectCentralEndpoints,
  ...documentsEndpoints,
  ...obcManagementEndpoints,
} as const;

export type EndpointName = keyof typeof endpoints;
export type ArgumentsOf<Name extends EndpointName> = PathArguments<(typeof endpoints)[Name]["path"]>;
export const endpointNames = Object.keys(endpoints) as EndpointName[];
