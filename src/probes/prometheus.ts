// django-prometheus, read at its address: answers per second, and time by view. In the table of probes.ts.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { messageOf } from "../problem.ts";
import type { Probe } from "./probe.ts";
import { Processes } from "./prometheus/processes.ts";
import { type Scrape, type Source, scrape } from "./prometheus/scrape.ts";

/** At once, so that they meet several processes where there are several. */
const SCRAPES = 3;
const MOST_VIEWS = 20;

export const prometheusProbe: Probe<"prometheus"> = {
  name: "prometheus",
  everyMs: 5_000,
  async open(values) {
    const source = sourceOf(values);
    const processes = new Processes();
    const first = await scrapeAll(source);
    if (!first.some(({ isDjango }) => isDjango))
      throw new Error(
        `${nameOf(source)} tells nothing of django-prometheus: its middleware has to be on, and its address on OBCMS is /metrics/metrics`,
      );
    processes.add(first, performance.now());
    return {
      async look() {
        const scrapes = await scrapeAll(source);
        const at = performance.now();
        processes.add(scrapes, at);
        const value = processes.perSecond(at);
        return value === undefined ? [] : [{ figure: "answers", value }];
      },
      async report() {
        processes.add(await scrapeAll(source), performance.now());
        return {
          processesSeen: processes.seen,
          processesCompared: processes.compared,
          views: processes
            .views()
            .slice(0, MOST_VIEWS)
            .map(({ view, method, requests, seconds }) => ({
              view,
              method,
              requests,
              meanMs: (seconds / requests) * 1000,
            })),
        };
      },
      // Each scrape has a connection of its own, which ends with it.
      close: async () => {},
    };
  },
};

function sourceOf(values: SettingValues): Source {
  const url = URL.parse(values["probes.metrics"] ?? "");
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw new Error("probes.metrics is no address: give http://host:port/metrics/metrics");
  if (url.username !== "" || url.password !== "")
    throw new Error("probes.metrics may hold no password: the settings file is not secret");
  return { url, skipVerify: values["tls.insecureSkipVerify"], token: values["probes.metricsToken"] };
}

/** Of those that were answered; throws where none was. */
async function scrapeAll(source: Source): Promise<Scrape[]> {
  const asked = await Promise.allSettled(Array.from({ length: SCRAPES }, () => scrape(source)));
  const scrapes = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failed = asked.find((one) => one.status === "rejected");
  if (scrapes.length === 0)
    throw new Error(`${nameOf(source)} was asked for metrics: ${messageOf(failed?.reason)}`);
  return scrapes;
}

function nameOf({ url }: Source): string {
  return `${url.origin}${url.pathname}`;
}
