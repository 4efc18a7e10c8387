// Loads a dataset into a target through its own `loaddata`, in one transaction: all of it or nothing. What would not fit
// is found before that.

import { shellProgram } from "../introspection/ask.ts";
import { endOf, type Manage, quote, runManage, shellText } from "../introspection/manage.ts";
import { Problem } from "../problem.ts";
import { adoptFrom } from "./adopt.ts";
import { compareWith } from "./comparison.ts";
import { END, installedIn, loadProgram, processedIn, rebuildProgram } from "./load-program.ts";
import { refuseForeign } from "./refusal.ts";
import { type Row, toLine } from "./row.ts";
import { modelsOf, readDataset, rowsOf } from "./stored-dataset.ts";
import { askTarget, questionFor, type Target } from "./target-models.ts";

const PROGRESS_SECONDS = 5;

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
  const { fingerprint, files } = await readDataset(folder);
  say("asking the target what its models are");
  const target = await askTarget(manage, await modelsOf(files));
  refuseForeign(target, forceInto, fingerprint);
  say(`comparing it with the models of database ${target.database}`);
  const comparison = compareWith(target);
  for await (const row of rowsOf(files)) comparison.add(row);
  refuseFaults(comparison.faults(), manage);
  const total = files.reduce((sum, { rows }) => sum + rows, 0);
  const loaded = await sendRows(rowsOf(files), { target, manage, say, total });
  if (target.users > 0) {
    say("rebuilding the tree of work items, because the database was not empty");
    await rebuildTree(manage);
  }
  return loaded;
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
      sent += 1;
      yield toLine(own);
    }
    yield `${END} ${sent}\n`;
  }
  const ended = await runManage(manage, ["shell", "-c", loadProgram], lines(), (soFar) => {
    if (seconds() < nextLine) return;
    nextLine = seconds() + PROGRESS_SECONDS;
    say(`${processedIn(soFar) ?? 0} of ${total} rows loaded, ${Math.round(seconds())} s`);
  });
  if (ended.code === 0 && installedIn(ended.stdout) === sent)
    return { rows: sent, adopted, seconds: seconds(), database: target.database };
  throw new Problem({
    what: "loaddata failed; it works in one transaction, so nothing is loaded.",
    saw: `exit code ${ended.code}, ${sent} rows sent\n${endOf(ended)}`,
    fix: "mend what it names, then load again",
    exit: "configuration",
  });
}

async function rebuildTree(manage: Manage): Promise<void> {
  const ended = await runManage(manage, ["shell", "-c", rebuildProgram]);
  if (ended.code === 0) return;
  throw new Problem({
    what: "The rows are loaded, but the tree of work items could not be rebuilt beside the rows that were there.",
    saw: `exit code ${ended.code}\n${endOf(ended)}`,
    fix: `try it by hand: ${shellText(manage, ["shell", "-c", rebuildProgram.trim()])}`,
    exit: "configuration",
  });
}

export async function loadCommands(folder: string, manage: Manage): Promise<string> {
  const { files } = await readDataset(folder);
  return [
    "# what the target's models are, and what it holds",
    shellText(manage, ["shell", "-c", shellProgram(questionFor(await modelsOf(files)))]),
    "# the rows, in one transaction",
    `cat ${files.map(({ path }) => quote(path)).join(" ")} | ${shellText(manage, ["loaddata", "--format=jsonl", "-"])}`,
    "",
  ].join("\n");
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
