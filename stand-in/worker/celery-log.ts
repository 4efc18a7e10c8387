// A worker's log as Celery writes it on OBCMS: Asia/Manila times without an offset, and OBCMS's own hooks between the lines,
// of which the last one calls every task "completed successfully", whatever became of it.

import { manilaTime } from "../time.ts";

type Task = { readonly id: string; readonly task: string };
type Line = (task: Task) => string;

const MAIN = "MainProcess";
const POOL = "ForkPoolWorker-1";

function line(level: "INFO" | "WARNING" | "ERROR", process: string, says: (named: string) => string): Line {
  return ({ id, task }) => stamped(level, process, says(`${task}[${id}]`));
}

/** `[2026-11-24 02:56:04,939: INFO/MainProcess] …` */
function stamped(level: string, process: string, text: string): string {
  const at = manilaTime(Date.now());
  return `[${at.slice(0, 10)} ${at.slice(11, 19)},${at.slice(20, 23)}: ${level}/${process}] ${text}`;
}

export const logLines = {
  ready: (pid: number) => stamped("INFO", MAIN, `celery@stand-in-${pid} ready.`),
  received: line("INFO", MAIN, (named) => `Task ${named} received`),
  starting: line("WARNING", POOL, (named) => `Task ${named} starting...`),
  working: (text: string) => stamped("INFO", POOL, text),
  succeeded: (task: Task, seconds: number, value: string) =>
    line("INFO", POOL, (named) => `Task ${named} succeeded in ${seconds}s: ${value}`)(task),
  retry: (task: Task, seconds: number, error: string) =>
    line("INFO", POOL, (named) => `Task ${named} retry: Retry in ${seconds}s: ${error}`)(task),
  failed: (task: Task, message: string) =>
    line("WARNING", POOL, (named) => `Task ${named} failed: ${message}`)(task),
  raised: (task: Task, error: string, traceback: string) =>
    `${line("ERROR", POOL, (named) => `Task ${named} raised unexpected: ${error}`)(task)}\n${traceback}`,
  completed: line("WARNING", POOL, (named) => `Task ${named} completed successfully`),
} as const;
