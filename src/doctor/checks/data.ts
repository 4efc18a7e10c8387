// Whether the target has the data that the scenarios work on. Called by checks.ts.

import { filteredRecommendationStatuses } from "../../../tests/performance/k6/catalogue/choices.ts";
import { endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import { missingRecords } from "../../../tests/performance/k6/catalogue/leases.ts";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import { findMarker } from "../marker.ts";
import { plannedLoad } from "../planned.ts";
import { findEntries, findWorkItems, noFilter } from "../records.ts";
import type { Subject } from "../subject.ts";

const SEED = "seed the target";

const ROLE = "give the executives their role in OBCMS, before they first sign in";
const WORK_ITEM_STATUSES = ["not_started", "in_progress", "at_risk", "blocked", "completed"] as const;

export async function hasData(subject: Subject): Promise<Finding> {
  const problems: string[] = [];
  const seen: string[] = [];
  if (subject.personas.includes("api_client"))
    for (const name of ["api_regions_list", "api_barangays_list"] as const) {
      const { status, text } = await subject.ask(name);
      const count = status === 200 ? Number((JSON.parse(text) as { count: number }).count) : 0;
      (count > 0 ? seen : problems).push(`${count} in ${name}${status === 200 ? "" : ` (${status})`}`);
    }
  if (subject.personas.includes("staff")) {
    const items = rowsIn((await subject.ask("work_item_tree_root", noFilter)).text);
    (items > 0 ? seen : problems).push(`${items} projects`);
  }
  return problems.length === 0 ? ok(seen.join(", ")) : failed(problems.join(", "), SEED);
}

/** As setup() will: a virtual user changes records that no other has. */
export async function hasRecordsForAll(subject: Subject): Promise<Finding> {
  const { values, chosen, personas } = subject;
  if (!personas.includes("staff")) return skipped("nobody of persona staff signs in: nobody changes records");
  const planned = plannedLoad(values);
  if (planned === undefined) return skipped("there is no plan to count virtual users of");
  const { vus } = planned;
  const given = { items: values["dataset.workItems"], entries: values["dataset.monitoringEntries"] };
  const items = given.items.length > 0 ? given.items : await findWorkItems(subject, vus);
  const entries = given.entries.length > 0 ? given.entries : await findEntries(subject, vus);
  const missing = [
    missingRecords("workItems", items.length, { chosen, vus, values }),
    missingRecords("monitoringEntries", entries.length, { chosen, vus, values }),
  ].filter((sentence) => sentence !== undefined);
  const marker = await findMarker(subject);
  const scale = marker.state === "marked" ? marker.dataset?.scale : undefined;
  if (missing.length > 0)
    return failed(
      `${missing.join("\n")}${scale === undefined ? "" : `\nthe dataset has scale ${scale}`}`,
      "seed the target at a larger --scale, plan fewer virtual users, or share records",
    );
  return ok(
    `${vus} virtual users; at least ${items.length} work items and ${entries.length} programmes to change${scale === undefined ? "" : `, scale ${scale}`}`,
  );
}

export async function hasEveryStatus(subject: Subject): Promise<Finding> {
  if (!subject.personas.includes("staff")) return skipped("nobody of persona staff signs in");
  const without: string[] = [];
  for (const status of WORK_ITEM_STATUSES) {
    const { text } = await subject.ask("work_item_tree_root", { ...noFilter, status });
    if (rowsIn(text) === 0) without.push(status);
  }
  return without.length === 0
    ? ok(`projects of ${WORK_ITEM_STATUSES.join(", ")}`)
    : warning(`no project is ${without.join(", ")}`, SEED);
}

/** One page for each status that journeys filter by, as they ask for them. */
export async function hasRecommendations(subject: Subject): Promise<Finding> {
  const without: string[] = [];
  for (const status of filteredRecommendationStatuses) {
    const args = { search: "", status, category: "", priority: "" };
    const { status: answered, text } = await subject.ask("policies_filtered", args);
    if (answered !== 200) return failed(`policies_filtered answers ${answered}`, ROLE);
    // One is the table's head.
    if ([...text.matchAll(/<tr\b/g)].length < 2) without.push(status);
  }
  return without.length === 0
    ? ok(`recommendations of ${filteredRecommendationStatuses.join(", ")}`)
    : warning(`no recommendation is ${without.join(", ")}`, SEED);
}

/** What the page's figures are computed from it does not say. */
export async function hasAnalytics(subject: Subject): Promise<Finding> {
  const { status, text } = await subject.ask("trends");
  if (status !== 200) return failed(`trends answers ${status}`, ROLE);
  return text.includes(endpoints.trends.expects.html)
    ? ok("trends is computed")
    : failed("trends is empty", SEED);
}

export async function sharesCalendar(subject: Subject): Promise<Finding> {
  const token = subject.values["calendar.shareToken"];
  const fix = `give the token of a link that is valid: ${settings["calendar.shareToken"].env}`;
  if (token === undefined) return warning("no link is given: shared calendars are left out", fix);
  const { status } = await subject.ask("calendar_shared_link", { token });
  return status === 200 ? ok("the link opens") : failed(`the link answers ${status}`, fix);
}

function rowsIn(fragment: string): number {
  return [...fragment.matchAll(/id="work-item-row-/g)].length;
}
