// One handler per catalogue row: a row without one does not compile, nor does a handler that asks for an argument
// which the row's path does not have, or for a user where the row lets anybody in.

import type { Endpoint, PathArgument } from "../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../tests/performance/k6/catalogue/endpoints.ts";
import type { Answer } from "./http/answer.ts";
import type { Call, Services, User } from "./http/call.ts";
import { serverError } from "./http/errors.ts";
import { listBarangays, listProvinces, listRegions, searchMunicipalities } from "./views/administrative.ts";
import { showDashboard } from "./views/dashboard.ts";
import {
  createEngagementType,
  deleteEngagementType,
  listEngagementTypes,
  showEngagementType,
  updateEngagementType,
} from "./views/engagement-types.ts";
import { showHealth, showReadiness } from "./views/health.ts";
import { showLogin, submitLogin } from "./views/login.ts";
import { createRecommendation } from "./views/recommendations.ts";
import { obtainToken, refreshToken } from "./views/token.ts";
import { showTrends } from "./views/trends.ts";
import { showModal, showTreeChildren, showWorkItems, updateProgress } from "./views/work-items.ts";

type Row<Name extends EndpointName> = (typeof endpoints)[Name];
type Who<SignIn> = SignIn extends "none" ? User | undefined : User;

export type Handler<Argument extends string = never, Asker = User | undefined> = (
  call: Call<Argument, Asker>,
  services: Services,
) => Answer;

export const handlers = {
  jwt_obtain: obtainToken,
  jwt_refresh: refreshToken,
  login_page: showLogin,
  login_submit: submitLogin,
  api_regions_list: listRegions,
  api_provinces_list: listProvinces,
  api_municipalities_search: searchMunicipalities,
  api_barangays_list: listBarangays,
  work_item_tree_root: showWorkItems,
  work_item_tree_children: showTreeChildren,
  work_item_modal: showModal,
  work_item_update_progress: updateProgress,
  trends: showTrends,
  api_engagement_type_create: createEngagementType,
  api_engagement_type_detail: showEngagementType,
  api_engagement_type_update: updateEngagementType,
  api_engagement_type_delete: deleteEngagementType,
  api_recommendation_create: createRecommendation,
  health: showHealth,
  readiness: showReadiness,
} as const satisfies {
  readonly [Name in EndpointName]: Handler<PathArgument<Row<Name>["path"]>, Who<Row<Name>["signIn"]>>;
};

/** What OBCMS also answers at a catalogue path, or right after sign-in, and the catalogue does not ask for. */
export const companions = [
  {
    method: "GET",
    path: endpoints.api_engagement_type_create.path,
    signIn: "jwt",
    handle: listEngagementTypes,
  },
  {
    method: "PUT",
    path: endpoints.api_engagement_type_update.path,
    signIn: "jwt",
    handle: updateEngagementType,
  },
  // The list of recommendations fails on OBCMS: its serializer names fields that the model does not have.
  { method: "GET", path: endpoints.api_recommendation_create.path, signIn: "jwt", handle: serverError },
  { method: "GET", path: endpoints.login_submit.expects.redirect, signIn: "session", handle: showDashboard },
] as const satisfies readonly (Pick<Endpoint, "method" | "path" | "signIn"> & {
  handle: Handler<"id", User>;
})[];
