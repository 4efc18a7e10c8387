// The children of a work item as a list, shown again after one of them was created.

import { shownDate } from "../time.ts";
import type { WorkItem } from "../views/work-items.ts";
import { html, type Markup } from "./markup.ts";
import { icon } from "./menu.ts";
import { words } from "./work-item-rows.ts";

const ACTIONS = [
  { path: "sidebar/detail/", title: "View details", hue: "blue" },
  { path: "sidebar/edit/", title: "Edit", hue: "emerald" },
  { path: "quick-create-child/", title: "Add child item", hue: "purple" },
  { path: "delete/modal/", title: "Delete", hue: "red" },
] as const;

export function childList(children: readonly WorkItem[]): Markup {
  return html`<ul id="children-items-list" class="gap-2">${children.map(childItem)}</ul>
`;
}

function childItem({ id, title, work_type, status, priority, progress, due_date }: WorkItem): Markup {
  return html`<li class="p-3 mb-2 border-gray-200 bg-gray-50" data-work-item-id="${id}">${icon()}
<span class="ml-2 p-1 bg-blue-100 text-blue-800">${words(work_type)}</span>
<a class="ml-2 text-blue-600" href="/oobc-management/work-items/${id}/">${title}</a>
<p class="mt-1 text-gray-500">Status: ${words(status)}, priority: ${words(priority)}, progress: ${progress}%, due ${shownDate(due_date)}</p>
<div class="gap-2">${ACTIONS.map(
    ({
      path,
      title: does,
      hue,
    }) => html`<button type="button" class="p-2 m-0 text-${hue}-600 bg-gray-50 border-${hue}-200"
 hx-get="/oobc-management/work-items/${id}/${path}" hx-target="#ppa-sidebar-content" hx-swap="innerHTML"
 title="${does}" aria-label="${does}: ${title}">${icon()}</button>
`,
  )}</div></li>
`;
}
