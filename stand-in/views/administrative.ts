// The administrative hierarchy over REST: regions, provinces, municipalities, barangays. Read only here.

import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
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
