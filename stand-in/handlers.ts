// One handler per catalogue row: a row without one does not compile, nor does a handler that asks for an argument
// which the row's path does not have, or for a user where the row lets anybody in.

import type { PathArgument } from "../tests/performance/k6/catalogue/endpoint.ts";
import type { EndpointName, endpoints } from "../tests/performance/k6/catalogue/endpoints.ts";
import type { Answer } from "./http/answer.ts";
import type { Call, Services, User } from "./http/call.ts";
import { serverError } from "./http/errors.ts";
import { redirectToItself } from "./http/old-addresses.ts";
import { listBarangays, listProvinces, listRegions, searchMunicipalities } from "./views/administrative.ts";
import { showBudgetExecution, showBudgetMatrix, showGapAnalysis } from "./views/budget-matrix.ts";
import { forecastObligations, rebalance } from "./views/budget-scenarios.ts";
import {
  showCalendarIcs,
  showCalendarJson,
  showCalendarPage,
  showInitiatives,
  showSharedCalendar,
  updateEvent,
} from "./views/calendar.ts";
import { showCalendarFeed } from "./views/calendar-feed.ts";
import { manageCommunities } from "./views/communities.ts";
import { createContact, deleteContact, showContact, updateContact } from "./views/contacts.ts";
import {
  createCoverage,
  deleteCoverage,
  listCoverages,
  showCoverage,
  updateCoverage,
} from "./views/coverages.ts";
import { showActivity, showAlerts, showDashboard, showStatsCards } from "./views/dashboard.ts";
import {
  deleteDocument,
  downloadDocument,
  listDocuments,
  showDocument,
  showDocumentStatistics,
  uploadDocument,
} from "./views/documents.ts";
import {
  createEngagementType,
  deleteEngagementType,
  listEngagementTypes,
  showEngagementType,
  updateEngagementType,
} from "./views/engagement-types.ts";
import {
  showBudgetAlerts,
  showDashboardMetrics,
  showOversight,
  showPlanning,
  showPlanningBudgeting,
  showProposalStats,
} from "./views/executive.ts";
import { showHealth, showReadiness } from "./views/health.ts";
import { showLogin, signOut, submitLogin } from "./views/login.ts";
import { showAssessmentCards } from "./views/mana.ts";
import {
  createMessageTemplate,
  deleteMessageTemplate,
  showMessageTemplate,
  updateMessageTemplate,
} from "./views/message-templates.ts";
import { listAgencyPpas, showPortfolio } from "./views/monitoring.ts";
import { listMunicipalProfiles } from "./views/municipal-profiles.ts";
import { createOrganization, listOrganizations } from "./views/organizations.ts";
import { showConsolidatedBudget, showPerformance, showPlanningOverview } from "./views/oversight.ts";
import {
  deletePolicy,
  managePolicies,
  showNewPolicy,
  showPolicyArea,
  showPolicyCards,
  showPolicyHome,
  showPolicyPrograms,
  showPolicyServices,
} from "./views/policies.ts";
import { generateAlerts, listAlerts } from "./views/project-alerts.ts";
import { listProgrammes, showPortfolioOfProjects } from "./views/projects.ts";
import { createRecommendation } from "./views/recommendations.ts";
import { createStakeholder, listStakeholders } from "./views/stakeholders.ts";
import { obtainToken, refreshToken } from "./views/token.ts";
import { distributeBudget, enableTracking, showWorkItemsTab, syncProgress } from "./views/tracking.ts";
import { showTrends } from "./views/trends.ts";
import { listUsers, updateUser } from "./views/users.ts";
import {
  askBeforeDeletion,
  createWorkItem,
  saveEdit,
  showCreateForm,
  showDetail,
  showEditForm,
} from "./views/work-item-sidebar.ts";
import { deleteWorkItem, quickCreateChild } from "./views/work-item-tree.ts";
import { showModal, showTreeChildren, showWorkItems, updateProgress } from "./views/work-items.ts";

type Row<Name extends EndpointName> = (typeof endpoints)[Name];
type Who<SignIn> = SignIn extends "none" ? User | undefined : User;

export type Handler<Argument extends string = never, Asker = User | undefined> = (
  call: Call<Argument, Asker>,
  services: Services,
) => Answer;

/** A refusal is what another row of the same path answers to somebody who may not: it has no handler of its own. */
export type HandledName = {
  [Name in EndpointName]: Row<Name>["access"] extends "refusal" ? never : Name;
}[EndpointName];

const templateFails = (): Answer => serverError("TemplateSyntaxError");
const modelFails = (): Answer => serverError("FieldError");

