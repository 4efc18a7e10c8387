// The queue between web process and worker: tables in a SQLite file of its own, opened by both. It outlives either of them.
// Also holds what a probe asks for: events in the order in which they were committed, and results.

import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { TaskEvent, TaskEventName } from "../../tests/performance/k6/catalogue/task-events.ts";
import type { Treatment } from "./treatment.ts";

/** A position that was given is never given again, so a cursor stays valid. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS message (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, task TEXT NOT NULL, treatment TEXT NOT NULL,
  attempt INTEGER NOT NULL, not_before INTEGER NOT NULL, reserved_by INTEGER);
CREATE TABLE IF NOT EXISTS result (
  id TEXT PRIMARY KEY, task TEXT NOT NULL, state TEXT NOT NULL, text TEXT NOT NULL, visible_at INTEGER NOT NULL,
  is_seen INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS result_unseen ON result (is_seen, visible_at);
CREATE TABLE IF NOT EXISTS event (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, task TEXT NOT NULL, event TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS worker (pid INTEGER PRIMARY KEY);
`;

/** The other process holds the file for well under a millisecond at a time. */
const PATIENCE_MS = 5000;

export type Message = {
  readonly position: number;
  readonly id: string;
  readonly task: string;
  readonly treatment: Treatment;
  /** 1 for the first. */
  readonly attempt: number;
};

export type Ending = {
  readonly state: "SUCCESS" | "FAILURE";
  readonly text: string;
  readonly visibleAt: number;
};

export type Queue = ReturnType<typeof openQueue>;

/** Opens the file, made where it is missing. Calls are synchronous and short. `now`: milliseconds since 1970. */
export function openQueue(path: string, now: () => number = Date.now) {
  const file = new DatabaseSync(path, { timeout: PATIENCE_MS });
  file.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;");
  file.exec(SCHEMA);
  const insert = file.prepare(
    "INSERT INTO message (id, task, treatment, attempt, not_before) VALUES (?, ?, ?, ?, ?)",
  );
  const log = file.prepare("INSERT INTO event (id, task, event, at) VALUES (?, ?, ?, ?)");
  const count = file.prepare(
    "SELECT count(*) - count(reserved_by) AS waiting, count(reserved_by) AS reserved FROM message",
  );
  const take = file.prepare(
    `UPDATE message SET reserved_by = ? WHERE position IN (SELECT position FROM message
       WHERE reserved_by IS NULL AND not_before <= ? ORDER BY position LIMIT ?)
       RETURNING position, id, task, treatment, attempt`,
  );
  const remove = file.prepare("DELETE FROM message WHERE position = ?");
  const store = file.prepare("INSERT INTO result VALUES (?, ?, ?, ?, ?, 0)");
  const see = file.prepare(
    `UPDATE result SET is_seen = 1 WHERE is_seen = 0 AND visible_at <= ? AND state = 'SUCCESS' RETURNING id, task`,
  );
  const after = file.prepare(
    "SELECT position, id, task, event, at FROM event WHERE position > ? ORDER BY position LIMIT ?",
  );
  const last = file.prepare("SELECT coalesce(max(position), 0) AS position FROM event");
  const workers = file.prepare("SELECT count(*) AS count FROM worker WHERE pid = ?");
  const atOnce = <T>(work: () => T): T => {
    file.exec("BEGIN IMMEDIATE");
    try {
      const value = work();
      file.exec("COMMIT");
      return value;
    } catch (error) {
      file.exec("ROLLBACK");
      throw error;
    }
  };
  const note = (event: TaskEventName, { id, task }: Pick<Message, "id" | "task">): void =>
    void log.run(id, task, event, now());
  const put = (task: string, treatment: Treatment): string => {
    const id = randomUUID();
    insert.run(id, task, JSON.stringify(treatment), 1, 0);
    note("enqueued", { id, task });
    return id;
  };
  return {
    note,
    /** The id of the task. */
    enqueue: (task: string, treatment: Treatment = {}): string =>
      atOnce(() => {
        for (let ahead = 0; ahead < (treatment.backlog ?? 0); ahead += 1) put(task, {});
        return put(task, treatment);
      }),
    /** At most `limit` messages in order, held for this worker; it is noted that they were received. */
    reserve: (pid: number, limit: number): Message[] =>
      atOnce(() => {
        const rows = take.all(pid, now(), limit) as (Omit<Message, "treatment"> & { treatment: string })[];
        const messages = rows
          .map((row) => ({ ...row, treatment: JSON.parse(row.treatment) as Treatment }))
          .sort((a, b) => a.position - b.position);
        for (const message of messages) note("received", message);
        return messages;
      }),
    /** Before the work, as Celery does unless told otherwise: a worker that dies in it loses the task. */
    acknowledge: ({ position }: Message): void => void remove.run(position),
    /** Puts the task back for another attempt after a while, milliseconds. */
    retry: (message: Message, afterMs: number): void =>
      atOnce(() => {
        const { id, task, treatment, attempt } = message;
        insert.run(id, task, JSON.stringify(treatment), attempt + 1, now() + afterMs);
        note("retried", message);
      }),
    finish: (message: Message, { state, text, visibleAt }: Ending): void =>
      atOnce(() => {
        store.run(message.id, message.task, state, text, visibleAt);
        note(state === "SUCCESS" ? "succeeded" : "failed", message);
      }),
    /** What another worker held when it ended goes back into the queue; from now on this one is there. */
    takeOver: (pid: number): void =>
      atOnce(() => {
        file.exec("UPDATE message SET reserved_by = NULL");
        file.exec("DELETE FROM worker");
        file.prepare("INSERT INTO worker VALUES (?)").run(pid);
      }),
    isTakenOverBy: (pid: number | undefined): boolean =>
      pid !== undefined && (workers.get(pid) as { count: number }).count === 1,
    depth: () => count.get() as { waiting: number; reserved: number },
    /** Notes which results can be read by now and could not before. */
    lookAtResults: (): void =>
      atOnce(() => {
        for (const row of see.all(now()) as Pick<Message, "id" | "task">[]) note("visible", row);
      }),
    newest: (): number => (last.get() as { position: number }).position,
    /** In order; at most `limit`. */
    eventsAfter: (cursor: number, limit: number): { events: TaskEvent[]; cursor: number } => {
      const rows = after.all(cursor, limit) as {
        position: number;
        id: string;
        task: string;
        event: TaskEventName;
        at: number;
      }[];
      const events = rows.map(({ id, task, event, at }) => ({ task: id, name: task, event, at }));
      return { events, cursor: rows.at(-1)?.position ?? cursor };
    },
    close: (): void => file.close(),
  };
}
