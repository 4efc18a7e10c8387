// Municipal profiles over REST: what the communities of a municipality add up to, with the record of the last sum.

import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { type List, listAnswer } from "./list.ts";

type Row = {
  id: number;
  municipality: number;
  municipality_name: string;
  province_name: string;
  region_name: string;
  communities: string;
  population: number;
  households: number;
  updated_at: string;
};

/** What is summed up, by section; the stand-in knows two of the figures, and the others are 0, as on a new OBCMS. */
const SECTIONS = {
  age_groups: "youth_15_30 adults_31_59 children_0_9 seniors_60_plus adolescents_10_14",
  livelihoods: `number_of_cooperatives number_of_unbanked_obc number_of_micro_enterprises number_of_social_enterprises
    number_of_peoples_organizations`,
  demographics: "families households estimated_obc_population total_barangay_population",
  vulnerable_groups: `pwd_count csos_count idps_count women_count farmers_count fisherfolk_count unemployed_count
    associations_count solo_parents_count indigenous_peoples_count migrants_transients_count`,
  religion_education: "asatidz_count mosques_count madrasah_count religious_leaders_count",
} as const;

const profiles: List<Row> = {
  columns: `coverage.id, municipality.id AS municipality, municipality.name AS municipality_name,
    province.name AS province_name, region.name AS region_name, coverage.updated_at,
    (SELECT json_group_array(community.id) FROM community JOIN barangay ON barangay.id = barangay_id
       WHERE municipality_id = municipality.id) AS communities,
    (SELECT coalesce(sum(estimated_population), 0) FROM community JOIN barangay ON barangay.id = barangay_id
       WHERE municipality_id = municipality.id) AS population,
    (SELECT coalesce(sum(households), 0) FROM community JOIN barangay ON barangay.id = barangay_id
       WHERE municipality_id = municipality.id) AS households`,
  table: "coverage",
  joins: `JOIN municipality ON municipality.id = coverage.municipality
    JOIN province ON province.id = municipality.province_id JOIN region ON region.id = province.region_id`,
  searched: ["municipality.name", "province.name"],
  filters: { municipality: { kind: "row", column: "municipality.id", table: "municipality" } },
  orderings: { municipality__name: "municipality.name" },
  order: "municipality.name",
  toJson,
};

export function listMunicipalProfiles(call: Call, services: Services): Answer {
  return listAnswer(profiles, call, services);
}

function toJson({ communities, population, households, updated_at, ...place }: Row): unknown {
  const ids = JSON.parse(communities) as number[];
  const known: Record<string, number> = { estimated_obc_population: population, households };
  const sections = Object.fromEntries(
    Object.entries(SECTIONS).map(([section, names]) => [section, figures(names.split(/\s+/), known)]),
  );
  const metadata = {
    barangay_count: ids.length,
    community_count: ids.length,
    last_source_update: updated_at,
  };
  const metrics = { metadata, sections, discrepancies: {} };
  const flat = Object.assign({}, ...Object.values(sections)) as Record<string, number>;
  const diff = {
    metrics: change(known),
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, after]) => [name, { after, before: null }]),
    ),
  };
  const payload = {
    diff,
    after: metrics,
    before: {},
    metadata,
    timestamp: updated_at,
    communities: ids,
    municipality: place.municipality,
    discrepancies: {},
    barangay_count: ids.length,
    aggregated_flat: flat,
    aggregated_metrics: metrics,
    aggregation_version: 1,
  };
  const entry = {
    id: place.id,
    change_type: "aggregated",
    payload,
    diff,
    changed_by: null,
    changed_by_display: null,
    note: "Summed up when a barangay was saved",
    created_at: updated_at,
  };
  return {
    ...place,
    aggregated_metrics: metrics,
    reported_metrics: {},
    reported_notes: "",
    history: [entry],
    last_aggregated_at: updated_at,
    last_reported_update: null,
    aggregation_version: 1,
    is_locked: false,
    created_at: updated_at,
    updated_at,
  };
}

function figures(names: readonly string[], known: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, known[name] ?? 0]));
}

function change(known: Readonly<Record<string, number>>): unknown {
  return Object.fromEntries(
    Object.entries(known).map(([name, after]) => [name, { after, delta: after, before: 0 }]),
  );
}
