// What we ask of a compose file beyond what compose itself refuses. A rule gives the faults that it sees, as sentences.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../src/run/suite.ts";
import type { ComposeModel, ComposeService } from "./compose-model.ts";

type Rule = (service: ComposeService, name: string, model: ComposeModel) => readonly string[];

const READY = ["service_healthy", "service_completed_successfully"];
/** Made elsewhere; asked for as soon as it is there at all. */
const OBSERVABILITY = join(projectFolder, "observability");

export const composeRules = {
  "an image has a version": ({ image }, name) =>
    // OBCMS has no released image: its name is the user's.
    image === undefined || image === "obcms:performance" || /:v?\d+(\.\d+)+(-[a-z0-9.-]+)?$/.test(image)
      ? []
      : [`${name}: ${image}`],
  "a port is published on loopback": ({ ports = [] }, name) =>
    ports
      .filter((port) => port.host_ip !== "127.0.0.1")
      .map((port) => `${name}: ${port.host_ip ?? "every address"}:${port.published ?? ""}`),
  "who waits, waits until the other is ready": ({ depends_on = {} }, name) =>
    Object.entries(depends_on)
      .filter(([, { condition }]) => !READY.includes(condition))
      .map(([other, { condition }]) => `${name} waits for ${other}: ${condition}`),
  "who is waited for says that it is healthy": ({ depends_on = {} }, name, { services }) =>
    Object.entries(depends_on)
      .filter(
        ([other, { condition }]) => condition === "service_healthy" && !services[other]?.healthcheck?.test,
      )
      .map(([other]) => `${name} waits for ${other}`),
  "a secret is not written there": ({ environment = {} }, name) =>
    Object.entries(environment)
      .filter(([key, value]) =>
        /PASSWORD|SECRET|TOKEN/.test(key) ? value : /:\/\/[^/@]*:[^/@]+@/.test(value ?? ""),
      )
      .map(([key]) => `${name}: ${key}`),
  "what is mounted exists": ({ volumes = [] }, name) =>
    volumes
      .filter(({ type }) => type === "bind")
      .map(({ source }) => source ?? "")
      .filter((path) => !existsSync(path) && (existsSync(OBSERVABILITY) || !path.startsWith(OBSERVABILITY)))
      .map((path) => `${name}: ${path}`),
} as const satisfies Record<string, Rule>;

export type ComposeRuleName = keyof typeof composeRules;

export function faultsOf(model: ComposeModel, rule: ComposeRuleName): string[] {
  const judge: Rule = composeRules[rule];
  return Object.entries(model.services).flatMap(([name, service]) => judge(service, name, model));
}
