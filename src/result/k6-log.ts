// Reads k6's log (logfmt on stderr): warnings and errors, repeats counted, and what the suite says it left behind.

import { type Fault, parseFault } from "../../tests/performance/k6/catalogue/fault-line.ts";
import { parseNotChecked } from "../../tests/performance/k6/catalogue/integrity.ts";
import { parseResidue, type Residue } from "../../tests/performance/k6/catalogue/residue.ts";
import { WARM_UP_LINE } from "../../tests/performance/k6/catalogue/warm-up.ts";
import { logLines } from "./log-lines.ts";
import { storeOf } from "./output-errors.ts";
import type { Result } from "./result.ts";

const SHOWN = 50;

/**
 * Lines at warning level or above, most frequent first, at most 50. Lines of another form count as errors. What is said of
 * stores is told with them: a dead one writes a line each second, and is no reason for which k6 fails.
 */
export function parseK6Log(text: string): Result["log"] {
  const counts = new Map<string, { level: string; message: string; times: number }>();
  for (const line of logLines(text)) {
    const { level, message } = line;
    if (level === "info" || level === "debug" || storeOf(line) !== undefined) continue;
    const key = `${level} ${message}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { level, message, times: 1 });
    else known.times += 1;
  }
  return [...counts.values()].sort((a, b) => b.times - a.times).slice(0, SHOWN);
}

/** What stays on the target for good, each row once, in the order of its creation. */
export function residueIn(text: string): Residue[] {
  const left = new Map<string, Residue>();
  for (const { message } of logLines(text)) {
    const residue = parseResidue(message);
    if (residue !== undefined) left.set(`${residue.endpoint} ${residue.id}`, residue);
  }
  return [...left.values()];
}

/** What the suite says was wrong, most often told first, at most 50; each virtual user tells a thing once. */
export function faultsIn(text: string): (Fault & { times: number })[] {
  const counts = new Map<string, Fault & { times: number }>();
  for (const { message } of logLines(text)) {
    const fault = parseFault(message);
    if (fault === undefined) continue;
    const known = counts.get(message);
    if (known === undefined) counts.set(message, { ...fault, times: 1 });
    else known.times += 1;
  }
  return [...counts.values()].sort((a, b) => b.times - a.times).slice(0, SHOWN);
}

/** What nobody could look for after a run that wrote. */
export function notCheckedIn(text: string): { card: string; kinds: string; why: string }[] {
  return logLines(text).flatMap(({ message }) => parseNotChecked(message) ?? []);
}

/** What the suite says of its warm-up; undefined where there was none. */
export function warmUpIn(text: string): string | undefined {
  const said = logLines(text).find(
    ({ level, message }) => level === "info" && message.startsWith(WARM_UP_LINE),
  );
  return said?.message.slice(WARM_UP_LINE.length);
}
