// Counters and histograms in the text format of Prometheus, written as Python's client writes them: `1.0`, not `1`.

type Labels = Readonly<Record<string, string>>;

export type Family = {
  readonly help: string;
  readonly type: string;
  lines(name: string): string[];
};

/** `# HELP`, `# TYPE`, then the samples, each line ended. */
export function familyText(name: string, { help, type, lines }: Family): string {
  return `${[`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines(name)].join("\n")}\n`;
}

/** A counter for each set of labels. */
export function labelled(help: string): Family & { add(labels: Labels): void } {
  const counts = new Map<string, number>();
  return {
    help,
    type: "counter",
    add(labels) {
      const key = labelText(labels);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    lines: (name) => [...counts].map(([key, count]) => `${name}${key} ${decimal(count)}`),
  };
}

type Spread = { readonly labels: Labels; readonly counts: number[]; sum: number; count: number };

/** A histogram for each set of labels; `bounds` without infinity, in rising order. */
export function histogram(
  help: string,
  bounds: readonly number[],
): Family & { observe(labels: Labels, value: number): void } {
  const spreads = new Map<string, Spread>();
  return {
    help,
    type: "histogram",
    observe(labels, value) {
      const key = labelText(labels);
      const spread = spreads.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
      spreads.set(key, spread);
      const index = bounds.findIndex((bound) => value <= bound);
      if (index >= 0) spread.counts[index] = (spread.counts[index] ?? 0) + 1;
      spread.sum += value;
      spread.count += 1;
    },
    lines: (name) => [...spreads.values()].flatMap((spread) => spreadLines(name, bounds, spread)),
  };
}

/** Buckets are cumulative: each holds all that lies below its bound. */
function spreadLines(name: string, bounds: readonly number[], spread: Spread): string[] {
  const { labels, counts, sum, count } = spread;
  let below = 0;
  const buckets = bounds.map((bound, index) => {
    below += counts[index] ?? 0;
    return `${name}_bucket${labelText({ le: decimal(bound), ...labels })} ${decimal(below)}`;
  });
  const all = labelText(labels);
  return [
    ...buckets,
    `${name}_bucket${labelText({ le: "+Inf", ...labels })} ${decimal(count)}`,
    `${name}_count${all} ${decimal(count)}`,
    `${name}_sum${all} ${decimal(sum)}`,
  ];
}

/** `{method="GET",view="common:login"}`, sorted by name; empty without labels. */
function labelText(labels: Labels): string {
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}="${value.replace(/["\\]/g, "\\$&")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** As Python prints a float: a point at least; from a million up with an exponent. */
function decimal(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  if (Math.abs(value) < 1e6) return `${value}.0`;
  return value.toExponential().replace(/e\+(\d)$/, "e+0$1");
}
