// Provokes one worthless run twice, against a stand-in of its own each time: with bare k6, and with obcms-perf.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import type { WorthlessCase } from "./cases.ts";
import { type Judged, type Outcome, runPlainK6, runTool } from "./situation.ts";

const NAIVE = fileURLToPath(new URL("./naive/", import.meta.url));

/** Bare k6 with the naive script. */
export function provokeBare(worthless: WorthlessCase, k6: string): Promise<Outcome> {
  const user = { WHO: demoUsers.api_client[0], SECRET: demoPassword };
  return runPlainK6(worthless, k6, join(NAIVE, worthless.naive), (origin) => ({
    ...k6Environment(process.env),
    ...user,
    BASE: origin,
  }));
}

export function provokeJudged(worthless: WorthlessCase): Promise<Judged> {
  return runTool(worthless);
}
