// Regions, provinces, municipalities, barangays: invented, with coordinates, since OBCMS asks services on the network
// for the coordinates of every municipality and barangay that lacks them, with pauses of a second and more.

import { madeOn } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { type Random, randomFor } from "./random.ts";
import { FIRST_ID, type Row } from "./row.ts";

const BARANGAYS_PER_MUNICIPALITY = 10;
const MUNICIPALITIES_PER_PROVINCE = 5;
const PROVINCES_PER_REGION = 5;
export const municipalityTypes = ["municipality", "city", "component_city", "independent_city"] as const;

const FIRST = ["Bag", "Cal", "Dat", "Kap", "Lam", "Mal", "Pan", "San", "Tal", "Tup"] as const;
const SECOND = ["a", "am", "an", "ata", "i", "il", "imb", "o", "ok", "ong"] as const;
const THIRD = ["an", "ay", "bao", "gan", "lan", "nao", "pan", "ron", "tan", "wan"] as const;

export function* geography(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "geography");
  const { barangays } = sizeOf(order);
  const municipalities = Math.ceil(barangays / BARANGAYS_PER_MUNICIPALITY);
  const provinces = Math.ceil(municipalities / MUNICIPALITIES_PER_PROVINCE);
  const regions = Math.ceil(provinces / PROVINCES_PER_REGION);
  const place = { is_active: true, ...madeOn(order.today) };
  for (let index = 0; index < regions; index += 1)
    yield {
      model: "common.region",
      pk: FIRST_ID + index,
      fields: {
        code: `PERF-${number(index)}`,
        name: `${nameOf(random)} Region ${index + 1}`,
        description: "Invented for load tests.",
        center_coordinates: coordinates(random),
        ...place,
      },
    };
  for (let index = 0; index < provinces; index += 1)
    yield {
      model: "common.province",
      pk: FIRST_ID + index,
      fields: {
        region: FIRST_ID + Math.floor(index / PROVINCES_PER_REGION),
        code: `PERF-PROVINCE-${number(index)}`,
        name: `${nameOf(random)} del ${index % 2 === 0 ? "Norte" : "Sur"}`,
        capital: nameOf(random),
        population_total: random.between(200_000, 900_000),
        center_coordinates: coordinates(random),
        ...place,
      },
    };
  for (let index = 0; index < municipalities; index += 1)
    yield {
      model: "common.municipality",
      pk: FIRST_ID + index,
      fields: {
        province: FIRST_ID + Math.floor(index / MUNICIPALITIES_PER_PROVINCE),
        code: `PERF-MUNICIPALITY-${number(index)}`,
        name: nameOf(random),
        municipality_type: municipalityTypes[index % municipalityTypes.length],
        population_total: random.between(20_000, 150_000),
        center_coordinates: coordinates(random),
        ...place,
      },
    };
  for (let index = 0; index < barangays; index += 1)
    yield {
      model: "common.barangay",
      pk: FIRST_ID + index,
      fields: {
        municipality: FIRST_ID + Math.floor(index / BARANGAYS_PER_MUNICIPALITY),
        code: `PERF-BARANGAY-${number(index)}`,
        name: nameOf(random),
        is_urban: random.next() < 0.2,
        population_total: random.between(800, 9_000),
        center_coordinates: coordinates(random),
        ...place,
      },
    };
}

const number = (index: number): string => String(index + 1).padStart(3, "0");

function nameOf(random: Random): string {
  return random.pick(FIRST) + random.pick(SECOND) + random.pick(THIRD);
}

/** Longitude before latitude, as GeoJSON and OBCMS have them; somewhere on Mindanao. */
function coordinates(random: Random): [number, number] {
  return [121 + random.between(0, 5_500) / 1000, 5.5 + random.between(0, 4_000) / 1000];
}
