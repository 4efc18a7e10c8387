// The stand-in as a process: reads flags, says on stdout when it is ready, stops when told to.
// Started by the tool for `npm start` and `obcms-perf stand-in`; also by hand: `node stand-in/main.ts --port 8600`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exitCodes } from "../src/exit-codes.ts";
import { Problem } from "../src/problem.ts";
import { databaseFileName, defaultPort, defaultScale, defaultSeed } from "./defaults.ts";
import { type ThrottleMode, throttleModeNames } from "./http/throttles.ts";
import { readServerTiming, type ServerTiming } from "./observe/server-timing.ts";
import { parseQuirks, type Quirks } from "./quirks/table.ts";
import { startStandIn } from "./stand-in.ts";

const FLAGS = {
  port: { type: "string", default: String(defaultPort) },
  scale: { type: "string", default: String(defaultScale) },
  seed: { type: "string", default: String(defaultSeed) },
  fault: { type: "string", multiple: true, default: [] as string[] },
  throttles: { type: "string", default: "off" },
  quirks: { type: "string", default: "usual" },
  "server-timing": { type: "string", default: "off" },
  database: { type: "string" },
  "until-stdin-ends": { type: "boolean", default: false },
} as const;

try {
  await serve(readFlags(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(
    `${error instanceof Problem ? error.toText() : String((error as Error).stack ?? error)}\n`,
  );
  // Not by exitCode alone: what is listened to, stdin above all, would keep the process alive.
  process.exit(exitCodes[error instanceof Problem ? error.exit : "bug"].code);
}

type Flags = {
  port: number;
  scale: number;
  seed: number;
  faults: string[];
  throttles: ThrottleMode;
  quirks: Quirks;
  serverTiming: ServerTiming;
  database: string | undefined;
  untilStdinEnds: boolean;
};

async function serve(flags: Flags): Promise<void> {
  // A given file stays; a file of our own goes with the process.
  const folder = flags.database === undefined ? mkdtempSync(join(tmpdir(), "obcms-stand-in-")) : undefined;
  const removeFolder = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", removeFolder);
  const databasePath = flags.database ?? join(String(folder), databaseFileName);
  // Listened to from the start: a signal while the database is filled must not leave it behind.
  const asked = askedToStop(flags.untilStdinEnds);
  const standIn = await startStandIn({ ...flags, databasePath });
  process.stdout.write(
    `${JSON.stringify({ standIn: "ready", origin: standIn.origin, folder, worker: standIn.workerPid })}\n`,
  );
  await asked;
  await standIn.close();
  process.exit(exitCodes.pass.code);
}

function askedToStop(untilStdinEnds: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
    if (!untilStdinEnds) return;
    // The parent's end of the pipe closes when the parent dies, however it dies.
    process.stdin.once("end", resolve).once("error", () => resolve());
    process.stdin.resume();
  });
}

/** Throws one Problem that lists every wrong flag; what is wrong with quirks has a message of its own. */
function readFlags(args: string[]): Flags {
  const { values } = parsed(args);
  const mistakes: string[] = [];
  const number = (
    name: "port" | "scale" | "seed",
    isRight: (value: number) => boolean,
    says: string,
  ): number => {
    const value = values[name].trim() === "" ? Number.NaN : Number(values[name]);
    if (!isRight(value)) mistakes.push(`--${name} ${values[name]}: ${says}`);
    return value;
  };
  const throttles = throttleModeNames.find((name) => name === values.throttles);
  if (throttles === undefined)
    mistakes.push(`--throttles ${values.throttles}: one of ${throttleModeNames.join(", ")}`);
  if (values["server-timing"] === "") mistakes.push("--server-timing: off, all, or a secret");
  const flags = {
    port: number(
      "port",
      (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
      "a port, or 0 for any",
    ),
    scale: number("scale", (value) => value > 0 && value <= 100, "above 0, up to 100"),
    seed: number("seed", (value) => Number.isSafeInteger(value) && value >= 0, "a whole number from 0 up"),
    faults: values.fault,
    throttles: throttles ?? "off",
    quirks: parseQuirks(values.quirks),
    serverTiming: readServerTiming(values["server-timing"]),
    database: values.database,
    untilStdinEnds: values["until-stdin-ends"],
  };
  if (mistakes.length > 0) throw usage(mistakes.join("\n"));
  return flags;
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, strict: true });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(saw: string): Problem {
  const fix = `use --${Object.keys(FLAGS).join(", --")}; --fault may be given several times`;
  return new Problem({ what: "The stand-in cannot read its flags.", saw, fix, exit: "usage" });
}
