// Turns what a server, SQLite or the file system refuses into a Problem: none of it is a bug of ours.

import pg from "pg";
import { Problem } from "../problem.ts";
import { masked } from "./step.ts";

/** Anything else stays what it was. */
export function failureOf(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  const who =
    error instanceof pg.DatabaseError || error.message.startsWith("Connection terminated")
      ? "PostgreSQL"
      : code === "ERR_SQLITE_ERROR"
        ? "SQLite"
        : syscall !== undefined
          ? "The file system"
          : undefined;
  if (who === undefined) return error;
  return new Problem({
    what: `${who} refused a step.`,
    saw: masked(error.message),
    fix: "give the user the right to do it (CREATEDB to restore), or the place the room; nothing was changed",
    exit: "configuration",
    cause: error,
  });
}
