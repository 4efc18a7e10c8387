// The navigation of a signed-in page. It differs by role, so that pages differ in weight by role, as OBCMS's do.

import type { User } from "../http/call.ts";
import { may } from "../http/permissions.ts";
import { html, type Markup } from "./markup.ts";

type Section = { readonly title: string; readonly path: string; readonly entries: readonly string[] };

const EVERYONE: readonly Section[] = [
  {
    title: "Communities",
    path: "/communities",
    entries: [
      "Barangays",
      "Municipalities",
      "Provinces",
      "Stakeholders",
      "Livelihoods",
      "Infrastructure",
      "Map",
      "Add",
    ],
  },
  {
    title: "Assessments",
    path: "/mana",
    entries: [
      "Overview",
      "Regional",
      "Provincial",
      "Workshops",
      "Desk review",
      "Surveys",
      "Needs",
      "Playbook",
    ],
  },
  {
    title: "Coordination",
    path: "/coordination",
    entries: [
      "Organizations",
      "Partnerships",
      "Agreements",
      "Engagements",
      "Calendar",
      "Contacts",
      "Resources",
      "Leave",
    ],
  },
  {
    title: "Monitoring",
    path: "/monitoring",
    entries: [
      "Programmes",
      "Requests",
      "Own programmes",
      "Progress",
      "Budget",
      "Schedule",
      "Outcomes",
      "Reports",
    ],
  },
  {
    title: "Office",
    path: "/oobc-management",
    entries: ["Work items", "Calendar", "Staff", "Teams", "Performance", "Training", "Trends", "Documents"],
  },
];
const EXECUTIVE: Section = {
  title: "Executive",
  path: "/project-management",
  entries: [
    "Portfolio",
    "Alerts",
    "Budget matrix",
    "Gap analysis",
    "Policies",
    "Impact",
    "Scenarios",
    "Reports",
  ],
};
const ADMINISTRATION: Section = {
  title: "Administration",
  path: "/admin",
  entries: ["Users", "Approvals", "Roles", "Features", "Audit log", "Locks", "Jobs", "Settings"],
};

/** A menu is the same for all who may open the same sections, so each is made once. */
const menus = new Map<string, Markup>();

export function menuFor(user: User): Markup {
  const sections = [
    ...EVERYONE.filter(({ title }) => title !== "Monitoring" || may(user, "use_monitoring")),
    ...(may(user, "use_executive_pages") ? [EXECUTIVE] : []),
    ...(user.is_superuser === 1 ? [ADMINISTRATION] : []),
  ];
  const name = sections.map(({ title }) => title).join(" ");
  const menu = menus.get(name) ?? html`${sections.map(sectionMarkup)}`;
  menus.set(name, menu);
  return menu;
}

function sectionMarkup({ title, path, entries }: Section): Markup {
  return html`<details class="p-2 bg-gray-50 border-gray-200">
<summary class="p-2 text-gray-900">${icon()}<span class="ml-2">${title}</span></summary>
<ul class="m-0 p-2 gap-2">${entries.map((entry) => entryMarkup(`${path}/${slug(entry)}/`, entry, title))}</ul>
</details>
`;
}

function entryMarkup(href: string, entry: string, section: string): Markup {
  return html`<li class="p-2 md:p-4 border-gray-200 bg-gray-50 text-gray-700">
<a class="p-3 gap-3 text-blue-700 bg-gray-50 border-blue-200 md:p-4 lg:p-6" href="${href}" title="${entry} of ${section}"
 hx-get="${href}" hx-target="main" hx-push-url="true" hx-indicator="#loading" aria-label="Open ${entry} of ${section}">
${icon()}<span class="ml-2 text-gray-900">${entry}</span>
<small class="mt-1 text-gray-500">${section}: everything about ${entry.toLowerCase()}, with search, filters and export</small>
</a></li>
`;
}

/** Drawn inline, once for each entry, as icon sets without a sprite do. */
export function icon(): Markup {
  return html`<svg class="m-1 text-blue-600" viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor"
 stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M4 6h16M4 12h16M4 18h10"/><circle cx="19" cy="18" r="2"/></svg>`;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
