// A Django of a bench: one process on one core, asked by lines, without a server around it. Used by overlay.ts.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { projectFolder } from "../../src/run/suite.ts";
import { pythonOfDjango } from "../../test/django.ts";

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

  /** Microseconds of processor time per request, that many frames deep, and the header Server-Timing of one, empty without it. */
  async ask(
    page: string,
    requests: number,
    variant: string,
    depth = 0,
  ): Promise<{ us: number; said: string }> {
    this.#process.stdin?.write(`${page} ${requests} ${variant} ${depth}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`Django ended at ${page}`);
    const [us, ...said] = value.split(" ");
    return { us: Number(us), said: said.join(" ") };
  }

  async end(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin?.end();
    await ended;
  }
}
