// `obcms-perf stand-in`: the embedded target alone, to look at it or to aim plain k6 at it.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { defaultPort } from "../../stand-in/defaults.ts";
import { inForeground } from "./foreground.ts";
import { say } from "./terminal.ts";

export type StandInOptions = {
  readonly port?: string;
  readonly scale?: string;
  readonly seed?: string;
  readonly fault?: readonly string[];
};

const MAIN = fileURLToPath(new URL("../../stand-in/main.ts", import.meta.url));

/** Runs until it is stopped; resolves with its exit code. */
export async function standIn({
  port = String(defaultPort),
  scale,
  seed,
  fault = [],
}: StandInOptions): Promise<number> {
  const named = Object.entries({ scale, seed }).flatMap(([name, value]) =>
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
