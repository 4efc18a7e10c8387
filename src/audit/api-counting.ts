// Counts by the REST API what a run writes, where nobody may read the target's database: each list tells its length.
// A few requests of the last user of persona api_client, who is the last to be leased to a virtual user.

import { z } from "zod";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { messageOf } from "../problem.ts";
import type { Count, Counting } from "./counting.ts";

/** Lists of what journeys create. Work items, monitoring entries and tokens have none. */
export const lists = {
  engagement_types: endpoints.api_engagement_type_create.path,
  message_templates: endpoints.api_message_template_create.path,
  contacts: endpoints.api_contact_create.path,
  coverages: endpoints.api_coverage_list.path,
  stakeholders: endpoints.api_stakeholder_list.path,
  organizations: endpoints.api_organization_create.path,
  recommendations: endpoints.api_recommendation_create.path,
  documents: endpoints.document_upload.path,
  /** A contact with a new address becomes a user. */
  users: endpoints.api_users_search.path.replace(/\?.*$/, ""),
} as const;

/** Of all requests together. */
const PATIENCE_MS = 10_000;

export function apiCounting(values: SettingValues, origin: string): Counting | string {
  const { clientSecret, "bypass.header": header, "bypass.value": value } = values;
  const username = values.clientId.at(-1);
  if (username === undefined || clientSecret === undefined)
    return "databaseUrl is not set, and no user of persona api_client is given who could ask the lists of the REST API";
  const always = {
    Accept: "application/json",
    ...(header === undefined || value === undefined ? {} : { [header]: value }),
  };
  return {
    source: "api",
    count: async () => {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(origin + endpoints.jwt_obtain.path, {
        method: "POST",
        headers: { ...always, "Content-Type": "application/json" },
        body: JSON.stringify({ username, password: clientSecret }),
        redirect: "manual",
        signal,
      });
      if (answer.status !== 200) throw new Error(`${username} gets no token: status ${answer.status}`);
      const { access } = tokenSchema.parse(await answer.json());
      return {
        of: `lists of the REST API, as ${username} sees them`,
        ...(await countLists(origin, { ...always, Authorization: `Bearer ${access}` }, signal)),
      };
    },
  };
}

const tokenSchema = z.object({ access: z.string() });
const listSchema = z.object({ count: z.int().nonnegative() });

async function countLists(
  origin: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Pick<Count, "rows" | "uncounted">> {
  const rows: Record<string, number> = {};
  const uncounted: Count["uncounted"][number][] = [];
  for (const [name, path] of Object.entries(lists)) {
    try {
      const answer = await fetch(origin + path, { headers, redirect: "manual", signal });
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      rows[name] = listSchema.parse(await answer.json()).count;
    } catch (error) {
      if (signal.aborted) throw error;
      uncounted.push({
        name,
        why: error instanceof z.ZodError ? "no count in the answer" : messageOf(error),
      });
    }
  }
  if (Object.keys(rows).length === 0)
    throw new Error(
      `no list tells its length: ${uncounted.map(({ name, why }) => `${name}: ${why}`).join(", ")}`,
    );
  return { rows, uncounted };
}
