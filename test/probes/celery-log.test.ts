// The worker's log: Celery's lines and no others, times of a zone without an offset, and a file that is rotated under the reader.

import assert from "node:assert/strict";
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { readLine } from "../../src/probes/celery/log-line.ts";
import type { Told } from "../../src/probes/celery/source.ts";
import { openWorkerLog } from "../../src/probes/celery/worker-log.ts";
import { zonedClock } from "../../src/probes/celery/zoned-clock.ts";
import { type FollowedFile, followFile } from "../../src/probes/followed-file.ts";
import type { TaskSight } from "../../src/probes/probe.ts";
import { logLines } from "../../stand-in/worker/celery-log.ts";
import { scratchFolder } from "../load/process.ts";

const at = "2026-11-24 02:56:04,939";
const id = "6edc29ae-ad16-4104-8866-16bdba56ed9a";
const main = `[${at}: INFO/MainProcess] Task p.t[${id}]`;
const pool = `[${at}: INFO/ForkPoolWorker-1] Task p.t[${id}]`;

describe("a line", () => {
  for (const [line, event] of [
    [`${main} received`, "received"],
    [`[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] starting...`, "started"],
    [`${pool} succeeded in 0.06904200999997556s: {'total': 0, 'errors': ['x failed: y']}`, "succeeded"],
    [`${pool} succeeded in 9.1e-05s: None`, "succeeded"],
    [`${pool} retry: Retry in 180s: ConnectionError('connection lost')`, "retried"],
    [`[${at}: ERROR/ForkPoolWorker-1] Task p.t[${id}] raised unexpected: TypeError("…")`, "failed"],
    [`${pool} raised expected: KeyError('x')`, "failed"],
    [`[${at}: CRITICAL/MainProcess] Task p.t[${id}] INTERNAL ERROR: AttributeError()`, "failed"],
    [`[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] reject requeue=False: not wanted`, "rejected"],
    [`${pool} ignored`, "rejected"],
    [`[${at}: INFO/MainProcess] Discarding revoked task: p.t[${id}]`, "rejected"],
    [`[${at}: ERROR/MainProcess] Hard time limit (5s) exceeded for p.t[${id}]`, "failed"],
    [`\u001b[1;32m${main} received`, "received"],
  ] as const) {
    test(`${event}: ${line.slice(0, 120)}`, () => {
      const read = readLine(line);
      assert.equal(read.kind, "task");
      if (read.kind !== "task") return;
      assert.deepEqual([read.sight.event, read.sight.task, read.sight.name], [event, id, "p.t"]);
      assert.equal(read.wallMs, Date.UTC(2026, 10, 24, 2, 56, 4, 939));
    });
  }

  for (const [line, kind] of [
    // OBCMS's hook after every task, and beside "raised".
    [`[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] completed successfully`, "other"],
    [`[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] failed: unsupported operand`, "other"],
    // The application's own words, which are no end of a task.
    [`[${at}: INFO/ForkPoolWorker-1] Task p.t[${id}] succeeded in a way`, "unreadable"],
    [`[${at}: INFO/ForkPoolWorker-1] p.t[${id}]: Task p.t[${id}] received`, "other"],
    [`[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] reject requeue=True: later`, "other"],
    [`[${at}: INFO/MainProcess] Task p.t[${id.slice(0, 9)}`, "unreadable"],
    [`[${at}: INFO/MainProcess] Task p.t[${id}] recei`, "unreadable"],
    [`[2026-11-24 02:56:0`, "unreadable"],
    [`Traceback (most recent call last):`, "other"],
    [`  Task p.t[${id}] received`, "other"],
    [`[${at}: INFO/MainProcess] celery@vm ready.`, "ready"],
    ["worker: Warm shutdown (MainProcess)", "leaving"],
  ] as const) {
    test(`${kind}: ${line.slice(0, 120)}`, () => assert.equal(readLine(line).kind, kind));
  }

  test("how long it was worked on is told in milliseconds", () => {
    const read = readLine(`${pool} succeeded in 0.069s: None`);
    assert.equal(read.kind === "task" && read.sight.workedMs, 69);
  });

  test("the stand-in's worker writes what is read here", () => {
    const task = { id, task: "p.t" };
    const lines = [
      logLines.received(task),
      logLines.starting(task),
      logLines.succeeded(task, 0.05, "{}"),
      logLines.retry(task, 1, "E()"),
      logLines.raised(task, "E()", "Traceback"),
      logLines.failed(task, "E"),
      logLines.completed(task),
    ];
    const events = lines.map((line) => {
      const read = readLine(line.split("\n")[0] ?? "");
      return read.kind === "task" ? read.sight.event : read.kind;
    });
    assert.deepEqual(events, ["received", "started", "succeeded", "retried", "failed", "other", "other"]);
  });
});

