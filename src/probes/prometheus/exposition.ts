// Prometheus's text format, as much of it as counters need: one line for each sample, the rest is comment. The library for it
// (parse-prometheus-text-format 1.1.1) makes objects of thousands of histogram buckets for the four names that are wanted here.

export type Sample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

const LINE = /^(?<name>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*)\})?\s+(?<value>[^\s{}]+)(?:\s+-?\d+)?\s*$/;
const LABEL = /(?<key>[A-Za-z_]\w*)="(?<text>(?:[^"\\]|\\.)*)"/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\n": "\n", '\\"': '"', "\\\\": "\\" };

/** Samples of those names alone. A line that cannot be read is skipped. */
export function readSamples(text: string, names: ReadonlySet<string>): Sample[] {
  return text.split("\n").flatMap((line): Sample[] => {
    // Before the expression, which is slow for the many lines that nobody wants.
    if (!names.has(/^[\w:]+/.exec(line)?.[0] ?? "")) return [];
    const { name, labels = "", value } = LINE.exec(line)?.groups ?? {};
    const number = Number(value);
    if (name === undefined || Number.isNaN(number)) return [];
    return [{ name, labels: labelsOf(labels), value: number }];
  });
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(({ groups = {} }) => [
      groups.key ?? "",
      (groups.text ?? "").replace(/\\./g, (pair) => ESCAPES[pair] ?? pair),
    ]),
  );
}
