// The plan's seven scenarios: priority, complexity, dependencies, prerequisites, and what one iteration asks for.
// A card without `requests` has no journey yet; every report lists it under "not tested".

import type { EndpointName } from "./endpoints.ts";

export type Card = {
  readonly section: number;
  readonly title: string;
  readonly priority: "CRITICAL" | "HIGH" | "MEDIUM";
  readonly complexity: "Simple" | "Moderate" | "Complex";
  readonly dependencies: readonly string[];
  readonly prerequisites: readonly string[];
  /** How many times one iteration of its journey calls each endpoint; minimum samples turn into iterations by it. */
  readonly requests?: Partial<Readonly<Record<EndpointName, number>>>;
};

export const cards = {
  api_crud: {
    section: 1,
    title: "Public & Authenticated API Requests",
    priority: "CRITICAL",
    complexity: "Moderate",
    dependencies: ["DRF endpoints", "authentication middleware", "rate-limit policies"],
    prerequisites: ["seeded database", "API client credentials", "seeded users per persona"],
    requests: {
      jwt_refresh: 1,
      health: 1,
      api_regions_list: 1,
      api_provinces_list: 1,
      api_municipalities_search: 1,
      api_barangays_list: 1,
      api_regions_unauthenticated: 1,
      communities_manage: 1,
      api_community_list: 1,
      api_community_create: 1,
      api_community_detail: 1,
      api_community_update: 1,
      api_community_delete: 1,
      api_coverage_list: 1,
      api_coverage_detail: 1,
      api_coverage_update: 1,
      api_coverage_delete: 1,
      api_coverage_create: 1,
      api_stakeholder_list: 1,
      api_stakeholder_create: 1,
      api_municipal_profiles: 1,
      api_engagement_type_create: 1,
      api_engagement_type_detail: 1,
      api_engagement_type_update: 1,
      api_engagement_type_delete: 1,
      api_message_template_create: 1,
      api_message_template_detail: 1,
      api_message_template_update: 1,
      api_message_template_delete: 1,
      api_contact_create: 1,
      api_contact_detail: 1,
      api_contact_update: 1,
      api_contact_delete: 1,
      api_organization_list: 1,
      api_organization_create: 1,
      api_organization_detail: 1,
      api_organization_update: 1,
      api_organization_delete: 1,
      api_partnership_list: 1,
      policies_manage: 1,
      policies_stats_cards: 1,
      policies_delete: 1,
      api_recommendation_create: 1,
      api_recommendation_list: 1,
      api_recommendation_detail: 1,
      api_recommendation_update: 1,
      api_recommendation_delete: 1,
      api_recommendation_statistics: 1,
      work_item_tree_root: 1,
      work_item_tree_children: 1,
      work_item_modal: 1,
      work_item_update_progress: 1,
      work_item_quick_create_child: 1,
      work_item_delete: 1,
      work_item_quick_create_refused: 1,
      monitoring_portfolio: 1,
      monitoring_portfolio_refused: 1,
      monitoring_work_items_tab: 1,
      monitoring_enable_tracking: 1,
      monitoring_distribute_budget: 1,
      monitoring_sync_progress: 1,
      api_scenario_rebalance: 1,
      api_obligation_forecast: 1,
      api_rebalance_refused: 1,
      api_users_search: 1,
      api_user_update: 1,
      api_user_update_refused: 1,
      planning_dashboard: 1,
      planning_budgeting: 1,
      budget_preparation_stats: 1,
      budget_alerts: 1,
      trends: 1,
      ocm_dashboard: 1,
      dashboard_metrics: 1,
      executive_analytics: 1,
      executive_forecasting: 1,
      budget_feedback: 1,
    },
  },
  htmx_bursts: {
    section: 2,
    title: "HTMX Interaction Bursts",
    priority: "HIGH",
    complexity: "Moderate",
    dependencies: ["HTMX endpoints", "partial templates", "HX-Trigger notifications"],
    prerequisites: ["representative user journeys, traced"],
  },
  background_jobs: {
    section: 3,
    title: "Background Workflow Entry Points",
    priority: "HIGH",
    complexity: "Moderate",
    dependencies: ["Celery task triggers over HTTP"],
    prerequisites: ["task queue in the test environment", "a way to watch worker throughput"],
  },
  document_uploads: {
    section: 4,
    title: "File Upload and Document Processing",
    priority: "MEDIUM",
    complexity: "Complex",
    dependencies: ["document upload endpoints", "storage adapters", "virus scanning hooks"],
    prerequisites: ["synthetic documents of production's median size", "temporary storage"],
  },
  auth_sessions: {
    section: 5,
    title: "Authentication & Session Resilience",
    priority: "MEDIUM",
    complexity: "Simple",
    dependencies: ["login endpoints", "JWT and session issuance", "refresh mechanisms"],
    prerequisites: ["test accounts for each role", "captcha or MFA bypass switch"],
  },
  calendar_streams: {
    section: 6,
    title: "Monitoring Calendar & WorkItem Streams",
    priority: "HIGH",
    complexity: "Moderate",
    dependencies: ["monitoring calendar feeds", "WorkItem sync APIs", "dashboard polling intervals"],
    prerequisites: ["staff accounts", "work items in various statuses", "calendar sharing enabled"],
  },
  executive_analytics: {
    section: 7,
    title: "Executive Analytics & Recommendations",
    priority: "MEDIUM",
    complexity: "Moderate",
    dependencies: ["trend analysis APIs", "budget feedback endpoints", "recommendation listings"],
    prerequisites: ["seeded analytics KPIs", "recommendation datasets", "cache warming scripts"],
  },
} as const satisfies Record<string, Card>;

export type CardName = keyof typeof cards;
export const cardNames = Object.keys(cards) as CardName[];

/** The cards that have a journey, hence may be asked for with `--scenario`. */
export function runnableCards(): CardName[] {
  return cardNames.filter((name) => "requests" in cards[name]);
}

/** Requests of one iteration of a card by endpoint, without the rows that the run leaves out. */
export function requestsPerIteration(
  card: CardName,
  isIncluded: (endpoint: EndpointName) => boolean,
): ReadonlyMap<EndpointName, number> {
  const requests = (cards[card] as Card).requests ?? {};
  return new Map(
    (Object.entries(requests) as [EndpointName, number][]).filter(([endpoint]) => isIncluded(endpoint)),
  );
}
