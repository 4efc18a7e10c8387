// Work items as table rows: one row with its actions, a hidden place for its children, and the table around the roots.

import { shownDate } from "../time.ts";
import type { WorkItem } from "../views/work-items.ts";
import { html, type Markup, nothing } from "./markup.ts";
import { icon } from "./menu.ts";

const COLUMNS = ["Title", "Type", "Status", "Priority", "Progress", "Dates", "Actions"] as const;
const ACTIONS = [
  { path: "sidebar/detail/", target: "#work-item-modal-content", title: "View details", hue: "blue" },
  { path: "sidebar/edit/", target: "#work-item-modal-content", title: "Edit", hue: "emerald" },
  {
    path: "quick-create-child/",
    target: "#work-item-create-modal-content",
    title: "Add child item",
    hue: "purple",
  },
  { path: "delete/modal/", target: "#delete-modal-container", title: "Delete", hue: "red" },
] as const;

/** All roots in their table, with how many there are. */
export function itemTree(roots: readonly WorkItem[]): Markup {
  return html`<section class="bg-gray-50 border-gray-200"><header class="p-4 bg-gray-50 border-gray-200">
<h2 class="text-gray-700">${icon()}Work items as a tree</h2>
<p class="text-gray-600"><span data-role="items-displayed-count">${roots.length}</span> items displayed</p>
<button id="expand-all-btn" class="p-2 text-blue-700">Expand all</button>
<button id="collapse-all-btn" class="p-2 text-gray-700">Collapse all</button></header>
<table><thead class="bg-blue-600"><tr>${COLUMNS.map((name) => html`<th scope="col" class="p-4 text-gray-50">${name}</th>`)}</tr></thead>
<tbody id="work-items-tree-body">${itemRows(roots)}</tbody></table></section>
`;
}

export function itemRows(items: readonly WorkItem[]): Markup {
  return html`${items.map(itemRow)}`;
}

function itemRow(item: WorkItem): Markup {
  const { id, level, title, children_count } = item;
  return html`<tr id="work-item-row-${id}" class="p-2 border-gray-100 bg-gray-50 text-gray-900" data-work-item-id="${id}"
    data-level="${level}" data-children="${children_count}">
  <td class="p-4 pl-${Math.min(6, 2 * level)} border-gray-100">
    <div class="gap-2 m-0" style="padding-left: ${level * 1.25}rem">
      ${children_count > 0 ? toggle(id) : nothing}
      <span class="mr-2 text-emerald-600" title="${words(item.work_type)}">${icon()}</span>
      <a class="text-gray-900 md:p-2" href="/oobc-management/work-items/${id}/" title="${title}">${title}</a>
      <span class="ml-2 p-1 bg-gray-100 text-gray-600" title="Number of direct children">${children_count}</span>
    </div>
  </td>
  ${[item.work_type, item.status, item.priority].map(badge)}
  <td class="p-3 border-gray-100">
    <div class="bg-gray-200" role="progressbar" aria-valuenow="${item.progress}" aria-valuemin="0" aria-valuemax="100"
      aria-label="Progress of ${title}"><div class="p-1 bg-emerald-600" style="width: ${item.progress}%"></div></div>
    <span class="ml-2 text-gray-700">${item.progress}%</span>
  </td>
  <td class="p-3 border-gray-100 text-gray-500">
    <span class="mb-1">${icon()}<time datetime="${item.start_date}">${shownDate(item.start_date)}</time></span>
    <span class="mb-1">${icon()}<time datetime="${item.due_date}">${shownDate(item.due_date)}</time></span>
  </td>
  <td class="p-3 border-gray-100"><div class="gap-2">${ACTIONS.map((action) => button(id, title, action))}</div></td>
</tr>
<tr id="children-placeholder-${id}" class="p-0 bg-gray-50" data-parent-id="${id}" style="display: none"></tr>
<tr id="skeleton-row-${id}" class="p-0 bg-gray-50" data-parent-id="${id}" style="display: none"><td colspan="7" class="p-4">
  <div class="p-2 bg-gray-200"></div><div class="p-2 mt-2 bg-gray-100"></div></td></tr>
`;
}

function toggle(id: string): Markup {
  return html`<button class="m-0 p-1 text-gray-400 bg-gray-50" aria-label="Expand or collapse" aria-expanded="false"
        hx-get="/oobc-management/work-items/${id}/tree/" hx-target="#children-placeholder-${id}" hx-swap="afterend"
        hx-trigger="click once" hx-indicator="#loading-indicator-${id}" hx-disabled-elt="this"
        data-toggle="children-${id}" data-item-id="${id}">${icon()}<i id="loading-indicator-${id}" class="htmx-indicator"></i></button>`;
}

function badge(value: string): Markup {
  return html`<td class="p-3 border-gray-100"><span class="p-2 bg-blue-100 text-blue-800" data-value="${value}">${icon()}<span
    class="ml-1">${words(value)}</span></span></td>
  `;
}

function button(id: string, title: string, action: (typeof ACTIONS)[number]): Markup {
  return html`<button type="button" class="p-2 m-0 text-${action.hue}-600 bg-gray-50 border-${action.hue}-200 md:p-3"
      hx-get="/oobc-management/work-items/${id}/${action.path}" hx-target="${action.target}" hx-swap="innerHTML"
      hx-indicator="#loading-indicator-${id}" title="${action.title}" aria-label="${action.title}: ${title}">${icon()}</button>
    `;
}

/** `in_progress` as a person reads it: `In progress`. */
export function words(value: string): string {
  const text = value.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
