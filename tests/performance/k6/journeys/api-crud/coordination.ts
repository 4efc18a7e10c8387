// Plan §1: coordination. Engagement types and message templates come and go; contacts and organisations leave a trace.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { byTurn, type Dataset, leased, runs } from "../../lib/dataset.ts";
import { choose, think } from "../../lib/pacing.ts";
import {
  contact,
  engagementType,
  messageTemplate,
  organization,
  templateKinds,
  userIdOf,
} from "../../lib/payloads.ts";
import { leaveBehind } from "../../lib/residue.ts";

export function readOrganizations(): void {
  if (!runs("api_organization_list")) return;
  const client = visitorFor("api_client");
  send(client, "api_organization_list", { args: { search: "", page: choose([1, 2]) } });
  if (runs("api_partnership_list")) send(client, "api_partnership_list");
}

export function maintainEngagementType(dataset: Dataset): void {
  if (!runs("api_engagement_type_create")) return;
  const client = visitorFor("api_client");
  const created = send(client, "api_engagement_type_create", { body: engagementType(dataset) });
  const id = created.json("id");
  if (typeof id !== "number" && typeof id !== "string") return;
  send(client, "api_engagement_type_detail", { args: { id } });
  think(0.2, 0.6);
  send(client, "api_engagement_type_update", {
    args: { id },
    body: { description: "changed by a load test" },
  });
  send(client, "api_engagement_type_delete", { args: { id } });
}

export function maintainMessageTemplate(dataset: Dataset): void {
  if (!runs("api_message_template_create")) return;
  const client = visitorFor("api_client");
  const kind = byTurn(templateKinds);
  const body = messageTemplate(dataset, kind, userIdOf(client.access ?? ""));
  const id = send(client, "api_message_template_create", { body }).json("id");
  if (typeof id !== "number") return;
  send(client, "api_message_template_detail", { args: { id } });
  send(client, "api_message_template_update", {
    args: { id },
    body: { content_template: "changed by a load test" },
  });
  send(client, "api_message_template_delete", { args: { id } });
}

export function maintainContact(dataset: Dataset): void {
  if (!runs("api_contact_create")) return;
  const client = visitorFor("api_client");
  const body = contact(dataset, leased(dataset.organizations));
  const created = send(client, "api_contact_create", { body });
  const id = created.json("id");
  if (typeof id !== "number") return;
  leaveBehind("api_contact_create", body.email);
  send(client, "api_contact_detail", { args: { id } });
  send(client, "api_contact_update", { args: { id }, body: { position: "changed by a load test" } });
  send(client, "api_contact_delete", { args: { id } });
}

export function foundOrganization(dataset: Dataset): void {
  if (!runs("api_organization_create")) return;
  const client = visitorFor("api_client");
  const created = send(client, "api_organization_create", { body: organization(dataset) });
  const id = created.json("id");
  if (typeof id !== "string") return;
  if (runs("api_organization_detail")) send(client, "api_organization_detail", { args: { id } });
  if (runs("api_organization_update"))
    send(client, "api_organization_update", { args: { id }, body: { acronym: "LT" } });
  if (!runs("api_organization_delete") || !send(client, "api_organization_delete", { args: { id } }).ok)
    leaveBehind("api_organization_create", id);
}
