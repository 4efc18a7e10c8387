// A reading session of PostgreSQL that is kept while a run goes on: after an error it is opened again by the next question.
// Used by probes.

import type pg from "pg";
import { openReader, type Patience, type Reader } from "./postgres.ts";

/** How long the server may take to hear that the session ends, milliseconds. */
const FAREWELL_MS = 500;

export type KeptReader = {
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Leaves nothing open, and does not wait for a server that is silent. */
  close(): Promise<void>;
};

/** Opens nothing yet. `url`: postgres://user:password@host:port/database. */
export function keepReader(url: string, patience: Patience): KeptReader {
  let kept: Promise<Reader> | undefined;
  let isClosed = false;
  const open = (): Promise<Reader> => {
    if (isClosed) throw new Error("the session is closed");
    const opening = kept ?? openReader(url, patience);
    kept = opening;
    return opening;
  };
  const forget = (reader: Promise<Reader>): void => {
    if (kept === reader) kept = undefined;
    reader.then(({ drop }) => drop()).catch(() => {});
  };
  return {
    async query(sql, values = []) {
      const reader = open();
      try {
        return (await (await reader).client.query(sql, [...values])).rows;
      } catch (error) {
        // What it waits for, or whether it is there at all, is not known any more.
        forget(reader);
        throw error;
      }
    },
    async close() {
      isClosed = true;
      const reader = kept;
      if (reader === undefined) return;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, FAREWELL_MS);
      });
      await Promise.race([reader.then(({ client }) => client.end()).catch(() => {}), late]);
      clearTimeout(timer);
      forget(reader);
    },
  };
}
