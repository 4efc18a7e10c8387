// Regions, provinces, municipalities, barangays. Names of regions and provinces are real, all below is invented.

import type { Database } from "../database.ts";
import type { Random } from "../random.ts";

const REGIONS = [
  [
    "IX",
    "Zamboanga Peninsula",
    ["Basilan", "Sulu", "Zamboanga del Norte", "Zamboanga del Sur", "Zamboanga Sibugay"],
  ],
  [
    "X",
    "Northern Mindanao",
    ["Bukidnon", "Camiguin", "Lanao del Norte", "Misamis Occidental", "Misamis Oriental"],
  ],
  [
    "XI",
    "Davao Region",
    ["Davao de Oro", "Davao del Norte", "Davao del Sur", "Davao Occidental", "Davao Oriental"],
  ],
  ["XII", "SOCCSKSARGEN", ["Cotabato", "General Santos", "Sarangani", "South Cotabato", "Sultan Kudarat"]],
] as const;
const MUNICIPALITIES_PER_PROVINCE = 6;
const BARANGAYS_PER_MUNICIPALITY = 8;

const FIRST = ["Bag", "Cal", "Dat", "Kap", "Lam", "Mal", "Pan", "San", "Tal", "Tup"] as const;
const SECOND = ["a", "am", "an", "ata", "i", "il", "imb", "o", "ok", "ong"] as const;
const THIRD = ["an", "ay", "bao", "gan", "lan", "nao", "pan", "ron", "tan", "wan"] as const;
const KINDS = ["municipality", "municipality", "municipality", "component_city", "independent_city"] as const;

export function seedGeography(database: Database, random: Random, scaled: (count: number) => number): void {
  for (const [code, name, provinces] of REGIONS) {
    const description = `${name} (Region ${code}): ${provinces.join(", ")}. Invented figures for load tests.`;
    const region = database.run(
      "INSERT INTO region (code, name, description, position) VALUES (?, ?, ?, ?)",
      code,
      name,
      description,
      code,
    );
    for (const province of provinces) {
      seedProvince(database, random, {
        name: province,
        code: `${code}-${shout(province)}`,
        regionId: region.id,
        scaled,
      });
    }
  }
}

type Province = { name: string; code: string; regionId: number; scaled: (count: number) => number };

function seedProvince(database: Database, random: Random, { name, code, regionId, scaled }: Province): void {
  const names = distinctNames(random, MUNICIPALITIES_PER_PROVINCE);
  const [regionCode] = code.split("-");
  const province = database.run(
    "INSERT INTO province (region_id, code, name, capital, position) VALUES (?, ?, ?, ?, ?)",
    regionId,
    code,
    name,
    names[0] ?? name,
    `${regionCode}|${name}`,
  );
  names.forEach((municipality, index) => {
    const position = `${regionCode}|${name}|${municipality}`;
    const { id } = database.run(
      "INSERT INTO municipality (province_id, code, name, municipality_type, position) VALUES (?, ?, ?, ?, ?)",
      province.id,
      `${code}-${shout(municipality)}`,
      municipality,
      random.pick(KINDS),
      position,
    );
    // Every third has one more: 120 municipalities then hold 1,000 barangays at scale 1.
    const count = scaled(BARANGAYS_PER_MUNICIPALITY + (index % 3 === 0 ? 1 : 0));
    for (const barangay of distinctNames(random, count)) {
      database.run(
        "INSERT INTO barangay (municipality_id, code, name, is_urban, position) VALUES (?, ?, ?, ?, ?)",
        id,
        `${code}-${shout(municipality)}-${shout(barangay)}`,
        barangay,
        random.next() < 0.2 ? 1 : 0,
        `${position}|${barangay}`,
      );
    }
  });
}

function distinctNames(random: Random, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const name = random.pick(FIRST) + random.pick(SECOND) + random.pick(THIRD);
    // A thousand combinations: a larger scale needs numbers behind the names.
    names.add(names.has(name) ? `${name} ${names.size}` : name);
  }
  return [...names];
}

function shout(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, "-");
}
