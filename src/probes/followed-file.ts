// Follows a file that grows: whole lines, each once, through both ways in which logs are rotated. Reads what is new when it is
// asked to, and nothing of what was there before.

import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What one look reads at most, of each file; the next one reads on. */
const MOST_BYTES = 4 * 1024 * 1024;
/** The rest of a longer line is left out. */
const MOST_LINE_BYTES = 64 * 1024;
/** Bytes before the place where reading stopped, by which a file that was emptied and has grown again is known. */
const MARK_BYTES = 256;
/** So many looks a file that was renamed is read on: whoever writes it opens the new one with its next line only. */
const LOOKS_AFTER_RENAME = 20;
/** Files beside it among which a copy of it is looked for. */
const MOST_COPIES = 20;

export type FollowedFile = {
  /** The lines since the last time, without line breaks. Throws where there is no file (yet), or it cannot be read. */
  read(): Promise<string[]>;
  close(): Promise<void>;
};

/** Begins at the end of the file as it is now; one that comes later is read from its beginning. */
export async function followFile(path: string): Promise<FollowedFile> {
  let current = await Reader.at(path, "end");
  /** Renamed ones that are read on for a while. */
  let renamed: { reader: Reader; looks: number }[] = [];
  return {
    async read() {
      const lines: string[] = [];
      // One by one: a spread of a hundred thousand lines is more arguments than a call may have.
      const take = (fresh: readonly string[]): void => {
        for (const line of fresh) lines.push(line);
      };
      // Looked at first: what was written before the new file was there is read below, in the old one.
      const there = await stat(path).catch(() => undefined);
      for (const old of renamed) {
        take(await old.reader.read());
        old.looks += 1;
      }
      for (const { reader } of renamed.filter(({ looks }) => looks >= LOOKS_AFTER_RENAME))
        await reader.close();
      renamed = renamed.filter(({ looks }) => looks < LOOKS_AFTER_RENAME);
      if (current !== undefined) {
        if (current.isAnother(there)) {
          take(await current.read());
          if (there === undefined) return lines;
          renamed.push({ reader: current, looks: 0 });
          current = await Reader.at(path, "start");
        } else if (await current.wasEmptied()) {
          take(await restOfCopy(path, current));
          await current.begin();
        }
      } else current = await Reader.at(path, "start");
      if (current === undefined)
        throw new Error(`${path} is not there; start what writes it, or correct the path`);
      take(await current.read());
      return lines;
    },
    async close() {
      for (const { reader } of renamed) await reader.close();
      await current?.close();
    },
  };
}

/** What was written between the last look and the emptying is in a copy, if somebody made one: `copytruncate` does. */
async function restOfCopy(path: string, emptied: Reader): Promise<string[]> {
  const names = await readdir(dirname(path)).catch(() => []);
  const copies = names.filter(
    (name) => /^[.-]/.test(name.slice(basename(path).length)) && name.startsWith(basename(path)),
  );
  for (const name of copies.slice(0, MOST_COPIES)) {
    const copy = await emptied.goOnIn(join(dirname(path), name));
    if (copy === undefined) continue;
    try {
      return await copy.read();
    } finally {
      await copy.close();
    }
  }
  return [];
}

class Reader {
  readonly #file: FileHandle;
  readonly #inode: string;
  #offset: number;
  /** The bytes before the offset, as they were read. */
  #mark: Buffer;
  /** The beginning of a line whose end is not written yet. */
  #rest: Buffer = Buffer.alloc(0);
  #skipsLine = false;

  private constructor(file: FileHandle, inode: string, offset: number, mark: Buffer) {
    this.#file = file;
    this.#inode = inode;
    this.#offset = offset;
    this.#mark = mark;
  }

  /** Undefined where there is no file. */
  static async at(path: string, from: "start" | "end"): Promise<Reader | undefined> {
    const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw new Error(`${path} cannot be read: ${error.message}; let this user read it`);
    });
    if (file === undefined) return undefined;
    const { dev, ino, size } = await file.stat();
    const reader = new Reader(file, `${dev}:${ino}`, from === "end" ? size : 0, Buffer.alloc(0));
    if (from === "end") {
      reader.#mark = await reader.#bytes(Math.max(0, size - MARK_BYTES), size);
      reader.#skipsLine = size > 0 && reader.#mark.at(-1) !== 0x0a;
    }
    return reader;
  }

  isAnother(there: { dev: number; ino: number } | undefined): boolean {
    return there === undefined || `${there.dev}:${there.ino}` !== this.#inode;
  }

  async wasEmptied(): Promise<boolean> {
    const { size } = await this.#file.stat();
    return size < this.#offset || !(await this.#hasMark());
  }

  async begin(): Promise<void> {
    this.#offset = 0;
    this.#mark = Buffer.alloc(0);
    this.#rest = Buffer.alloc(0);
    this.#skipsLine = false;
  }

  /** A reader of the other file that goes on where this one stopped; undefined where it holds something else. */
  async goOnIn(path: string): Promise<Reader | undefined> {
    const file = await open(path, "r").catch(() => undefined);
    if (file === undefined) return undefined;
    const copy = new Reader(file, "", this.#offset, this.#mark);
    copy.#rest = this.#rest;
    copy.#skipsLine = this.#skipsLine;
    if (this.#mark.length > 0 && (await copy.#hasMark())) return copy;
    await file.close();
    return undefined;
  }

  async read(): Promise<string[]> {
    const { size } = await this.#file.stat();
    const fresh = await this.#bytes(this.#offset, Math.min(size, this.#offset + MOST_BYTES));
    this.#offset += fresh.length;
    this.#mark = Buffer.concat([this.#mark, fresh.subarray(-MARK_BYTES)]).subarray(-MARK_BYTES);
    return this.#linesOf(fresh);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #linesOf(fresh: Buffer): string[] {
    const lines: string[] = [];
    // A file that was emptied under a writer who does not append begins with nothing but zeros.
    let from =
      this.#rest.length > 0
        ? 0
        : Math.max(
            0,
            fresh.findIndex((byte) => byte !== 0),
          );
    for (let to = fresh.indexOf(0x0a, from); to !== -1; to = fresh.indexOf(0x0a, from)) {
      const line = Buffer.concat([this.#rest, fresh.subarray(from, to)]);
      if (!this.#skipsLine) lines.push(line.subarray(0, MOST_LINE_BYTES).toString("utf8").replace(/\r$/, ""));
      this.#skipsLine = false;
      this.#rest = Buffer.alloc(0);
      from = to + 1;
    }
    this.#rest = Buffer.concat([this.#rest, fresh.subarray(from)]).subarray(0, MOST_LINE_BYTES);
    return lines;
  }

  async #hasMark(): Promise<boolean> {
    return (await this.#bytes(this.#offset - this.#mark.length, this.#offset)).equals(this.#mark);
  }

  async #bytes(from: number, to: number): Promise<Buffer> {
    const into = Buffer.alloc(Math.max(0, to - from));
    let filled = 0;
    while (filled < into.length) {
      const { bytesRead } = await this.#file.read(into, filled, into.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return into.subarray(0, filled);
  }
}
