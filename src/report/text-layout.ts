// Lines for a terminal of a given width: words wrapped, columns aligned, long names shortened in their middle.
// Knows nothing of runs; the printer text.ts hands it words.

/**
 * Words over as many lines as needed. A word that is wider than the line stays whole: paths are copied.
 * No-break spaces keep words together and come out as plain ones.
 */
export function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== "")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  const all = line === "" ? lines : [...lines, indent + line];
  return all.map((one) => one.replaceAll("\u00a0", " "));
}

/** Keeps both ends: names of one scenario share their beginning, and what they measure is at their end. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - end)}…${end > 0 ? text.slice(-end) : ""}`;
}

export type TextColumn<Row> = {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cell: (row: Row) => string;
};

/** Aligned lines, the titles first, then one for each row. Too wide: the column with the index `shrink` gives way. */
export function layOut<Row>(
  columns: readonly TextColumn<Row>[],
  rows: readonly Row[],
  width: number,
  shrink: number,
): string[] {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const total = widths.reduce((sum, column) => sum + column, GAP.length * (columns.length - 1));
  widths[shrink] = Math.max(SHORTEST, (widths[shrink] ?? 0) - Math.max(0, total - width));
  return lines.map((line) =>
    line
      .map((text, index) => {
        const space = widths[index] ?? 0;
        const fitted = index === shrink ? shorten(text, space) : text;
        return columns[index]?.align === "right" ? fitted.padStart(space) : fitted.padEnd(space);
      })
      .join(GAP)
      .trimEnd(),
  );
}

const GAP = "  ";
/** Characters below which a shortened name names nothing. */
const SHORTEST = 12;
