// The page that lists communities of barangays, ten at a time, with filters by place.

import type { Database } from "../database.ts";
import { constantPart } from "../html/constant-part.ts";
import { dataRow, dataTable } from "../html/data-table.ts";
import { html, type Markup } from "../html/markup.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { pageAnswer } from "./page.ts";

const PER_PAGE = 10;

type Community = {
  id: number;
  name: string;
  estimated_population: number;
  households: number;
  stakeholders: number;
  barangay: string;
  municipality: string;
  province: string;
};

export function manageCommunities(call: Call<never, User>, services: Services): Answer {
  const { database } = services;
  const page = Math.max(1, Math.trunc(Number(call.query.get("page")) || 1));
  const count = database.row<{ count: number }>("SELECT count(*) AS count FROM community")?.count ?? 0;
  const communities = database.rows<Community>(
    `SELECT community.id, community.name, estimated_population, households, barangay.name AS barangay,
       municipality.name AS municipality, province.name AS province,
       (SELECT count(*) FROM stakeholder WHERE stakeholder.community = community.id) AS stakeholders
       FROM community JOIN barangay ON barangay.id = barangay_id JOIN municipality ON municipality.id = municipality_id
       JOIN province ON province.id = province_id ORDER BY community.id LIMIT ${PER_PAGE} OFFSET ?`,
    (page - 1) * PER_PAGE,
  );
  const content = html`<h1 class="text-gray-900">Communities</h1><p>${count} communities</p>${constantPart(
    database,
    "filters of communities",
    () => filters(database),
  )}${dataTable(
    ["Barangay", "Community", "Municipality", "Province", "People", "Households", "Stakeholders", "Actions"],
    communities.map(row),
  )}`;
  return pageAnswer(call, services, { title: "Manage Barangay OBC - OBC Management System", content });
}

function row(one: Community): Markup {
  const href = `/communities/${one.id}/`;
  return dataRow(
    [
      one.barangay,
      one.name,
      one.municipality,
      one.province,
      one.estimated_population,
      one.households,
      one.stakeholders,
    ],
    [
      { title: "View", href, hue: "blue" },
      { title: "Edit", href: `${href}edit/`, hue: "emerald" },
      { title: "Delete", href: `${href}delete/`, hue: "red" },
    ],
  );
}

function filters(database: Database): Markup {
  const places = database.rows<{ id: number; name: string; municipality: string }>(
    `SELECT barangay.id, barangay.name, municipality.name AS municipality FROM barangay
       JOIN municipality ON municipality.id = municipality_id ORDER BY barangay.position`,
  );
  return html`<form class="p-4 bg-gray-50 border-gray-200" role="search"><label class="text-gray-700">Barangay
<select class="p-3 border-gray-300" name="barangay"><option value="">All</option>${places.map(
    ({ id, name, municipality }) => html`<option value="${id}">${name}, ${municipality}</option>
`,
  )}</select></label><button class="p-3 bg-blue-600 text-gray-50">Apply</button></form>`;
}
