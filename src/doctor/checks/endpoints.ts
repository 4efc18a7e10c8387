// Whether the pages of the chosen scenarios are there for those who will ask for them. Called by checks.ts.

import { type CardName, requestsPerIteration } from "../../../tests/performance/k6/catalogue/cards.ts";
import type { Endpoint } from "../../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import { whyLeftOut } from "../../../tests/performance/k6/catalogue/left-out.ts";
import type { SettingValues } from "../../../tests/performance/k6/catalogue/settings.ts";
import { warmUpRequests } from "../../../tests/performance/k6/catalogue/warm-up.ts";
import { messageOf } from "../../problem.ts";
import type { Answer } from "../exchange.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import { findEntries, findWorkItems, firstIdIn } from "../records.ts";
import type { Subject } from "../subject.ts";

/** One after another; a target that needs longer for that is told to. */
const MOST_REQUESTS = 70;
const PATIENCE_SECONDS = 30;

export async function areMounted(subject: Subject): Promise<Finding> {
  const began = performance.now();
  const names = readsOf(subject).slice(0, MOST_REQUESTS);
  const wrong = new Set<string>();
  const noRecord: string[] = [];
  let asked = 0;
  for (const name of names) {
    if (performance.now() - began > PATIENCE_SECONDS * 1000) break;
    const found = await look(subject, name);
    if (found === "no record") noRecord.push(name);
    else asked += 1;
    if (found !== "right" && found !== "no record") wrong.add(found);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const without = noRecord.length === 0 ? "" : `; no record to ask for ${noRecord.join(", ")}`;
  if (wrong.size > 0)
    return failed(
      `${[...wrong].join("\n")}\nof ${asked} endpoints asked${without}`,
      "look at the target's log and its users' roles; what it has no more can be left out of the catalogue",
    );
  const late = names.length - asked - noRecord.length;
  return late > 0
    ? warning(
        `${asked} endpoints answer as they should, in ${seconds} s; ${late} were not asked, because that took so long`,
        "look why the target is slow without a load",
      )
    : ok(`${asked} endpoints answer as they should, in ${seconds} s${without}`);
}

/** Reads, and refusals that are meant to come. Some need a request that no page would send: a journey makes it. */
const apart: readonly EndpointName[] = ["api_regions_expired_token", "dashboard_signed_out"];

function readsOf({ chosen, values }: Subject): EndpointName[] {
  const called = chosen.flatMap((card) => [...requestsPerIteration(card, isIncluded(values)).keys()]);
  return [...new Set(called)].filter((name) => {
    const { method, access }: Endpoint = endpoints[name];
    return method === "GET" && access !== "write" && !apart.includes(name);
  });
}

function isIncluded(values: SettingValues): (name: EndpointName) => boolean {
  return (name) => whyLeftOut(name, values) === undefined;
}

/** What was wrong, as a clause. */
async function look(subject: Subject, name: EndpointName): Promise<"right" | "no record" | string> {
  const { ok: right, as }: Endpoint = endpoints[name];
  try {
    const args = await argumentsFor(subject, name);
    if (args === undefined) return "no record";
    const { status } = await subject.ask(name, args);
    if (right.includes(status)) return "right";
    return `${name} (${as}) answers ${status}, not ${right.join(" or ")}`;
  } catch (error) {
    return `${as}: ${messageOf(error)}`;
  }
}

type Arguments = Readonly<Record<string, string>>;

/** As the warm-up asks; else a filter that filters nothing, and the first record that some page shows. */
async function argumentsFor(subject: Subject, name: EndpointName): Promise<Arguments | undefined> {
  const needed = [...endpoints[name].path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]));
  if (needed.length === 0) return {};
  const warm = warmUpRequests(subject.chosen as CardName[], (row) => row === name).find(
    (request) => request.name === name,
  );
  if (warm !== undefined) return warm.args as Arguments;
  const found: Record<string, string> = {};
  for (const argument of needed) {
    const value = argument === "id" ? await recordOf(subject, name) : await valueFor(subject, argument);
    if (value === undefined) return undefined;
    found[argument] = value;
  }
  return found;
}

const DAY_MS = 86_400_000;
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const noFilters: readonly string[] = ["search", "status", "work_type", "q", "category", "priority"];

const values: Readonly<Record<string, (subject: Subject) => Promise<string | undefined> | string>> = {
  page: () => "1",
  start: () => dayFromNow(-3),
  end: () => dayFromNow(4),
  pk: async (subject) => (await findWorkItems(subject, 1))[0],
  entry: async (subject) => (await findEntries(subject, 1))[0],
};

async function valueFor(subject: Subject, argument: string): Promise<string | undefined> {
  return noFilters.includes(argument) ? "" : values[argument]?.(subject);
}

/** Lists that show the record which a row wants; the others show none to everybody. */
const lists: Partial<Record<EndpointName, (subject: Subject) => Promise<Answer>>> = {
  api_coverage_detail: ({ ask }) => ask("api_coverage_list"),
  api_engagement_type_detail: ({ ask }) => ask("api_engagement_types_search", { search: "" }),
};

async function recordOf(subject: Subject, name: EndpointName): Promise<string | undefined> {
  const list = await lists[name]?.(subject);
  return list?.status === 200 ? firstIdIn(list.text) : undefined;
}

/** Where OBCMS leads whoever is signed in on, without a look at the form: nothing is written. */
const FORM = endpoints.login_submit.path;

/** An empty form, without a token and with it. */
export async function refusesForgery({ personas, post }: Subject): Promise<Finding> {
  const persona = personas.find((name) => name !== "api_client");
  if (persona === undefined) return skipped("nobody signs in with a session");
  const without = await post(persona, FORM, false);
  const withToken = await post(persona, FORM, true);
  if (without.status !== 403)
    return failed(
      `a form without a token is answered with ${without.status}, not refused with 403`,
      "switch Django's CsrfViewMiddleware on again: without it the target does less than production",
    );
  return withToken.status === 403
    ? failed(
        "a form is refused with 403, its token or not: no journey could write",
        "look at CSRF_TRUSTED_ORIGINS, CSRF_COOKIE_SECURE and the proxy's headers on the target",
      )
    : ok(`a form without a token is refused with 403, with it answered with ${withToken.status}`);
}
