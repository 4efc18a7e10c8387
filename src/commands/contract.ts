// `obcms-perf doctor --contract`: whether a target answers as the catalogue and the table of cases say, endpoint by endpoint.

import { setTimeout as sleep } from "node:timers/promises";
import { markerLock } from "../../tests/performance/k6/catalogue/marker-lock.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { type Contract, examineContract, wantedEndpoints } from "../contract/contract.ts";
import { openTarget } from "../contract/target.ts";
import { usersOf } from "../contract/users.ts";
import { alwaysSent } from "../doctor/always-sent.ts";
import { openSubject } from "../doctor/subject.ts";
import { exitCodes } from "../exit-codes.ts";
import { Problem } from "../problem.ts";
import { aimOf, externalSettings } from "../run/environment.ts";
import { toJson } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { allowedOrigin } from "../run/target-origin.ts";
import { contractLines } from "./contract-lines.ts";
import { withEmbeddedTarget } from "./embedded-target.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { requireMarker } from "./look-first.ts";
import { flagsOf, type RunOptions, refuseForeignFault } from "./run-options.ts";
import { say, wantsColor } from "./terminal.ts";

export type ContractOptions = Pick<
  RunOptions,
  "env" | "baseUrl" | "scenario" | "fault" | "mended" | "allowResidue" | "unmarkedTarget" | "json" | "color"
>;
type Kind = "stand-in" | "live";

/** Resolves with the exit code: that of the doctor where something is not as expected. */
export async function contract(options: ContractOptions): Promise<number> {
  const aim = aimOf(options.env, options.baseUrl, process.env);
  const flags = flagsOf(options);
  refuseForeignFault(aim, options.fault);
  if (aim.kind === "external")
    return compare((await externalSettings(aim.file, flags, process.env)).values, "live", options);
  return withEmbeddedTarget({ flags, faults: options.fault ?? [], quiet: options.json }, ({ values }) =>
    compare(values, "stand-in", options),
  );
}

async function compare(values: SettingValues, kind: Kind, { json, color }: ContractOptions): Promise<number> {
  const origin = allowedOrigin(values, { writes: true });
  await requireMarker(openSubject(values, origin.text, runsFolder), origin, markerLock(origin, values, true));
  say(
    `${wantedEndpoints(values).length} endpoints of ${origin.text} are asked: single requests one after another, which write a few rows.`,
  );
  const interrupt = listenForInterrupt("Stopping: what was made is deleted again. Once more to leave it.");
  const started = Date.now();
  try {
    const target = await openTarget(origin.text, usersOf(values), alwaysSent(values));
    const { gracefully: signal } = interrupt.stop;
    const wait = (ms: number): Promise<void> => {
      if (ms > 0)
        say(`Waiting ${Math.ceil(ms / 1000)} s for the target's throttle, to delete what was made.`);
      return sleep(ms, undefined, { signal: interrupt.stop.now });
    };
    const asked = examineContract({ target, values, kind, signal, wait });
    const found = await orEnd(asked, interrupt.stop.now);
    const seconds = (Date.now() - started) / 1000;
    if (interrupt.stop.gracefully.aborted) throw interrupted(found.leaves);
    requireEvidence(found, values);
    const paint = wantsColor(process.stdout, color);
    process.stdout.write(
      json ? toJson({ origin: origin.text, seconds, ...found }) : `${contractLines(found, seconds, paint)}\n`,
    );
    return found.isAsExpected ? exitCodes.pass.code : exitCodes.doctor.code;
  } finally {
    interrupt.forget();
  }
}

function orEnd(asked: Promise<Contract>, now: AbortSignal): Promise<Contract> {
  const ended = new Promise<never>((_, reject) =>
    now.addEventListener("abort", () => reject(interrupted(["what it had made and not yet deleted"]))),
  );
  return Promise.race([asked, ended]);
}

function interrupted(leaves: readonly string[]): Problem {
  return new Problem({
    what: "The look at the contract was interrupted.",
    saw:
      leaves.length === 0 ? "nothing of it stays on the target" : `on the target stays: ${leaves.join("; ")}`,
    fix: "start again: it begins from the start",
    exit: "interrupted",
  });
}

/** No data is never a pass. */
function requireEvidence({ endpoints, refused }: Contract, { baseUrl }: SettingValues): void {
  if (endpoints.some(({ asked }) => asked > 0)) return;
  const why = new Set([...Object.values(refused), ...endpoints.flatMap(({ saw }) => saw)]);
  throw new Problem({
    what: `No endpoint of ${baseUrl} could be looked at.`,
    saw: [...why].slice(0, 5).join("\n"),
    fix: `give users and passwords of the personas (${settings.clientId.env}, ${settings.clientSecret.env}, …), or an environment file`,
    exit: "configuration",
  });
}
