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
      api_regions_list: 1,
      api_provinces_list: 1,
      api_municipalities_search: 1,
      api_barangays_list: 1,
      api_engagement_type_create: 1,
      api_engagement_type_detail: 1,
      api_engagement_type_update: 1,
      api_engagement_type_delete: 1,
      api_recommendation_create: 1,
      work_item_tree_root: 1,
      work_item_tree_children: 1,
      work_item_modal: 1,
      work_item_update_progress: 1,
      trends: 1,
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

/** Requests of one iteration of a card by endpoint; rows that leave residue count only where that is allowed. */
export function requestsPerIteration(
  card: CardName,
  leavesResidue: (endpoint: EndpointName) => boolean,
  allowResidue: boolean,
): ReadonlyMap<EndpointName, number> {
  const requests = (cards[card] as Card).requests ?? {};
  return new Map(
    (Object.entries(requests) as [EndpointName, number][]).filter(
      ([endpoint]) => allowResidue || !leavesResidue(endpoint),
    ),
  );
}
