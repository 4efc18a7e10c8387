// Durations as people and k6 write them: `90s`, `5m`, `1h30m`, `250ms`.

const UNITS = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

/** Seconds; undefined when the text is not a duration. A bare number is refused: its unit would be a guess. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    seconds += Number(amount) * UNITS[unit as keyof typeof UNITS];
  }
  return seconds;
}
