// Plan §4: what a client looks at before it files something: the newest documents, and how many there are.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";

export function browseDocuments(): void {
  const client = visitorFor("api_client");
  send(client, "document_list", { args: { search: "perf", ordering: "-created_at" } });
  send(client, "document_statistics");
}
