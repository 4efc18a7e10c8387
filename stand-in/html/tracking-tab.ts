// The tab with the work items of a programme: its figures when it is tracked, or the templates to begin with.

import type { User } from "../http/call.ts";
import type { TrackedEntry } from "../views/tracking.ts";
import { figureCards, pesos } from "./data-table.ts";
import { html, type Markup } from "./markup.ts";
import { icon } from "./menu.ts";
import { words } from "./work-item-rows.ts";

type TabParts = {
  readonly entry: TrackedEntry;
  readonly items: number;
  /** Pesos that are given to work items. */
  readonly allocated: number;
  readonly people: readonly User[];
};

const TEMPLATES = {
  Programme: ["Planning 20%", "Implementation 60%", "Evaluation 20%"],
  Activity: ["Preparation 15%", "Execution 75%", "Completion 10%"],
  Milestones: ["One work item for each milestone date"],
  Minimal: ["A single task"],
} as const;

export function trackingTab(parts: TabParts): Markup {
  const { entry, people } = parts;
  const isTracked = entry.execution_project_id !== null;
  return html`<div id="work-items-tab-container" class="p-4" data-entry="${entry.id}">
${isTracked ? tracked(parts) : untracked(entry)}
<form class="mt-8 p-6 bg-gray-50 border-gray-200" aria-label="New work item" hx-post="/oobc-management/work-items/sidebar/create/">
<label class="text-gray-700">Title <input class="p-3 border-gray-300" name="title" required></label>
<fieldset class="p-4"><legend class="text-gray-500">Who works on it</legend>${people.map(
    ({ id, username, user_type }) => html`<label class="p-2 mb-1 bg-gray-100 text-gray-700 border-gray-200">
<input type="checkbox" class="mr-2" name="assignees" value="${id}"><span class="ml-2 text-gray-900">${username}</span>
<small class="ml-2 text-gray-500">${words(user_type)}</small></label>
`,
  )}</fieldset><button class="p-3 bg-blue-600 text-gray-50">${icon()}Add</button></form></div>
`;
}

function tracked({ entry, items, allocated }: TabParts): Markup {
  const variance = entry.budget === 0 ? 0 : (100 * (allocated - entry.budget)) / entry.budget;
  return html`${figureCards([
    {
      title: "Total budget",
      value: pesos(allocated),
      parts: { "Budget of the programme": pesos(entry.budget) },
    },
    { title: "Work items", value: items },
    { title: "Completion", value: `${entry.progress}%` },
    { title: "Variance", value: `${variance.toFixed(1)}%` },
  ])}
<h3 class="text-gray-900">${entry.title} - Execution Plan</h3>
${action(entry.id, "distribute-budget", "Distribute budget")}${action(entry.id, "sync-progress", "Synchronise progress")}
${allocations(items, allocated)}`;
}

function allocations(items: number, allocated: number): Markup {
  const share = allocated / Math.max(1, items - 1);
  return html`<ul class="gap-2">${Array.from(
    { length: items - 1 },
    (
      _,
      index,
    ) => html`<li class="p-3 mb-2 bg-gray-50 border-gray-200">${icon()}<span class="ml-2 text-gray-900">Work item ${index + 1}</span>
<span class="ml-4 text-emerald-600">${pesos(share)}</span></li>
`,
  )}</ul>`;
}

function untracked({ id }: TrackedEntry): Markup {
  return html`<section class="p-6"><h3 class="text-gray-900">Track the work of this programme</h3>
<p class="text-gray-700">Choose how to begin. Items can be added, changed and removed later.</p>
${Object.entries(TEMPLATES).map(
  ([title, steps]) => html`<article class="p-4 mb-4 bg-gray-50 border-blue-200"><h4>${icon()}${title}</h4>
<ul>${steps.map((step) => html`<li class="p-2 text-gray-700">${icon()}${step}</li>`)}</ul></article>
`,
)}${action(id, "enable-tracking", "Enable tracking")}</section>`;
}

function action(id: string, path: string, title: string): Markup {
  return html`<button class="p-3 mr-2 bg-emerald-600 text-gray-50" hx-post="/monitoring/entry/${id}/${path}/"
 hx-target="#work-items-tab-container" hx-swap="outerHTML">${icon()}${title}</button>
`;
}
