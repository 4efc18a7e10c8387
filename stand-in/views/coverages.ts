// Municipal coverages over REST: the one part of OBCMS's communities that can be created, read, updated and deleted.
// A municipality has one at most.

import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { createRecord, deleteRecord, listRecords, type Model, showRecord, updateRecord } from "./model.ts";

type Row = {
  name: string;
  province: string;
  municipality_type: string;
  province_code: string;
  region_name: string;
  region_code: string;
  is_active: number;
};

/** Optional fields that the stand-in does not keep: a record has about a hundred and fifty. */
const named = (names: string, value: unknown): Record<string, unknown> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, value]));
const unset = {
  ...named(
    `existing_support_programs obc_id source_document_reference purok_sitio specific_location proximity_to_barmm
    primary_ethnolinguistic_group other_ethnolinguistic_groups languages_spoken other_vulnerable_sectors
    primary_livelihoods secondary_livelihoods estimated_poverty_incidence access_formal_education access_als
    access_madrasah access_healthcare access_clean_water access_sanitation access_electricity access_roads_transport
    access_communication land_tenure_issues financial_access_level brief_historical_background origin_story
    migration_history cultural_practices_traditions religious_affiliation traditional_leaders_role
    cultural_preservation_efforts other_cultural_facilities formal_political_representation
    informal_leadership_structures community_organizations relationship_with_lgu participation_local_governance
    access_government_info governance_policy_challenges access_public_services_challenges
    land_ownership_security_issues economic_disparities social_instability_conflict cultural_miscommunication
    gender_inequality_issues substance_abuse_issues investment_scam_issues environmental_degradation other_challenges
    challenges_impact key_aspirations infrastructure_priorities livelihood_program_priorities education_priorities
    healthcare_priorities cultural_preservation_priorities peace_security_priorities specific_project_proposals
    unemployment_rate key_findings_last_assessment assessment_data_sources identified_gaps key_community_leaders
    relevant_lgu_officials community_leader leader_contact`,
    "",
  ),
  ...named(
    `total_obc_communities latitude longitude estimated_obc_population total_barangay_population households families
    children_0_9 adolescents_10_14 youth_15_30 adults_31_59 seniors_60_plus women_count solo_parents_count pwd_count
    farmers_count fisherfolk_count indigenous_peoples_count idps_count csos_count associations_count unemployed_count
    migrants_transients_count number_of_peoples_organizations number_of_cooperatives number_of_social_enterprises
    number_of_micro_enterprises number_of_unbanked_obc established_year needs_assessment_date deleted_at deleted_by
    average_household_size percentage_obc_in_barangay coordinates`,
    null,
  ),
  ...named("mosques_count madrasah_count asatidz_count religious_leaders_count total_age_demographics", 0),
  settlement_type: "village",
  auto_sync: true,
  is_deleted: false,
};

const coverage: Model<Row> = {
  noun: "MunicipalityCoverage",
  table: "coverage",
  fields: {
    municipality: { kind: "row", required: true, table: "municipality", id: "number" },
    community_names: { kind: "text" },
    notes: { kind: "text" },
    is_active: { kind: "truth", usual: true },
  },
  unique: {
    names: ["municipality"],
    at: "municipality",
    says: "Bangsamoro Municipality OBC with this municipality already exists.",
  },
  stamped: true,
  list: {
    columns: `coverage.*, municipality.name, municipality_type, province.name AS province, province.code AS province_code,
      region.name AS region_name, region.code AS region_code`,
    table: "coverage",
    joins: `JOIN municipality ON municipality.id = coverage.municipality
      JOIN province ON province.id = municipality.province_id JOIN region ON region.id = province.region_id`,
    searched: ["municipality.name", "province.name", "region.name"],
    filters: { municipality: { kind: "row", column: "coverage.municipality", table: "municipality" } },
    orderings: { municipality__name: "municipality.name", created_at: "coverage.created_at" },
    order: "municipality.position",
    toJson: ({ name, province, ...row }) => ({
      ...row,
      municipality_name: name,
      province_name: province,
      full_location: `${name}, ${province}`,
      ...unset,
      is_active: row.is_active === 1,
    }),
  },
};

export function listCoverages(call: Call, services: Services): Answer {
  return listRecords(coverage, call, services);
}

export function createCoverage(call: Call<never, User>, services: Services): Answer {
  return createRecord(coverage, call, services, { created_by: call.user.id }).answer;
}

export function showCoverage(call: Call<"id">, services: Services): Answer {
  return showRecord(coverage, call, services);
}

export function updateCoverage(call: Call<"id">, services: Services): Answer {
  return updateRecord(coverage, call, services);
}

export function deleteCoverage(call: Call<"id">, services: Services): Answer {
  return deleteRecord(coverage, call, services);
}
