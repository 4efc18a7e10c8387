// Ctrl-C, SIGTERM and a closed terminal, as two wishes: stop gracefully, then stop now.

import type { StopSignals } from "../run/k6-process.ts";
import { say } from "./terminal.ts";

/** A signal to the whole process group can arrive twice, from the group and passed on by our parent. */
const SAME_SIGNAL_MS = 500;

const STOPPING = "Stopping: k6 ends its iterations and writes what it has. Once more to kill it.";

/** First signal: k6 ends gracefully and the folder is completed. Second: k6 is killed. `forget` gives them back. */
export function listenForInterrupt(stopping = STOPPING): { stop: StopSignals; forget(): void } {
  const gracefully = new AbortController();
  const now = new AbortController();
  let first: number | undefined;
  const onSignal = (): void => {
    if (first === undefined) {
      first = Date.now();
      say(`\n${stopping}`);
      gracefully.abort();
    } else if (Date.now() - first > SAME_SIGNAL_MS) now.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stop: { gracefully: gracefully.signal, now: now.signal },
    forget: () => {
      for (const signal of signals) process.removeListener(signal, onSignal);
    },
  };
}
