// A target beside production, once: reads the parity file, looks at the target, compares. For a run, the doctor and the command.

import { join } from "node:path";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { Parity } from "../result/parity.ts";
import { parityRecord } from "../result/run-files.ts";
import { compare } from "./compare.ts";
import { THROTTLES } from "./facts.ts";
import { type ObservedTarget, observe } from "./observe.ts";
import { readProduction } from "./production.ts";

/** `file`: relative to the working directory. Throws a Problem where it cannot be read or has an error. */
export async function parityAgainst(file: string, target: ObservedTarget): Promise<Parity> {
  const production = await readProduction(file);
  const scopes = [...production.keys()].filter((fact) => fact.startsWith(THROTTLES));
  const observed = await observe(target, scopes);
  return { file, observedAt: new Date().toISOString(), rows: compare(production, observed) };
}

/** Puts what a run's target is beside production into the run's folder, where a parity file is set. Before the load. */
export async function recordParity(
  folder: string,
  values: Pick<SettingValues, "parityFile"> & ObservedTarget,
  write: (path: string, text: string) => Promise<void>,
): Promise<void> {
  if (values.parityFile === undefined) return;
  const parity = await parityAgainst(values.parityFile, values);
  await write(join(folder, parityRecord), `${JSON.stringify(parity, null, 2)}\n`);
}
