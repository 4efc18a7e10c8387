// Statements that Django logs, followed in its file: how many, how long, which. In the table of probes.ts.

import { followFile } from "./followed-file.ts";
import type { Probe } from "./probe.ts";
import { Records } from "./query-log/records.ts";
import { Tally } from "./query-log/tally.ts";

/** Readings at the end, until nothing is left; more would never end where the target goes on writing. */
const MOST_READINGS = 20;

export const queryLogProbe: Probe<"query_log"> = {
  name: "query_log",
  everyMs: 1_000,
  async open(values) {
    const path = values["probes.queryLog"];
    if (path === undefined)
      throw new Error("probes.queryLog names the file in which the target logs statements");
    const log = await followFile(path);
    const records = new Records();
    const tally = new Tally();
    let last = { statements: 0, at: performance.now() };
    /** Resolves with the number of lines. */
    const read = async (): Promise<number> => {
      const lines = await log.read();
      for (const statement of records.read(lines)) tally.add(statement);
      return lines.length;
    };
    return {
      async look() {
        await read();
        const [before, now] = [last, { statements: tally.statements, at: performance.now() }];
        last = now;
        const seconds = (now.at - before.at) / 1000;
        return [{ figure: "logged_statements", value: (now.statements - before.statements) / seconds }];
      },
      async report() {
        for (let n = 0; n < MOST_READINGS && (await read()) > 0; n += 1);
        for (const statement of records.rest()) tally.add(statement);
        const { statements, ms } = tally;
        return { statements, ms, top: tally.top(), unreadableLines: records.unreadable };
      },
      close: () => log.close(),
    };
  },
};
