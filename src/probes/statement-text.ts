// Statements as a reader can tell them apart: values left out, on one line, not longer than a table has room for. Used by the
// probes of PostgreSQL and of the query log.

/** Characters. */
export const LONGEST_TEXT = 300;
const ENDING = 100;

/** Literals of Django's databases. The order matters: a word holds digits, an escaped string begins with a letter. */
const TOKEN = new RegExp(
  [
    String.raw`(?<string>[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'|'[^']*(?:''[^']*)*')`,
    '(?<name>"[^"]*(?:""[^"]*)*")',
    String.raw`(?<constant>(?<=[=(,]\s*)(?:NULL|TRUE|FALSE)\b)`,
    String.raw`(?<word>[A-Za-z_][\w$]*)`,
    String.raw`(?<number>(?:(?<=[=(,<>]\s*)-)?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|\$\d+|%s)`,
    String.raw`(?<space>\s+)`,
    "(?<args>; args=)",
  ].join("|"),
  "gis",
);

/** Made for one transaction each: Django's savepoints and server-side cursors. */
const PASSING = /"(?:s\d+_x\d+|_django_curs_\w+)"/g;
const LIST = /\(\s*\?(?:\s*,\s*\?)+\s*\)/g;
const LISTS = /\(\?\)(?:\s*,\s*\(\?\))+/g;
const ARRAY = /\[\s*\?(?:\s*,\s*\?)+\s*\]/g;

/**
 * Values become `?`, lists of them `(?)`, white space one blank. What Django writes behind a statement, `; args=…`, is cut
 * off.
 */
export function normalised(statement: string): string {
  let text = "";
  let from = 0;
  for (const match of statement.matchAll(TOKEN)) {
    text += statement.slice(from, match.index);
    from = match.index + match[0].length;
    const { name, word, space, args } = match.groups ?? {};
    if (args !== undefined) {
      from = statement.length;
      break;
    }
    text += name ?? word ?? (space === undefined ? "?" : " ");
  }
  return (text + statement.slice(from))
    .replace(PASSING, "?")
    .replace(LIST, "(?)")
    .replace(LISTS, "(?)")
    .replace(ARRAY, "[?]")
    .trim();
}

/** On one line, at most 300 characters: long lists go first, then the middle. */
export function shortened(statement: string): string {
  const line = statement.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST_TEXT) return line;
  const brief = withoutLists(line);
  if (brief.length <= LONGEST_TEXT) return brief;
  return `${brief.slice(0, LONGEST_TEXT - ENDING - 3)} … ${brief.slice(-ENDING)}`;
}

/** Django names every column of a model; the first one tells which. */
function withoutLists(line: string): string {
  return line
    .replace(/^(SELECT (?:DISTINCT )?[^,()]+?), .+? (FROM "?[\w.]+"?)/i, "$1, … $2")
    .replace(/^(INSERT INTO \S+ \([^,)]+), [^)]*\)/i, "$1, …)")
    .replace(/\((\?|\$\d+|%s)(?:, ?(?:\?|\$\d+|%s))+\)/g, "($1, …)")
    .replace(/(\((?:\?|\$\d+), …\))(?:, ?\((?:\?|\$\d+), …\))+/g, "$1, …");
}
