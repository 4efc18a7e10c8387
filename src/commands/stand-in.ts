// `obcms-perf stand-in`: the embedded target alone, to look at it or to aim plain k6 at it.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { defaultPort } from "../../stand-in/defaults.ts";
import { controlPath } from "../../stand-in/faults/control.ts";
import { faultLines, selectorNames } from "../../stand-in/faults/grammar.ts";
import { throttleModeNames, throttleModes } from "../../stand-in/http/throttles.ts";
import { quirkLines } from "../../stand-in/quirks/table.ts";
import { PROBE_HEADER } from "../../tests/performance/k6/catalogue/probe-header.ts";
import { inForeground } from "./foreground.ts";
import { say } from "./terminal.ts";

export type StandInOptions = {
  readonly port?: string;
  readonly scale?: string;
  readonly seed?: string;
  readonly fault?: readonly string[];
  readonly throttles?: string;
  readonly quirks?: string;
  readonly serverTiming?: string;
};

const MAIN = fileURLToPath(new URL("../../stand-in/main.ts", import.meta.url));

export const standInHelp = `
Throttles:
${throttleModeNames.map((name) => `  ${name}: ${throttleModes[name].does}`).join("\n")}

Quirks:
${quirkLines().join("\n")}

Faults, written NAME[=VALUE][@SELECTOR]:
${faultLines().join("\n")}
  A selector is one of ${selectorNames.join(", ")}, or the name of an endpoint.

Server-Timing: with a secret, only a request that carries it in ${PROBE_HEADER} gets the header.

Examples:
  $ obcms-perf stand-in --fault error_rate=0.05
  $ obcms-perf stand-in --throttles default --quirks all --server-timing all
  Switch the faults of a running one, and all of them off again:
  $ curl -d '{"faults": ["delay=300@read"]}' http://127.0.0.1:${defaultPort}${controlPath}
  $ curl -d '{"faults": []}' http://127.0.0.1:${defaultPort}${controlPath}`;

/** Runs until it is stopped; resolves with its exit code. */
export async function standIn({
  port = String(defaultPort),
  scale,
  seed,
  fault = [],
  throttles,
  quirks,
  serverTiming,
}: StandInOptions): Promise<number> {
  const options = { scale, seed, throttles, quirks, "server-timing": serverTiming };
  const named = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const faults = fault.flatMap((value) => ["--fault", value]);
  const args = ["--disable-warning=ExperimentalWarning", MAIN, "--port", port, ...named, ...faults];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  createInterface({ input: child.stdout }).once("line", (line) => {
    const { origin } = JSON.parse(line) as { origin: string };
    say(`Stand-in at ${origin}. Ctrl-C stops it and removes its database.`);
    if (port === String(defaultPort))
      say("In another terminal: npx --no obcms-perf k6 run tests/performance/k6/main.ts");
  });
  return await inForeground(child);
}
