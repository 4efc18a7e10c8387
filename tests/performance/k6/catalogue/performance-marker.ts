// The row by which a target says that it holds performance data and nobody's real work: over HTTP, where each persona
// may search engagement types, and in the database. `obcms-perf seed` writes it; `doctor`, `snapshot` and `restore` ask
// for it.

/** What the row tells of the dataset that it came with. */
export type DatasetMark = {
  /** 16 hexadecimal digits over all rows that were generated: equal rows, equal fingerprints. */
  readonly fingerprint: string;
  readonly seed: number;
  /** 1 is about as much as OBCMS had when it was measured. */
  readonly scale: number;
  /** The day around which its dates lie, YYYY-MM-DD. */
  readonly today: string;
};

export const performanceMarker = {
  /** Unique in OBCMS, and what is searched for over HTTP. */
  name: "obcms-perf performance database",
  category: "validation",
  model: "coordination.stakeholderengagementtype",
  table: "coordination_stakeholderengagementtype",
} as const;

/** The description of the marker's row. */
export function describeDataset({ fingerprint, seed, scale, today }: DatasetMark): string {
  return `dataset ${fingerprint}, seed ${seed}, scale ${scale}, around ${today}`;
}

/** Undefined for a description that somebody else wrote. */
export function parseDataset(description: string): DatasetMark | undefined {
  const found = /^dataset ([0-9a-f]{16}), seed (\d+), scale (\d+(?:\.\d+)?), around (\d{4}-\d\d-\d\d)$/.exec(
    description,
  );
  const [, fingerprint, seed, scale, today] = found ?? [];
  if (fingerprint === undefined || today === undefined) return undefined;
  return { fingerprint, seed: Number(seed), scale: Number(scale), today };
}
