// What a terminal is told: steps and progress on stderr, so that stdout holds the outcome alone.

import type { Progress } from "../run/k6-process.ts";

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Colour only on a terminal, and never where NO_COLOR is set (no-color.org) or `--no-color` was given. */
export function wantsColor(stream: { isTTY?: boolean }, allowed: boolean): boolean {
  return allowed && stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

export function terminalWidth(stream: { columns?: number }): number {
  return Math.max(60, stream.columns ?? 100);
}

/** Redraws one line on a terminal; elsewhere (CI) prints one line each ten seconds. */
export function progressPrinter(): { show(progress: Progress, plannedSeconds: number): void; end(): void } {
  const { stderr } = process;
  let lastPrinted = -10;
  return {
    show(progress, plannedSeconds) {
      const { seconds, vus, maxVus, iterations } = progress;
      const line = `k6 ${Math.floor(seconds)} s of at most ${Math.ceil(plannedSeconds)} s · ${vus}/${maxVus} VUs · ${iterations} iterations complete`;
      if (stderr.isTTY) stderr.write(`\r\u001b[2K${line}`);
      else if (seconds - lastPrinted >= 10) {
        lastPrinted = seconds;
        say(line);
      }
    },
    end() {
      if (stderr.isTTY) stderr.write("\r\u001b[2K");
    },
  };
}
