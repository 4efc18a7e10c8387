// The comparability fingerprint of a run, known before its first request. result/fingerprint.ts is its form.

import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, totalmem, type } from "node:os";
import { join } from "node:path";
import { type EndpointName, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { whyLeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import type { SettingName, SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { Load } from "../../tests/performance/k6/scenarios.ts";
import { askedProbes } from "../probes/probes.ts";
import type { Fingerprint } from "../result/fingerprint.ts";
import { suiteFolder } from "./suite.ts";

/** Settings that change what is sent, or when, or how cold the target is, and stand in no scenario of k6's. */
const shapesLoad = [
  "thinkTimeScale",
  "requestTimeoutSeconds",
  "warmCache",
  "flushCache",
  "flushQueue",
  "shareUsers",
  "shareRecords",
  "calendar.missShare",
  "documents.medianKb",
  "documents.capKb",
] as const satisfies readonly SettingName[];

/** Who looks at the target beside k6, by the setting that lets it. */
const watchers = {
  probeSecret: "Server-Timing",
  probeUrl: "probe endpoint",
  databaseUrl: "database before and after",
} as const satisfies Partial<Record<SettingName, string>>;

/** What is known of the target; undefined where nobody asked or nobody answered. */
export type KnownTarget = {
  readonly dataset?: string | undefined;
  readonly service: string | null;
  readonly version: string | null;
  readonly revision?: string | null | undefined;
  readonly configuration?: Readonly<Record<string, unknown>> | undefined;
};

export function fingerprintOf(
  k6Version: string,
  values: SettingValues,
  { scenarios }: Pick<Load, "scenarios">,
  target: KnownTarget,
): Fingerprint {
  const told = [target.service, target.version, target.revision].filter((part) => part != null);
  const fields = {
    k6: k6Version,
    suite: hash(suiteFiles().map((name) => [name, readFileSync(join(suiteFolder, name), "utf8")])),
    profile: values.profile,
    load: hash([scenarios, leftOut(values), shapesLoad.map((name) => values[name])]),
    dataset: target.dataset ?? null,
    target: told.length === 0 ? null : told.join(" "),
    configuration: target.configuration === undefined ? null : hash(target.configuration),
    generator: `${type()} ${arch()}, ${availableParallelism()} of ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    probes: [
      ...Object.entries(watchers).flatMap(([name, watcher]) =>
        values[name as keyof typeof watchers] === undefined ? [] : [watcher],
      ),
      ...askedProbes(values).map(({ name }) => `probe of ${name}`),
    ],
  };
  return { id: hash(fields), ...fields };
}

/** Its tests and its documentation are not there; an environment file is no part of it. */
function suiteFiles(): string[] {
  return globSync("**/*.ts", { cwd: suiteFolder }).sort();
}

/** Whole rows that a target, a person or a setting takes out of the load. */
function leftOut(values: SettingValues): string[] {
  return (Object.keys(endpoints) as EndpointName[]).filter((name) => whyLeftOut(name, values) !== undefined);
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
