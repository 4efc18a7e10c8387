// Whether the target is there and what it says of itself. Called by checks.ts.

import { endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import { findMarker } from "../marker.ts";
import type { Subject } from "../subject.ts";

export async function answers(subject: Subject): Promise<Finding> {
  const health = await subject.ask("health");
  if (health.status !== 200)
    return failed(`${endpoints.health.path} answers ${health.status}`, "look at the target's log");
  const { service, version } = JSON.parse(health.text) as { service?: string; version?: string };
  const ready = await subject.ask("readiness");
  const found = JSON.parse(ready.text) as { checks?: Record<string, boolean> };
  const missing = Object.entries(found.checks ?? {}).filter(([, isThere]) => !isThere);
  if (ready.status !== 200 || missing.length > 0)
    return failed(
      `${endpoints.readiness.path} answers ${ready.status}: ${missing.map(([name]) => `no ${name}`).join(", ") || "not ready"}`,
      "start what is missing, then look again",
    );
  return ok(
    `${service} ${version}, ready: ${Object.keys(found.checks ?? {}).join(" and ") || "nothing named"}`,
  );
}

/** Tokens have a time in them: a few seconds are late answers, a minute is a clock that is wrong. */
const SKEW_SECONDS = 5;

export async function clocksAgree(subject: Subject): Promise<Finding> {
  const { headers, askedAt, answeredAt } = await subject.ask("health");
  const told = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(told)) return skipped("the target tells no date");
  // The header has whole seconds.
  const skew = Math.max(0, told - answeredAt, askedAt - 1000 - told) / 1000;
  return skew <= SKEW_SECONDS
    ? ok(`within ${Math.ceil(skew)} s`)
    : warning(
        `the target's clock differs by ${Math.round(skew)} s`,
        "set both clocks: tokens and dates depend on them",
      );
}

export async function isMarked(subject: Subject): Promise<Finding> {
  const found = await findMarker(subject);
  if (found.state === "unknown") return skipped(found.why);
  if (found.state === "unmarked")
    return warning(
      "no marker: nothing says that this is a performance database",
      "run it against seeded data only; what a run writes stays in part",
    );
  const { dataset } = found;
  return dataset === undefined
    ? ok("marked, by hand: its dataset is not known")
    : ok(`dataset ${dataset.fingerprint}, scale ${dataset.scale}, around ${dataset.today}`);
}

export async function tellsTimes(subject: Subject): Promise<Finding> {
  const { headers } = await subject.ask("health");
  const timing = headers.get("server-timing");
  return timing === null
    ? warning(
        "no Server-Timing: budgets on statements and templates will have no data, and the run is no PASS",
        `install the settings overlay, and give its secret: ${settings.probeSecret.env}`,
      )
    : ok(timing);
}
