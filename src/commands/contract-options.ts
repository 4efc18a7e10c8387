// The part of the command `doctor` that is about the contract: its flags and its help. Added by cli.ts.

import type { Command } from "commander";
import { list } from "./run-options.ts";

export function addContractOptions(doctor: Command): void {
  doctor
    .option("--contract", "ask each endpoint whether it answers as it did when OBCMS was measured; it writes")
    .option("--allow-residue", "with --contract: also what leaves something behind; it is listed")
    .option(
      "--unmarked-target <origin>",
      "with --contract: its origin again, to write there without a marker",
    )
    .option("--mended <endpoint>", "with --contract: broken in the catalogue and not here; repeatable", list)
    .option("--fault <fault>", "with --contract: fault of the embedded target; repeatable", list)
    .addHelpText("after", HELP);
}

const HELP = `
With --contract it prints for each endpoint of the catalogue: works, broken, missing, forbidden, throttled, changed, mended or
not looked at. It sends single requests one after another (about 470), and asks no more as somebody who met a 429. It needs what
a run that writes needs: it makes a few rows and deletes them again, locks a throw-away account, and lists at its end what
stays. Exit code 93 where something is not as expected.

Examples:
  $ obcms-perf doctor --contract                                the embedded target
  $ obcms-perf doctor --contract --env staging --allow-residue
  $ obcms-perf doctor --contract --env staging --scenario htmx_bursts --json`;
