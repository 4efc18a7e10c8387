// Reads k6's log (logfmt on stderr): warnings and errors, repeats counted.

import type { Result } from "./result.ts";

const SHOWN = 50;
const LINE = /^time="[^"]*" level=(\w+) msg=("(?:[^"\\]|\\.)*"|\S+)/;

/** Lines at warning level or above, most frequent first, at most 50. Lines of another form count as errors. */
export function parseK6Log(text: string): Result["log"] {
  const counts = new Map<string, { level: string; message: string; times: number }>();
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const match = LINE.exec(line);
    const level = match?.[1] ?? "error";
    if (level === "info" || level === "debug") continue;
    const message = match?.[2] === undefined ? line : unquote(match[2]);
    const key = `${level} ${message}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { level, message, times: 1 });
    else known.times += 1;
  }
  return [...counts.values()].sort((a, b) => b.times - a.times).slice(0, SHOWN);
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
