// The sidebar form of a work item. When it is refused, OBCMS shows it again with status 200 and no HX-Trigger.

import { html, nothing } from "../html/markup.ts";
import { type Answer, htmlAnswer, withTrigger } from "../http/answer.ts";
import { type Call, formOf, type Services, type User } from "../http/call.ts";
import { notFound } from "../http/errors.ts";
import { refusedForm } from "../quirks/refused-form.ts";

type Titled = { id: string; title: string };

export function editInSidebar(call: Call<"pk", User>, services: Services): Answer {
  const { database } = services;
  const item = database.row<Titled>("SELECT id, title FROM work_item WHERE id = ?", call.arguments.pk);
  if (item === undefined) return notFound();
  if (call.method === "GET") return htmlAnswer(200, form(item));
  const title = (formOf(call).get("title") ?? "").trim();
  if (title === "")
    return refusedForm(services, htmlAnswer(200, form({ ...item, title }, "This field is required.")));
  database.run("UPDATE work_item SET title = ? WHERE id = ?", title, item.id);
  const showToast = { message: `${title} updated successfully`, level: "success" };
  const saved = htmlAnswer(200, form({ ...item, title }));
  return withTrigger(saved, { workItemUpdated: { id: item.id }, showToast });
}

function form({ id, title }: Titled, problem?: string): string {
  const alert = problem === undefined ? nothing : html`<p class="text-red-800">${problem}</p>`;
  return html`<form data-role="sidebar-work-item" hx-post="/oobc-management/work-items/${id}/sidebar/edit/">
<label for="id_title">Title</label><input id="id_title" name="title" value="${title}" class="p-3">${alert}
<button class="p-3 bg-blue-600 text-gray-50">Save</button></form>
`.markup;
}
