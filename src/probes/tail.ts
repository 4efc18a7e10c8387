// Follows a log file from its end: whole lines as they come, through rotation by rename and by truncation. Used by probes that
// read logs.

import type { FileHandle } from "node:fs/promises";
import { open, stat } from "node:fs/promises";

/** Of one file at one reading, bytes. What is left comes at the next one. */
const MOST_BYTES = 16 * 2 ** 20;
/** A longer line is cut there, bytes. */
const LONGEST_LINE = 2 ** 20;
/** Programs that do not open their log again go on writing into the file that was renamed. */
const MOST_FILES = 3;
/** Of what was read last, bytes: other bytes there mean that the file began anew and has outgrown the old one. */
const REMEMBERED = 64;

const LINE_BREAK = 0x0a;

export type Tail = {
  /** Lines that were finished since the last call, without their line breaks, oldest first. */
  lines(): Promise<string[]>;
  close(): Promise<void>;
};

/** Throws where there is no such file, or it may not be read: a sentence with the path. */
export async function openTail(path: string): Promise<Tail> {
  const first = await follow(path);
  if (first === undefined) throw new Error(`there is no file ${path}`);
  await first.skipToEnd();
  const files = [first];

  const lookForNew = async (): Promise<void> => {
    const now = await stat(path, { bigint: true }).catch(() => undefined);
    // Between two files there may be none.
    if (now === undefined || files.some((file) => file.dev === now.dev && file.ino === now.ino)) return;
    const next = await follow(path);
    if (next === undefined) return;
    files.push(next);
    if (files.length > MOST_FILES) await files.shift()?.close();
  };
  return {
    async lines() {
      await lookForNew();
      const all: string[] = [];
      for (const file of files) for (const line of await file.lines()) all.push(line);
      return all;
    },
    close: async () => {
      await Promise.all(files.splice(0).map((file) => file.close()));
    },
  };
}

/** Undefined where there is none. */
async function follow(path: string): Promise<Followed | undefined> {
  const handle = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read: ${error.message}`);
  });
  if (handle === undefined) return undefined;
  const { dev, ino, isFile } = await identityOf(handle);
  if (isFile) return new Followed(handle, dev, ino);
  await handle.close();
  throw new Error(`${path} is not a file`);
}

async function identityOf(handle: FileHandle): Promise<{ dev: bigint; ino: bigint; isFile: boolean }> {
  const status = await handle.stat({ bigint: true });
  return { dev: status.dev, ino: status.ino, isFile: status.isFile() };
}

class Followed {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly #handle: FileHandle;
  #offset = 0;
  /** What was read last, up to the offset. */
  #last: Buffer = Buffer.alloc(0);
  /** The beginning of a line that has no end yet. */
  #begun: Buffer = Buffer.alloc(0);
  /** Whether what comes is the rest of a line that is not told. */
  #isRest = false;

  constructor(handle: FileHandle, dev: bigint, ino: bigint) {
    this.#handle = handle;
    this.dev = dev;
    this.ino = ino;
  }

  async skipToEnd(): Promise<void> {
    const { size } = await this.#handle.stat();
    this.#last = await this.#read(Math.max(0, size - REMEMBERED), Math.min(size, REMEMBERED));
    this.#offset = size;
    this.#isRest = size > 0 && this.#last.at(-1) !== LINE_BREAK;
  }

  async lines(): Promise<string[]> {
    const { size } = await this.#handle.stat();
    if (await this.#beganAnew(size)) this.#restart();
    if (size <= this.#offset) return [];
    const bytes = await this.#read(this.#offset, Math.min(size - this.#offset, MOST_BYTES));
    this.#offset += bytes.length;
    this.#last = Buffer.concat([this.#last, bytes.subarray(-REMEMBERED)]).subarray(-REMEMBERED);
    return this.#linesOf(bytes);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #beganAnew(size: number): Promise<boolean> {
    if (size < this.#offset) return true;
    if (size === this.#offset || this.#last.length === 0) return false;
    const there = await this.#read(this.#offset - this.#last.length, this.#last.length);
    return !there.equals(this.#last);
  }

  #restart(): void {
    this.#offset = 0;
    this.#last = Buffer.alloc(0);
    this.#begun = Buffer.alloc(0);
    this.#isRest = false;
  }

  async #read(from: number, length: number): Promise<Buffer> {
    const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  }

  /** Bytes are text only as whole lines: a character may have come by half. */
  #linesOf(bytes: Buffer): string[] {
    const end = bytes.lastIndexOf(LINE_BREAK);
    if (end < 0) {
      this.#keep(bytes);
      return [];
    }
    const lines = this.#take(bytes.subarray(0, end));
    this.#begun = Buffer.alloc(0);
    this.#isRest = false;
    this.#keep(bytes.subarray(end + 1));
    return lines;
  }

  #take(whole: Buffer): string[] {
    const lines = Buffer.concat([this.#begun, whole]).toString("utf8").split("\n");
    if (this.#isRest) lines.shift();
    return lines.map((line) => line.replace(/\r$/, "").slice(0, LONGEST_LINE));
  }

  #keep(beginning: Buffer): void {
    if (this.#isRest) return;
    const room = LONGEST_LINE - this.#begun.length;
    if (room > 0) this.#begun = Buffer.concat([this.#begun, beginning.subarray(0, room)]);
  }
}
