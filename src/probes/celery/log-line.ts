// What one line of a Celery worker's log says. Celery's own lines count; those that OBCMS's hooks print beside them do not,
// because "completed successfully" follows a failure, too, and "failed:" tells again what "raised" tells.

import type { TaskSight } from "../probe.ts";

export type LogLine =
  | {
      readonly kind: "task";
      /** The time of the worker's wall as if it were UTC's, milliseconds since 1970. */
      readonly wallMs: number;
      readonly sight: Pick<TaskSight, "task" | "name" | "event"> & Partial<Pick<TaskSight, "workedMs">>;
    }
  /** The worker says that it takes tasks from now on. */
  | { readonly kind: "ready"; readonly wallMs: number }
  /** It takes no more, and ends. */
  | { readonly kind: "leaving" }
  /** A name that no task of the worker has; which task it was, its headers tell some lines below. */
  | { readonly kind: "unregistered"; readonly wallMs: number }
  | { readonly kind: "headers"; readonly task: string; readonly name: string }
  /** A line of Celery's or of the application that tells of no task's moment, or the rest of a message of several lines. */
  | { readonly kind: "other"; readonly isCelerys: boolean }
  /** It looks like one of Celery's, and is not: cut off, or two in one. */
  | { readonly kind: "unreadable" };

/** `[2026-11-24 02:56:04,939: INFO/MainProcess] …` */
const HEADER = /^\[(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d),(\d{3}): [A-Z]+\/[^\]\s]+\] (.*)$/s;
const LOOKS_LIKE_HEADER = /^\[\d{4}-\d/;

type Phrase = { readonly says: RegExp; readonly event: TaskSight["event"] };

function ofTask(event: TaskSight["event"], words: string): Phrase {
  return { says: new RegExp(`^Task (?<name>\\S+)\\[(?<task>[^\\]\\s]+)\\] ${words}`), event };
}

const phrases: readonly Phrase[] = [
  ofTask("received", "received$"),
  // Printed by OBCMS when a task begins, and true: Celery itself logs that on level DEBUG only.
  ofTask("started", "starting\\.\\.\\.$"),
  ofTask("succeeded", "succeeded in (?<seconds>\\d+(?:\\.\\d+)?(?:e-\\d+)?)s: "),
  ofTask("retried", "retry: "),
  ofTask("failed", "raised unexpected: "),
  ofTask("failed", "raised expected: "),
  ofTask("failed", "INTERNAL ERROR: "),
  ofTask("rejected", "reject requeue=False"),
  ofTask("rejected", "ignored$"),
  { says: /^Discarding revoked task: (?<name>\S+)\[(?<task>[^\]\s]+)\]/, event: "rejected" },
  { says: /^Hard time limit \(.*s\) exceeded for (?<name>\S+)\[(?<task>[^\]\s]+)\]$/, event: "failed" },
];

/** Begins as a phrase does, and goes on as none does. */
const BROKEN_PHRASE =
  /^Task \S+\[[^\]]*(?:$|\] (?:rec|succeeded in |retry|raised (?:un)?expected|reject requeue=F))/;
const HEADERS = /^\{'lang': .*?'task': '(?<name>[^']+)', 'id': '(?<task>[^']+)'/;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** `text`: without its line break. */
export function readLine(text: string): LogLine {
  const line = text.replaceAll(COLOURS, "");
  const header = HEADER.exec(line);
  if (header === null) return readRest(line);
  const [year, month, day, hour, minute, second, millisecond] = header.slice(1, 8).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const message = header[8] ?? "";
  for (const { says, event } of phrases) {
    const found = says.exec(message)?.groups;
    if (found === undefined) continue;
    const { name = "", task = "", seconds } = found;
    const worked = seconds === undefined ? {} : { workedMs: 1000 * Number(seconds) };
    return { kind: "task", wallMs, sight: { task, name, event, ...worked } };
  }
  if (BROKEN_PHRASE.test(message)) return { kind: "unreadable" };
  if (/^\S+@\S+ ready\.$/.test(message)) return { kind: "ready", wallMs };
  if (message.startsWith("Received unregistered task of type ")) return { kind: "unregistered", wallMs };
  return { kind: "other", isCelerys: true };
}

function readRest(line: string): LogLine {
  if (LOOKS_LIKE_HEADER.test(line)) return { kind: "unreadable" };
  if (/^worker: (?:Warm|Cold) shutdown/.test(line)) return { kind: "leaving" };
  const { name, task } = HEADERS.exec(line)?.groups ?? {};
  if (name !== undefined && task !== undefined) return { kind: "headers", task, name };
  return { kind: "other", isCelerys: false };
}
