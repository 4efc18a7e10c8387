// One work item in a modal: where it stands in its tree, how far it is, who does it, what lies below it.

import type { User } from "../http/call.ts";
import { shownDate } from "../time.ts";
import type { WorkItem } from "../views/work-items.ts";
import { html, type Markup } from "./markup.ts";
import { icon } from "./menu.ts";
import { words } from "./work-item-rows.ts";

type ModalParts = {
  readonly item: WorkItem;
  readonly ancestors: readonly WorkItem[];
  readonly children: readonly WorkItem[];
  readonly assignees: readonly User[];
};

export function itemModal({ item, ancestors, children, assignees }: ModalParts): Markup {
  return html`<div class="bg-gray-50 p-0" role="document" data-work-item-id="${item.id}">
<header class="p-6 border-gray-200">
  ${[item.work_type, item.status, item.priority].map(
    (value) => html`<span class="p-2 mr-2 bg-blue-100 text-blue-700">${icon()}${words(value)}</span>`,
  )}
  <h2 id="modal-title" class="text-gray-900">${item.title}</h2>
  <nav aria-label="Ancestors" class="text-gray-500">${[...ancestors, item].map(
    ({ id, title }) =>
      html`<a class="mr-2 text-blue-600" href="/oobc-management/work-items/${id}/">${title}</a>`,
  )}</nav>
  <button type="button" data-close-modal aria-label="Close" class="p-2 text-gray-400">${icon()}</button>
</header>
<section class="p-6"><p id="modal-description" class="text-gray-700">${item.description}</p>
<h3 class="text-gray-400">Progress</h3><div role="progressbar" aria-valuenow="${item.progress}" aria-valuemin="0"
  aria-valuemax="100" class="bg-gray-100"><div class="p-1 bg-emerald-500" style="width: ${item.progress}%"></div></div>
<span class="text-gray-700">${item.progress}%</span>
<h3 class="text-gray-400">Time</h3><p class="text-gray-700">${icon()}Start: ${shownDate(item.start_date)}
${icon()}Due: ${shownDate(item.due_date)}</p>
<h3 class="text-gray-400">Assigned to</h3><ul>${assignees.map(
    ({ username, user_type }) =>
      html`<li class="p-2 bg-gray-100 text-gray-700">${icon()}${username} (${words(user_type)})</li>`,
  )}</ul>
<h3 class="text-gray-400">Below it (${children.length})</h3><ul>${children.map(childRow)}</ul></section>
<footer class="p-6 border-gray-200">
  <a class="p-3 bg-blue-600 text-gray-50" href="/oobc-management/work-items/${item.id}/edit/">${icon()}Edit</a>
  <button class="p-3 bg-red-600 text-gray-50" hx-delete="/oobc-management/work-items/${item.id}/delete/"
    hx-confirm="Delete ${item.title} and everything below it?">${icon()}Delete</button>
</footer></div>
`;
}

function childRow({ id, title, status, progress, due_date }: WorkItem): Markup {
  return html`<li class="p-3 mb-2 border-gray-200 bg-gray-50">${icon()}
  <a class="ml-2 text-blue-600" href="/oobc-management/work-items/${id}/" hx-get="/oobc-management/work-items/${id}/modal/"
    hx-target="#work-item-modal-content" hx-swap="innerHTML">${title}</a>
  <span class="ml-2 p-1 bg-gray-100 text-gray-600">${words(status)}</span>
  <span class="ml-2 text-gray-500">${progress}%, due ${shownDate(due_date)}</span></li>
`;
}
