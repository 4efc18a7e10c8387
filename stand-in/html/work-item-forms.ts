// Forms of a work item: to change one, to make one, and to be asked before one is deleted.

import { shownDate } from "../time.ts";
import type { WorkItem } from "../views/work-items.ts";
import { choiceField, hiddenField, inputField, type Option, optionsOf, textField } from "./form-fields.ts";
import { html, type Markup, nothing } from "./markup.ts";
import { icon } from "./menu.ts";
import { words } from "./work-item-rows.ts";

const STATUSES = ["not_started", "in_progress", "at_risk", "blocked", "completed", "cancelled"] as const;
const PRIORITIES = ["low", "medium", "high", "urgent", "critical"] as const;
const TYPES = ["project", "sub_project", "activity", "sub_activity", "task", "subtask"] as const;
const CATEGORIES = ["capacity_building", "consultation", "field_visit", "meeting", "research", "training"];

/** What a person can change of an item. */
export type Editable = Pick<
  WorkItem,
  "title" | "status" | "priority" | "description" | "start_date" | "due_date"
> & {
  readonly work_type: string;
  readonly progress: number | string;
  readonly related_ppa_id: string | null;
};

type EditParts = {
  readonly id: string;
  readonly item: Editable;
  readonly secretField: Markup;
  readonly people: readonly { readonly id: number; readonly username: string }[];
  readonly problem?: string;
};

export function editForm({ id, item, secretField, people, problem }: EditParts): Markup {
  return html`<form data-role="sidebar-work-item" data-work-item-id="${id}" hx-post="/oobc-management/work-items/${id}/sidebar/edit/"
 hx-target="#work-item-modal-content" hx-swap="innerHTML">${secretField}
${hiddenField("work_type", item.work_type)}${item.related_ppa_id === null ? nothing : hiddenField("related_ppa", item.related_ppa_id)}
<header class="p-4"><h2 class="text-gray-900">${icon()}${item.title}</h2><button type="button" class="p-2 text-blue-600"
 hx-get="/oobc-management/work-items/${id}/sidebar/detail/" hx-target="#work-item-modal-content">${icon()}Read</button></header>
${problem === undefined ? nothing : html`<p class="p-4 bg-red-50 text-red-800">${problem}</p>`}
${itemFields(item)}${inputField({ name: "progress", title: "Progress", value: String(item.progress) }, "number")}
<fieldset class="p-4"><legend class="text-gray-500">Who could work on it</legend>${people.map(
    ({ username }) =>
      html`<button type="button" class="p-2 mb-1 bg-gray-100 text-gray-700 border-gray-200" data-username="${username}">${icon()}<span class="ml-2">${username}</span></button>
`,
  )}</fieldset><button type="submit" class="p-3 bg-blue-600 text-gray-50">Save</button></form>
`;
}

export function createForm({
  secretField,
  programmes,
}: {
  readonly secretField: Markup;
  readonly programmes: readonly Option[];
}): Markup {
  const item = {
    title: "",
    status: "not_started",
    priority: "medium",
    description: "",
    start_date: "",
    due_date: "",
  };
  const choices = programmes.map(({ value, title }) => ({
    value,
    title: `${title} (a programme that work can be done for)`,
  }));
  return html`<form hx-post="/oobc-management/work-items/sidebar/create/" hx-target="#work-item-create-modal-content"
 hx-swap="innerHTML" hx-sync="this:drop">${secretField}<h2 class="text-gray-900">${icon()}New work item</h2>
${choiceField({ name: "related_ppa", title: "Programme", value: "" }, [{ value: "", title: "None" }, ...choices])}
${choiceField({ name: "work_type", title: "Type", value: "task" }, optionsOf(TYPES))}
${itemFields(item)}${hiddenField("progress", "0")}<button type="submit" class="p-3 bg-blue-600 text-gray-50">Create</button></form>
`;
}

/** `below`: every item that would go with it. */
export function deleteModal(item: WorkItem, below: readonly WorkItem[]): Markup {
  return html`<div id="work-item-delete-modal" role="dialog" aria-modal="true" class="bg-gray-50 p-6">
<h2 class="text-gray-900">${icon()}Delete ${item.title}</h2><p class="text-red-800">${below.length} items below it are deleted with it.</p>
<dl class="p-4"><dt>Type</dt><dd>${words(item.work_type)}</dd><dt>Due</dt><dd>${shownDate(item.due_date)}</dd></dl>
<ul class="mt-4">${below.map(
    ({ id, title, work_type, status, due_date, progress }) =>
      html`<li class="p-3 mb-2 bg-red-50 border-gray-200" data-work-item-id="${id}">${icon()}<span class="ml-2 text-gray-900">${title}</span>
<span class="ml-2 p-1 bg-gray-100 text-gray-600">${words(work_type)}, ${words(status)}, ${progress}%, due ${shownDate(due_date)}</span></li>
`,
  )}</ul><button class="p-3 bg-red-600 text-gray-50" hx-delete="/oobc-management/work-items/${item.id}/delete/"
 hx-swap="none">Delete</button><button class="p-3 text-gray-700" data-modal-dismiss>Cancel</button></div>
`;
}

function itemFields(item: Omit<Editable, "work_type" | "progress" | "related_ppa_id">): Markup {
  const { title, status, priority, description, start_date, due_date } = item;
  return html`${inputField({ name: "title", title: "Title", value: title }, "text")}
${choiceField({ name: "activity_category", title: "Category", value: "" }, optionsOf(["", ...CATEGORIES]))}
${choiceField({ name: "status", title: "Status", value: status }, optionsOf(STATUSES))}
${choiceField({ name: "priority", title: "Priority", value: priority }, optionsOf(PRIORITIES))}
${textField({ name: "description", title: "Description", value: description })}
${inputField({ name: "start_date", title: "Start", value: start_date }, "date")}
${inputField({ name: "due_date", title: "Due", value: due_date }, "date")}
${inputField({ name: "allocated_budget", title: "Budget", value: "" }, "text")}`;
}
