// A CSV of an exact size, a table of households by barangay. Read by kinds.ts. OBCMS takes no CSV, under whatever name.

import { ascii } from "./bytes.ts";

const HEAD = "municipality,barangay,households,population\n";

export function csv(size: number, title: string): Uint8Array {
  let text = HEAD;
  for (let row = 0; text.length < size; row += 1)
    text += `${title.replace(/[",]/g, " ")},Barangay ${row},${100 + (row % 400)},${500 + (row % 2000)}\n`;
  // What the last line lacks or has too much, its line break included.
  const kept = text.slice(0, text.lastIndexOf("\n", size - 1) + 1);
  return ascii(`${kept}${"#".repeat(Math.max(0, size - kept.length - 1))}${kept.length < size ? "\n" : ""}`);
}
