// The oddities of OBCMS that a load test must survive, by name. `--quirks` chooses; a row says what OBCMS does, and how
// the stand-in answers without it. `usual` ones hurt only who meets them, so they are on unless asked otherwise.

import { Problem } from "../../src/problem.ts";

type Quirk = { readonly usual: boolean; readonly does: string; readonly without: string };

export const quirks = {
  html_accept_500: {
    usual: true,
    does: "answers 500 to REST requests whose Accept begins with text/html",
    without: "JSON",
  },
  error_after_commit: {
    usual: true,
    does: "saves a leave or booking, then answers 500",
    without: "302",
  },
  false_success: {
    usual: true,
    does: "answers 200 to a form that was refused: sign-in with a wrong password, POST …/sidebar/edit/ without a title",
    without: "422",
  },
  no_scan_hook: {
    usual: true,
    does: "takes an infected file as any other: there is no hook for a virus scanner",
    without: "400",
  },
  stale_feeds: {
    usual: true,
    does: "keeps the calendar feed of work items and the children of a tree for 300 s per user; update-progress does not refresh them",
    without: "always fresh",
  },
  flushdb: {
    usual: false,
    does: "empties the cache when a leave or booking is saved: every session is gone and all users are signed out",
    without: "the cache stays",
  },
} as const satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof quirks;
export const quirkNames = Object.keys(quirks) as QuirkName[];
export type Quirks = ReadonlySet<QuirkName>;

export const usualQuirks: Quirks = new Set(quirkNames.filter((name) => quirks[name].usual));

/** `usual`, `all`, `none`, or names separated by commas. Throws a Problem that lists every name that is none. */
export function parseQuirks(text: string): Quirks {
  if (text === "usual") return usualQuirks;
  if (text === "all") return new Set(quirkNames);
  if (text === "none") return new Set();
  const names = text.split(",");
  const unknown = names.filter((name) => !Object.hasOwn(quirks, name));
  if (unknown.length === 0) return new Set(names as QuirkName[]);
  throw new Problem({
    what: `${unknown.length === 1 ? "A quirk" : `${unknown.length} quirks`} of the stand-in cannot be read.`,
    saw: unknown.map((name) => `there is no quirk ${JSON.stringify(name)}`).join("\n"),
    fix: `write usual, all, none, or names separated by commas:\n${quirkLines().join("\n")}`,
    exit: "usage",
  });
}

/** One line each, for help and messages. */
export function quirkLines(): string[] {
  return quirkNames.map((name) => {
    const { usual, does, without } = quirks[name];
    return `  ${name}${usual ? " (usual)" : ""}: ${does}; without it: ${without}`;
  });
}
