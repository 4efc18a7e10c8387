// The application server as the process that listens shows it, where that is on this machine. Asked by observe.ts.

import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { parseOrigin } from "../../../tests/performance/k6/catalogue/origin.ts";
import { type Listener, listenerOf } from "../../listener.ts";
import { folderOf, hasVariable, nameOf, wordsOf } from "../../proc.ts";
import { nothingTold, type Told } from "../observation.ts";
import { configurationFile, workerKind } from "./gunicorn.ts";

/** By what a command line has among its first words; a process that names itself has its title there. */
const servers: readonly (readonly [name: string, word: RegExp])[] = [
  ["gunicorn", /^(.*\/)?gunicorn$|^gunicorn: master\b/],
  ["uvicorn", /^(.*\/)?uvicorn$/],
  ["daphne", /^(.*\/)?daphne$/],
  ["runserver", /^runserver$/],
];

/** A program's own name is among them with `python -m gunicorn` too. */
const FIRST_WORDS = 4;

/** `origin`: undefined where the target has no address. Never throws. */
export function lookAtProcess(origin: string | undefined): Told {
  const target = origin === undefined ? undefined : parseOrigin(origin);
  if (target === undefined) return nothingTold("there is no baseUrl whose process to look at");
  if (!target.loopback) return nothingTold("its process is on another machine");
  if (process.platform !== "linux") return nothingTold("processes are looked at on Linux only");
  const listener = listenerOf(target.host, target.port);
  if (typeof listener === "string") return nothingTold(listener);
  const words = wordsOf(listener.pid);
  const name = servers.find(([, word]) => words.slice(0, FIRST_WORDS).some((one) => word.test(one)))?.[0];
  if (name === undefined)
    return nothingTold(
      `what listens there is ${JSON.stringify(basename(words[0] ?? "") || nameOf(listener.pid))}, which is no application server that is known`,
    );
  if (name !== "gunicorn")
    return { facts: { "webServer.name": name }, because: `what the processes of ${name} mean is not known` };
  return gunicornFacts(listener, words);
}

function gunicornFacts({ pid, children }: Listener, words: readonly string[]): Told {
  const hasTitle = words[0]?.startsWith("gunicorn: ") === true;
  const { workerClass, threads } = workerKind(words, hasTitle || isConfigured(pid, words));
  return {
    facts: {
      "webServer.name": "gunicorn",
      "webServer.workers": children.length,
      "webServer.workerClass": workerClass,
      "webServer.threadsPerWorker": threads,
    },
    because: hasTitle
      ? "gunicorn shows a title in place of its command line"
      : "no flag says it, and gunicorn has a configuration of its own",
  };
}

/** Its file is read by nobody here: it is a program. */
function isConfigured(pid: number, words: readonly string[]): boolean {
  if (hasVariable(pid, "GUNICORN_CMD_ARGS") !== false) return true;
  const named = configurationFile(words);
  if (named !== undefined) return named !== "/dev/null";
  const folder = folderOf(pid);
  return folder === undefined || existsSync(join(folder, "gunicorn.conf.py"));
}
