// `obcms-perf seed`: makes a dataset for OBCMS, loads it, and creates or resets the users of the personas.

import { resolve } from "node:path";
import { Problem } from "../problem.ts";
import { toJson } from "../run/run-folder.ts";
import { environmentFile } from "../seed/environment-file.ts";
import { parseOrder } from "../seed/order.ts";
import { djangoHash, saltOf } from "../seed/password-hash.ts";
import { writeDataset } from "../seed/write.ts";
import { say } from "./terminal.ts";

const PASSWORD_VARIABLE = "OBCMS_SEED_PASSWORD";
const DEFAULT_FOLDER = "obcms-dataset";

type OrderOptions = { seed?: string; scale?: string; today?: string; users?: string; password?: string };
export type GenerateOptions = OrderOptions & { out?: string; json?: boolean };

/** Text or JSON for stdout. */
export async function seedGenerate({
  out = DEFAULT_FOLDER,
  json,
  ...given
}: GenerateOptions): Promise<string> {
  const order = parseOrder(given, new Date());
  const password = passwordOf(given.password);
  const folder = resolve(out);
  const began = performance.now();
  say(`generating into ${folder}`);
  const manifest = await writeDataset(folder, order, djangoHash(password, saltOf(order.seed)));
  const rows = manifest.files.reduce((sum, file) => sum + file.rows, 0);
  say(`${rows} rows in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (json) return toJson({ folder, rows, ...manifest });
  return [
    `dataset ${manifest.fingerprint}: ${rows} rows in ${folder}`,
    ...manifest.files.map((file) => `  ${file.name.padEnd(28)} ${String(file.rows).padStart(8)}`),
    `load it:    obcms-perf seed load --manage "python manage.py" ${out}`,
    `test with:  obcms-perf run --env ${out}/${environmentFile} --base-url <origin>`,
    "",
  ].join("\n");
}

function passwordOf(flag: string | undefined): string {
  const password = flag ?? process.env[PASSWORD_VARIABLE];
  if (password) return password;
  throw new Problem({
    what: "No password for the users of the dataset.",
    saw: `looked in --password and ${PASSWORD_VARIABLE}`,
    fix: `${PASSWORD_VARIABLE}=… obcms-perf seed generate`,
    exit: "configuration",
  });
}
