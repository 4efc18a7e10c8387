// The administrative hierarchy over REST: regions, provinces, municipalities, barangays. Read only here.

import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { isActive } from "./filters.ts";
import { type List, listAnswer } from "./list.ts";

type Place = { id: number; code: string; name: string };
type Region = Place & { description: string; province_count: number };
type Province = Place & {
  capital: string;
  region_name: string;
  region_code: string;
  municipality_count: number;
};
type Municipality = Place & {
  municipality_type: string;
  province_name: string;
  region_name: string;
  region_code: string;
  barangay_count: number;
};
type Barangay = Place & {
  is_urban: number;
  municipality_name: string;
  province_name: string;
  region_name: string;
  region_code: string;
};

const MUNICIPALITY_TYPES = ["municipality", "city", "component_city", "independent_city"] as const;

const TO_REGION = "JOIN region ON region.id = province.region_id";
const TO_PROVINCE = `JOIN province ON province.id = municipality.province_id ${TO_REGION}`;
const TO_MUNICIPALITY = `JOIN municipality ON municipality.id = barangay.municipality_id ${TO_PROVINCE}`;
const REGION_COLUMNS = "region.name AS region_name, region.code AS region_code";

const regions: List<Region> = {
  columns:
    "id, code, name, description, (SELECT count(*) FROM province WHERE region_id = region.id) AS province_count",
  table: "region",
  joins: "",
  searched: ["code", "name", "description"],
  filters: { is_active: isActive },
  orderings: { code: "code", name: "name", created_at: "id" },
  order: "position",
  toJson: ({ id, code, name, description, province_count }) => {
    return { id, code, name, description, is_active: true, province_count };
  },
};

const provinces: List<Province> = {
  columns: `province.id, province.code, province.name, capital, ${REGION_COLUMNS},
    (SELECT count(*) FROM municipality WHERE province_id = province.id) AS municipality_count`,
  table: "province",
  joins: TO_REGION,
  searched: ["province.code", "province.name", "capital", "region.name"],
  filters: { region: { kind: "row", column: "province.region_id", table: "region" }, is_active: isActive },
  orderings: { name: "province.name", region__code: "region.code", created_at: "province.id" },
  order: "province.position",
  toJson: ({ id, code, name, capital, region_name, region_code, municipality_count }) => {
    const full_path = `Region ${region_code} > ${name}`;
    return {
      id,
      code,
      name,
      capital,
      is_active: true,
      region_name,
      region_code,
      municipality_count,
      full_path,
    };
  },
};

const municipalities: List<Municipality> = {
  columns: `municipality.id, municipality.code, municipality.name, municipality_type, province.name AS province_name,
    ${REGION_COLUMNS}, (SELECT count(*) FROM barangay WHERE municipality_id = municipality.id) AS barangay_count`,
  table: "municipality",
  joins: TO_PROVINCE,
  searched: ["municipality.code", "municipality.name", "province.name", "region.name"],
  filters: {
    province: { kind: "row", column: "municipality.province_id", table: "province" },
    municipality_type: { kind: "choice", column: "municipality_type", choices: MUNICIPALITY_TYPES },
    is_active: isActive,
  },
  orderings: {
    name: "municipality.name",
    municipality_type: "municipality_type",
    created_at: "municipality.id",
  },
  order: "municipality.position",
  toJson: ({
    id,
    code,
    name,
    municipality_type,
    province_name,
    region_name,
    region_code,
    barangay_count,
  }) => {
    const place = {
      id,
      code,
      name,
      municipality_type,
      is_active: true,
      province_name,
      region_name,
      barangay_count,
    };
    return { ...place, full_path: `Region ${region_code} > ${province_name} > ${name}` };
  },
};

const barangays: List<Barangay> = {
  columns: `barangay.id, barangay.code, barangay.name, is_urban, municipality.name AS municipality_name,
    province.name AS province_name, ${REGION_COLUMNS}`,
  table: "barangay",
  joins: TO_MUNICIPALITY,
  searched: ["barangay.code", "barangay.name", "municipality.name", "province.name", "region.name"],
  filters: {
    municipality: { kind: "row", column: "barangay.municipality_id", table: "municipality" },
    is_urban: { kind: "truth", column: "is_urban" },
    is_active: isActive,
  },
  orderings: { name: "barangay.name", is_urban: "is_urban", created_at: "barangay.id" },
  order: "barangay.position",
  toJson: ({ id, code, name, is_urban, municipality_name, province_name, region_name, region_code }) => {
    const full_path = `Region ${region_code} > ${province_name} > ${municipality_name} > Barangay ${name}`;
    const place = { id, code, name, is_urban: is_urban === 1, is_active: true };
    return { ...place, municipality_name, province_name, region_name, full_path };
  },
};

export function listRegions(call: Call, services: Services): Answer {
  return listAnswer(regions, call, services);
}

export function listProvinces(call: Call, services: Services): Answer {
  return listAnswer(provinces, call, services);
}

export function searchMunicipalities(call: Call, services: Services): Answer {
  return listAnswer(municipalities, call, services);
}

export function listBarangays(call: Call, services: Services): Answer {
  return listAnswer(barangays, call, services);
}
