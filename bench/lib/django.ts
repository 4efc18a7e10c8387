// A Django of a bench: one process on one core, asked by lines, without a server around it. Used by overlay.ts.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { projectFolder } from "../../src/run/suite.ts";
import { pythonOfDjango } from "../../test/django.ts";

/** Without the overlay, with it installed, and with it asked. */
type Variant = "without" | "installed" | "asked";
export type Asked = {
  readonly us: Readonly<Record<Variant, number>>;
  readonly said: Readonly<Record<Variant, string>>;
};

export class Django {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(env: NodeJS.ProcessEnv) {
    const script = join(projectFolder, "bench/django/measured.py");
    this.#process = spawn("taskset", ["--cpu-list", "1", pythonOfDjango, script], {
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#answers = createInterface({ input: this.#process.stdout as Readable })[Symbol.asyncIterator]();
  }

  /** By variant the least microseconds of processor time of that many requests, so many frames deep, and Server-Timing. */
  async ask(page: string, rounds: number, depth: number): Promise<Asked> {
    this.#process.stdin?.write(`${page} ${rounds} ${depth}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`Django ended at ${page}`);
    return JSON.parse(value) as Asked;
  }

  async end(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin?.end();
    await ended;
  }
}
