// Loads a dataset into a target through its own `loaddata`, in one transaction: all of it or nothing. What would not fit
// is found before that.

import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { parseDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { messageOf, Problem } from "../problem.ts";
import { adoptFrom } from "./adopt.ts";
import { compareWith } from "./comparison.ts";
import { endOf, type Manage, runManage, shellText } from "./manage.ts";
import { type Row, toLine } from "./row.ts";
import { askTarget, questionFor, type Target } from "./target-models.ts";
import { manifestFile } from "./write.ts";

export const loadArguments = ["loaddata", "--format=jsonl", "-"] as const;
const PROGRESS_SECONDS = 5;

const manifestSchema = z.object({
  fingerprint: z.string(),
  files: z.array(z.object({ name: z.string(), rows: z.number() })).min(1),
});
type Manifest = z.infer<typeof manifestSchema>;

export type LoadOptions = {
  readonly folder: string;
  readonly manage: Manage;
  /** Name of the database that may be loaded although it holds users and no marker. */
  readonly forceInto: string | undefined;
  readonly say: (line: string) => void;
};
export type Loaded = {
  readonly rows: number;
  readonly adopted: number;
  readonly seconds: number;
  readonly database: string;
};

export async function loadDataset({ folder, manage, forceInto, say }: LoadOptions): Promise<Loaded> {
  const { fingerprint, files } = await readManifest(folder);
  const paths = files.map(({ name }) => join(folder, name));
  say("reading the dataset's models");
  const target = await askTarget(manage, await modelsOf(paths));
  refuseForeign(target, fingerprint, forceInto);
  say(`comparing it with the models of database ${target.database}`);
  const comparison = compareWith(target);
  for await (const row of rowsOf(paths)) comparison.add(row);
  refuseFaults(comparison.faults(), manage);
  return await sendRows(rowsOf(paths), {
    target,
    manage,
    say,
    total: files.reduce((sum, { rows }) => sum + rows, 0),
  });
}

/** Sends rows to `loaddata`, and believes it only when it says that it stored as many. */
export async function sendRows(
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: { target: Target; manage: Manage; say: (line: string) => void; total: number },
): Promise<Loaded> {
  const { target, manage, say, total } = options;
  const adopt = adoptFrom(target);
  const began = performance.now();
  let [sent, adopted, nextLine] = [0, 0, PROGRESS_SECONDS];
  const seconds = (): number => (performance.now() - began) / 1000;
  async function* lines(): AsyncGenerator<string> {
    for await (const row of rows) {
      const own = adopt(row);
      if (own === undefined) {
        adopted += 1;
        continue;
      }
      yield toLine(own);
      sent += 1;
      if (seconds() < nextLine) continue;
      nextLine = seconds() + PROGRESS_SECONDS;
      say(`${sent + adopted} of ${total} rows taken by loaddata, ${Math.round(seconds())} s`);
    }
  }
  const ended = await runManage(manage, loadArguments, lines());
  const installed = Number(/Installed (\d+) object/.exec(ended.stdout)?.[1] ?? Number.NaN);
  if (ended.code === 0 && installed === sent)
    return { rows: sent, adopted, seconds: seconds(), database: target.database };
  throw new Problem({
    what: "loaddata failed; it works in one transaction, so nothing is loaded.",
    saw: `exit code ${ended.code}, ${sent} rows sent\n${endOf(ended)}`,
    fix: "mend what it names, then load again",
    exit: "configuration",
  });
}

export async function loadCommands(folder: string, manage: Manage): Promise<string> {
  const { files } = await readManifest(folder);
  const paths = files.map(({ name }) => join(folder, name));
  return [
    "# what the target's models are, and what it holds",
    shellText(manage, ["shell", "-c", questionFor(await modelsOf(paths))]),
    "# the rows, in one transaction",
    `cat ${paths.join(" ")} | ${shellText(manage, loadArguments)}`,
    "",
  ].join("\n");
}

function refuseForeign(target: Target, fingerprint: string, forceInto: string | undefined): void {
  const { database, users, error } = target;
  if (error !== null)
    throw new Problem({
      what: `The tables of database ${database} cannot be read.`,
      saw: error,
      fix: "make the tables first, with OBCMS's `migrate`",
      exit: "configuration",
    });
  const mark = target.marker === null ? undefined : parseDataset(target.marker);
  if (mark?.fingerprint === fingerprint || (mark === undefined && users === 0) || forceInto === database)
    return;
  throw new Problem({
    what:
      mark === undefined
        ? `Database ${database} may be somebody's real one: it has ${users} users and no performance marker.`
        : `Database ${database} holds another dataset; the trees of the two would get mixed up.`,
    saw:
      mark === undefined ? `${users} users` : `dataset ${mark.fingerprint}, and this one is ${fingerprint}`,
    fix: `load into an empty database; or, if nothing in it is needed, add --force-into ${database}`,
    exit: "refused",
  });
}

function refuseFaults(faults: readonly string[], manage: Manage): void {
  if (faults.length === 0) return;
  throw new Problem({
    what: "The dataset does not fit the target's models; nothing is loaded.",
    saw: faults.join("\n"),
    fix: `generate with the obcms-perf that fits this OBCMS, or look at the models behind: ${manage.words.join(" ")}`,
    exit: "configuration",
  });
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, manifestFile);
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(path, "utf8")));
    const missing = manifest.files.filter(({ name }) => !existsSync(join(folder, name)));
    if (missing.length > 0) throw new Error(`without ${missing.map(({ name }) => name).join(", ")}`);
    return manifest;
  } catch (cause) {
    throw new Problem({
      what: `${folder} is no dataset.`,
      saw: messageOf(cause),
      fix: "obcms-perf seed generate --out <folder>",
      exit: "usage",
      cause,
    });
  }
}

async function modelsOf(paths: readonly string[]): Promise<string[]> {
  const models = new Set<string>();
  for await (const { model } of rowsOf(paths)) models.add(model);
  return [...models];
}

async function* rowsOf(paths: readonly string[]): AsyncGenerator<Row> {
  for (const path of paths)
    for await (const line of createInterface({ input: createReadStream(path) }))
      if (line !== "") yield JSON.parse(line) as Row;
}
