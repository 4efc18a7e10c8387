// `obcms-perf seed`: makes a dataset for OBCMS, loads it, and creates or resets the users of the personas.

import { resolve } from "node:path";
import { parseManage } from "../introspection/manage.ts";
import { Problem } from "../problem.ts";
import { toJson } from "../run/run-folder.ts";
import { environmentFile } from "../seed/environment-file.ts";
import { loadCommands, loadDataset } from "../seed/load.ts";
import { parseOrder } from "../seed/order.ts";
import { djangoHash, saltOf } from "../seed/password-hash.ts";
import { resetUsers } from "../seed/reset-users.ts";
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

export type LoadOptions = { manage: string; cwd?: string; print?: boolean; forceInto?: string };

export async function seedLoad(folder = DEFAULT_FOLDER, options: LoadOptions): Promise<string> {
  const manage = parseManage(options.manage, options.cwd);
  if (options.print) return await loadCommands(resolve(folder), manage);
  const { rows, adopted, seconds, database } = await loadDataset({
    folder: resolve(folder),
    manage,
    forceInto: options.forceInto,
    say,
  });
  const had = adopted === 0 ? "" : `; ${adopted} roles, features and permissions were there already`;
  return `${rows} rows loaded into ${database} in ${seconds.toFixed(0)} s${had}\n`;
}

export type UsersOptions = {
  manage: string;
  cwd?: string;
  users?: string;
  password?: string;
  forceInto?: string;
};

export async function seedUsers({ manage, cwd, users, password, forceInto }: UsersOptions): Promise<string> {
  const order = parseOrder(users === undefined ? {} : { users }, new Date());
  const hash = djangoHash(passwordOf(password), saltOf(order.seed));
  const { rows, seconds, database } = await resetUsers(order, hash, {
    manage: parseManage(manage, cwd),
    forceInto,
    say,
  });
  return `${rows} rows of users and their roles set in ${database} in ${seconds.toFixed(0)} s\n`;
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