export const handlers = {
  jwt_obtain: obtainToken,
  jwt_refresh: refreshToken,
  login_page: showLogin,
  login_submit: submitLogin,
  logout: signOut,
  api_regions_list: listRegions,
  api_provinces_list: listProvinces,
  api_municipalities_search: searchMunicipalities,
  api_barangays_list: listBarangays,
  api_users_search: listUsers,
  api_user_update: updateUser,
  communities_manage: manageCommunities,
  api_community_list: redirectToItself,
  api_community_create: redirectToItself,
  api_community_detail: redirectToItself,
  api_community_update: redirectToItself,
  api_community_delete: redirectToItself,
  api_coverage_list: listCoverages,
  api_coverage_detail: showCoverage,
  api_coverage_update: updateCoverage,
  api_coverage_delete: deleteCoverage,
  api_coverage_create: createCoverage,
  api_stakeholder_list: listStakeholders,
  api_stakeholder_create: createStakeholder,
  api_municipal_profiles: listMunicipalProfiles,
  api_engagement_type_create: createEngagementType,
  api_engagement_types_search: listEngagementTypes,
  api_engagement_type_detail: showEngagementType,
  api_engagement_type_update: updateEngagementType,
  api_engagement_type_delete: deleteEngagementType,
  api_message_template_create: createMessageTemplate,
  api_message_template_detail: showMessageTemplate,
  api_message_template_update: updateMessageTemplate,
  api_message_template_delete: deleteMessageTemplate,
  api_contact_create: createContact,
  api_contact_detail: showContact,
  api_contact_update: updateContact,
  api_contact_delete: deleteContact,
  api_organization_list: listOrganizations,
  api_organization_create: createOrganization,
  api_organization_detail: redirectToItself,
  api_organization_update: redirectToItself,
  api_organization_delete: redirectToItself,
  api_partnership_list: modelFails,
  policies_manage: managePolicies,
  policies_stats_cards: showPolicyCards,
  policies_home: showPolicyHome,
  policies_manage_all: managePolicies,
  policies_filtered: managePolicies,
  policies_by_area: showPolicyArea,
  policies_programs: showPolicyPrograms,
  policies_services: showPolicyServices,
  policies_new: showNewPolicy,
  policies_delete: deletePolicy,
  api_recommendation_create: createRecommendation,
  api_recommendation_list: modelFails,
  api_recommendation_detail: modelFails,
  api_recommendation_update: modelFails,
  api_recommendation_delete: modelFails,
  api_recommendation_statistics: modelFails,
  work_item_tree_root: showWorkItems,
  work_item_tree_children: showTreeChildren,
  work_item_modal: showModal,
  work_item_sidebar_detail: showDetail,
  work_item_sidebar_edit_form: showEditForm,
  work_item_sidebar_edit_submit: saveEdit,
  work_item_sidebar_create_form: showCreateForm,
  work_item_sidebar_create: createWorkItem,
  work_item_delete_modal: askBeforeDeletion,
  work_item_update_progress: updateProgress,
  work_item_quick_create_child: quickCreateChild,
  work_item_delete: deleteWorkItem,
  monitoring_portfolio: showPortfolio,
  monitoring_agency_ppas: listAgencyPpas,
  monitoring_work_items_tab: showWorkItemsTab,
  monitoring_enable_tracking: enableTracking,
  monitoring_distribute_budget: distributeBudget,
  monitoring_sync_progress: syncProgress,
  api_scenario_rebalance: rebalance,
  api_obligation_forecast: forecastObligations,
  project_alerts: listAlerts,
  alerts_generate_now: generateAlerts,
  planning_dashboard: showPlanning,
  planning_budgeting: showPlanningBudgeting,
  budget_preparation_stats: showProposalStats,
  budget_alerts: showBudgetAlerts,
  dashboard_page: showDashboard,
  dashboard_stats_cards: showStatsCards,
  dashboard_activity: showActivity,
  dashboard_alerts: showAlerts,
  dashboard_metrics: showDashboardMetrics,
  mana_stats_cards: showAssessmentCards,
  trends: showTrends,
  calendar_page: showCalendarPage,
  calendar_feed_json: showCalendarJson,
  calendar_feed_ics: showCalendarIcs,
  calendar_work_items_feed_month: showCalendarFeed,
  oobc_initiatives_feed: showInitiatives,
  calendar_event_update: updateEvent,
  calendar_shared_link: showSharedCalendar,
  ocm_dashboard: showOversight,
  ocm_consolidated_budget: showConsolidatedBudget,
  ocm_planning_overview: showPlanningOverview,
  ocm_performance: showPerformance,
  policy_budget_matrix: showBudgetMatrix,
  gap_analysis: showGapAnalysis,
  budget_execution_dashboard: showBudgetExecution,
  budget_pending_approvals: modelFails,
  budget_recent_transactions: modelFails,
  project_portfolio: showPortfolioOfProjects,
  project_ppas: listProgrammes,
  project_budget: () => serverError("TemplateDoesNotExist"),
  project_analytics: modelFails,
  executive_analytics: templateFails,
  executive_forecasting: templateFails,
  executive_impact: () => serverError("ImportError"),
  budget_feedback: () => serverError("AttributeError"),
  transparency: () => serverError("AttributeError"),
  document_list: listDocuments,
  document_statistics: showDocumentStatistics,
  document_upload: uploadDocument,
  document_detail: showDocument,
  document_download: downloadDocument,
  document_delete: deleteDocument,
  health: showHealth,
  readiness: showReadiness,
} as const satisfies {
  readonly [Name in HandledName]: Handler<PathArgument<Row<Name>["path"]>, Who<Row<Name>["signIn"]>>;
};