describe("a clock on the wall", () => {
  const wall = (text: string): number => Date.parse(`${text}Z`);
  for (const [zone, shown, near, is] of [
    ["Asia/Manila", "2026-11-24T02:56:04.939", "2026-11-23T18:56:05", "2026-11-23T18:56:04.939"],
    ["UTC", "2026-11-24T02:56:04.939", "2026-11-24T02:56:05", "2026-11-24T02:56:04.939"],
    ["Asia/Kolkata", "2026-11-24T02:56:04", "2026-11-24T00:00:00", "2026-11-23T21:26:04"],
    ["America/New_York", "2026-07-01T12:00:00", "2026-07-01T16:00:00", "2026-07-01T16:00:00"],
    ["America/New_York", "2026-12-01T12:00:00", "2026-12-01T17:00:00", "2026-12-01T17:00:00"],
    // The last minutes before a change, and the first after it.
    ["America/New_York", "2026-03-08T01:59:59", "2026-03-08T07:00:00", "2026-03-08T06:59:59"],
    ["America/New_York", "2026-03-08T03:00:01", "2026-03-08T07:00:00", "2026-03-08T07:00:01"],
    ["America/New_York", "2026-11-01T00:59:59", "2026-11-01T05:00:00", "2026-11-01T04:59:59"],
    ["America/New_York", "2026-11-01T02:00:01", "2026-11-01T07:00:00", "2026-11-01T07:00:01"],
    // This hour is there twice: the nearer one is meant.
    ["America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:01", "2026-11-01T05:30:00"],
    ["America/New_York", "2026-11-01T01:30:00", "2026-11-01T06:30:01", "2026-11-01T06:30:00"],
    // This one is not there: no clock shows it, and it is read as one that was not changed.
    ["America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00", "2026-03-08T07:30:00"],
    ["Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:01", "2026-04-04T14:45:00"],
    ["Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T15:15:01", "2026-04-04T15:15:00"],
  ] as const) {
    test(`${zone} ${shown} near ${near} is ${is}`, () => {
      const ms = zonedClock(zone)(wall(shown), wall(near));
      assert.equal(new Date(ms).toISOString(), new Date(wall(is)).toISOString());
    });
  }

  test("a zone that nobody knows is named", async (t) => {
    const path = join(scratchFolder(t), "log");
    await assert.rejects(openWorkerLog(path, "Asia/Nowhere", nobody), /probes\.workerZone: "Asia\/Nowhere"/);
  });
});

