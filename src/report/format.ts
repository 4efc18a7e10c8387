// Numbers and moments as people read them, one function per unit; every figure in every report comes from here.
// A figure is never rounded onto a limit that it only comes near to: 499.97 ms beside "< 500 ms" is not "500 ms".

/** What stands where nothing was measured. */
export const NOTHING = "–";

export type Unit = "ms" | "bytes" | "rate" | "count";

/** A figure in its unit. `apartFrom`: a value that the text must not be mistaken for, usually the limit. */
export function figure(unit: Unit, value: number | null, apartFrom?: number): string {
  return { ms: milliseconds, bytes: payload, rate: share, count }[unit](value, apartFrom);
}

/** `4.21 ms`, `42.1 ms`, `421 ms`, `4,210 ms`; whole numbers without decimals. */
export function milliseconds(value: number | null, apartFrom?: number): string {
  if (value === null) return NOTHING;
  return `${decimal(value, value < 10 ? 2 : value < 100 ? 1 : 0, apartFrom)} ms`;
}

/** As milliseconds, and below a tenth of one `3.01 µs`. */
export function fineMilliseconds(value: number | null): string {
  if (value === null || value === 0 || value >= 0.1) return milliseconds(value);
  return milliseconds(value * 1000).replace("ms", "µs");
}

/** A share from 0 to 1 as a percentage: `0.84 %`, `42.1 %`. `100 %` and `0 %` are exact, never rounded to. */
export function share(value: number | null, apartFrom?: number): string {
  if (value === null) return NOTHING;
  // 0.29 * 100 is 28.999999999999996: twelve digits are enough for any count of requests.
  const percent = clean(value * 100);
  if (percent > 0 && percent < 0.01) return "< 0.01 %";
  if (percent < 100 && percent > 99.99) return "> 99.99 %";
  const digits = percent < 10 || percent > 90 ? 2 : 1;
  return `${decimal(percent, digits, apartFrom === undefined ? undefined : clean(apartFrom * 100))} %`;
}

/** `12,345`. Also for numbers that should be whole and are not, so that a defect stays visible. */
export function count(value: number | null): string {
  return value === null ? NOTHING : decimal(value, 2);
}

/** How far a figure is from its limit, as a share of the limit: `+42 %`, `−3.1 %`, `0 %`. */
export function signedShare(value: number | null): string {
  if (value === null) return NOTHING;
  const percent = clean(value * 100);
  if (percent === 0) return "0 %";
  const size = Math.abs(percent);
  const text = size < 0.01 ? "0.01" : decimal(size, size < 1 ? 2 : size < 10 ? 1 : 0, 100);
  return `${percent > 0 ? "+" : "−"}${text} %`;
}

/** `512 B`, `1.5 kB`, `3.2 MB`: powers of 1,000, as k6 prints them. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  return `${decimal(scaled, power === 0 || scaled >= 100 ? 0 : 1)} ${units[power]}`;
}

/** Memory, not answers: nobody counts single bytes of it. */
const MANY_BYTES = 100_000_000;

/** `3,712 B`: whole bytes, so that one over the limit shows; `557 MB` where that is of no interest. */
function payload(value: number | null): string {
  if (value === null) return NOTHING;
  return value >= MANY_BYTES ? bytes(value) : `${count(value)} B`;
}

/** `0.8 s`, `61 s`, `5 min 1 s`, `1 h 2 min 3 s`. */
export function seconds(value: number): string {
  if (value < 10) return `${decimal(value, 1)} s`;
  const whole = Math.round(value);
  if (whole < 120) return `${whole} s`;
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [whole % 60, "s"],
  ];
  return parts.flatMap(([amount, unit]) => (amount === 0 ? [] : [`${amount} ${unit}`])).join(" ");
}

/** `2026-03-02 09:15:04 UTC`. */
export function moment(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** `1 request`, `2 requests`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/**
 * Control characters and those that turn the reading direction, made visible: a log line may hold an escape sequence
 * that repaints a terminal, or a name that reads differently than it is.
 */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** With thousands separators and without decimals that say nothing: a whole number has none. */
function decimal(value: number, digits: number, apartFrom?: number): string {
  let precise = digits;
  while (precise < 12 && value !== apartFrom && Number(value.toFixed(precise)) === apartFrom) precise++;
  const least = Number.isInteger(value) ? 0 : precise;
  return value.toLocaleString("en-US", { minimumFractionDigits: least, maximumFractionDigits: precise });
}