describe("a file that is followed", () => {
  const followed = async (
    t: Parameters<typeof scratchFolder>[0],
    use: (path: string, file: FollowedFile) => Promise<void>,
    before?: string,
  ): Promise<void> => {
    const path = join(scratchFolder(t), "celery.log");
    if (before !== undefined) writeFileSync(path, before);
    const file = await followFile(path);
    try {
      await use(path, file);
    } finally {
      await file.close();
    }
  };

  test("what was there before is not read, and each later line once", async (t) => {
    await followed(
      t,
      async (path, file) => {
        assert.deepEqual(await file.read(), []);
        appendFileSync(path, "one\ntwo\n");
        assert.deepEqual(await file.read(), ["one", "two"]);
        assert.deepEqual(await file.read(), []);
      },
      "old\n",
    );
  });

  test("a line that is cut in half by a write, between letters of two bytes, too, is one line", async (t) => {
    await followed(
      t,
      async (path, file) => {
        const bytes = Buffer.from("caf\u00e9 late\n");
        appendFileSync(path, bytes.subarray(0, 4));
        assert.deepEqual(await file.read(), []);
        appendFileSync(path, bytes.subarray(4));
        assert.deepEqual(await file.read(), ["caf\u00e9 late"]);
      },
      "",
    );
  });

  test("the rest of a line that was begun before is left out", async (t) => {
    await followed(
      t,
      async (path, file) => {
        appendFileSync(path, "est of it\nwhole\n");
        assert.deepEqual(await file.read(), ["whole"]);
      },
      "begun, and the r",
    );
  });

  test("a file that is not there yet is a gap, and whole once it is there", async (t) => {
    await followed(t, async (path, file) => {
      await assert.rejects(file.read(), /celery\.log is not there/);
      writeFileSync(path, "first\n");
      assert.deepEqual(await file.read(), ["first"]);
    });
  });

  test("as many short lines as one look may read are read in one look", async (t) => {
    await followed(t, async (path, file) => {
      writeFileSync(path, "x\n".repeat(500_000));
      assert.equal((await file.read()).length, 500_000);
    });
  });

  test("a path that cannot be read says so", async (t) => {
    const path = join(scratchFolder(t), "folder");
    mkdirSync(path);
    await assert.rejects(
      followFile(path).then((file) => file.read()),
      /EISDIR/,
    );
  });

  test("renamed and made anew: the last lines of the old file, also those that come late, and all of the new", async (t) => {
    await followed(
      t,
      async (path, file) => {
        const writer = openSync(path, "a");
        writeSync(writer, "one\n");
        assert.deepEqual(await file.read(), ["one"]);
        writeSync(writer, "two\nthr");
        renameSync(path, `${path}.1`);
        assert.deepEqual(await file.read(), ["two"]);
        writeSync(writer, "ee\nfour\n");
        writeFileSync(path, "five\n");
        assert.deepEqual(await file.read(), ["three", "four", "five"]);
        // It still has the old one open.
        writeSync(writer, "six\n");
        closeSync(writer);
        appendFileSync(path, "seven\n");
        assert.deepEqual(await file.read(), ["six", "seven"]);
      },
      "old\n",
    );
  });

  test("copied and emptied: what was written between the last look and that is read in the copy", async (t) => {
    await followed(
      t,
      async (path, file) => {
        appendFileSync(path, "one\n");
        assert.deepEqual(await file.read(), ["one"]);
        appendFileSync(path, "two\nthr");
        assert.deepEqual(await file.read(), ["two"]);
        appendFileSync(path, "ee\nfour\n");
        copyFileSync(path, `${path}.1`);
        truncateSync(path);
        appendFileSync(path, "five\n");
        assert.deepEqual(await file.read(), ["three", "four", "five"]);
      },
      "old\n",
    );
  });

  test("emptied and grown beyond where reading stopped, without a copy", async (t) => {
    await followed(
      t,
      async (path, file) => {
        appendFileSync(path, "one\n");
        assert.deepEqual(await file.read(), ["one"]);
        truncateSync(path);
        appendFileSync(path, "another line, longer than all that was there\n");
        assert.deepEqual(await file.read(), ["another line, longer than all that was there"]);
      },
      "old\n",
    );
  });

  test("emptied under a writer who does not append: the hole before its next line is no line", async (t) => {
    await followed(
      t,
      async (path, file) => {
        const writer = openSync(path, "r+");
        writeSync(writer, "one\n", 100_000);
        const read = await file.read();
        assert.equal(read.at(-1)?.replaceAll("\0", ""), "one");
        truncateSync(path);
        writeSync(writer, "two\n", 100_004);
        closeSync(writer);
        assert.deepEqual(await file.read(), ["two"]);
      },
      "",
    );
  });

  test("a line of a megabyte is cut, and the next one is whole", async (t) => {
    await followed(
      t,
      async (path, file) => {
        appendFileSync(path, `${"x".repeat(1024 * 1024)}\nnext\n`);
        const lines = await file.read();
        assert.deepEqual([lines[0]?.length, lines[1]], [64 * 1024, "next"]);
      },
      "",
    );
  });
});

const nobody: Told = { saw: () => {}, worker: () => {} };

describe("the worker's log", () => {
  test("tracebacks, hooks and broken lines beside the moments of tasks", async (t) => {
    const path = join(scratchFolder(t), "celery.log");
    writeFileSync(path, `${main} received\n`);
    const sights: Omit<TaskSight, "source">[] = [];
    const log = await openWorkerLog(path, "Asia/Manila", { ...nobody, saw: (sight) => sights.push(sight) });
    try {
      appendFileSync(
        path,
        [
          `${main} received`,
          `[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] starting...`,
          `[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] failed: no`,
          `[${at}: ERROR/ForkPoolWorker-1] Task p.t[${id}] raised unexpected: TypeError("no")`,
          "Traceback (most recent call last):",
          `  File "x.py", line 3, in run`,
          `TypeError: no`,
          `[${at}: WARNING/ForkPoolWorker-1] Task p.t[${id}] completed successfully`,
          `[${at}: INFO/MainProcess] Task p.t[${id}] recei[${at}: INFO/MainProcess] x`,
          `[${at}: ERROR/MainProcess] Received unregistered task of type 'p.gone'.`,
          "The full contents of the message headers:",
          `{'lang': 'py', 'task': 'p.gone', 'id': 'other', 'shadow': None}`,
          "",
        ].join("\n"),
      );
      await log.look();
      const moment = Date.parse("2026-11-23T18:56:04.939Z");
      assert.deepEqual(
        sights.map((sight) => [sight.event, sight.name, sight.at]),
        [
          ["received", "p.t", moment],
          ["started", "p.t", moment],
          ["failed", "p.t", moment],
          ["rejected", "p.gone", moment],
        ],
      );
      assert.equal(log.unreadableLines(), 1);
    } finally {
      await log.close();
    }
  });

  test("a file that is no worker's log is a gap and not a silence", async (t) => {
    const path = join(scratchFolder(t), "django.log");
    writeFileSync(path, "");
    const log = await openWorkerLog(path, "UTC", nobody);
    try {
      appendFileSync(path, "INFO 2026-11-24 GET /health/ 200\n".repeat(60));
      await assert.rejects(log.look(), /none of the 60 new lines .* Celery's format/);
    } finally {
      await log.close();
    }
  });
});
