// What may stand after `=` in a fault: how a text becomes a value, and the words for it in messages and help.

/** `form`: how the value is shown in help; empty where there is none. */
export type ValueKind<Value> = {
  readonly form: string;
  readonly says: string;
  /** Undefined: the text is no such value. */
  read(text: string | undefined): Value | undefined;
};

const LONGEST_MS = 600_000;
/** Headers that every answer has, which a scanner would miss. */
const SECURITY_HEADERS = [
  "X-Frame-Options",
  "X-Content-Type-Options",
  "Referrer-Policy",
  "Cross-Origin-Opener-Policy",
] as const;

export const noValue: ValueKind<true> = {
  form: "",
  says: "no value",
  read: (text) => (text === undefined ? true : undefined),
};

export const milliseconds: ValueKind<number> = {
  form: "MS",
  says: "milliseconds from 0 to 600000",
  read: (text) => numberIn(text, (value) => value >= 0 && value <= LONGEST_MS),
};

export const share: ValueKind<number> = {
  form: "SHARE",
  says: "a share from 0 to 1",
  read: (text) => numberIn(text, (value) => value >= 0 && value <= 1),
};

export const perMinute: ValueKind<number> = {
  form: "N",
  says: "a whole number of requests from 0 up",
  read: (text) => numberIn(text, (value) => Number.isInteger(value) && value >= 0),
};

export const requestCount: ValueKind<number> = {
  form: "N",
  says: "a whole number of requests from 1 up",
  read: (text) => numberIn(text, (value) => Number.isInteger(value) && value >= 1),
};

const MOST_TASKS = 10_000;

export const taskCount: ValueKind<number> = {
  form: "N",
  says: `a whole number of tasks from 1 to ${MOST_TASKS}`,
  read: (text) => numberIn(text, (value) => Number.isInteger(value) && value >= 1 && value <= MOST_TASKS),
};

export const times: ValueKind<number> = {
  form: "TIMES",
  says: "how many times as long, from 1 to 100",
  read: (text) => numberIn(text, (value) => value >= 1 && value <= 100),
};

/** An event of HTMX by name. */
export const eventName: ValueKind<string> = {
  form: "EVENT",
  says: "the name of an event, such as workItemUpdated",
  read: (text) => (/^[\w-]+$/.test(text ?? "") ? text : undefined),
};

export const medianAndSigma: ValueKind<{ median: number; sigma: number }> = {
  form: "MEDIAN,SIGMA",
  says: "a median in milliseconds up to 600000 and a sigma from 0 to 3, such as 80,0.5",
  read(text) {
    const [median, sigma] = pairIn(text, ",");
    const isRight = median >= 0 && median <= LONGEST_MS && sigma >= 0 && sigma <= 3;
    return isRight ? { median, sigma } : undefined;
  },
};

export const onOfEvery: ValueKind<{ onMs: number; everyMs: number }> = {
  form: "ON_MS/EVERY_MS",
  says: "two times in milliseconds, the first below the second, up to 600000, such as 2000/10000",
  read(text) {
    const [onMs, everyMs] = pairIn(text, "/");
    return onMs > 0 && onMs < everyMs && everyMs <= LONGEST_MS ? { onMs, everyMs } : undefined;
  },
};

export const headerName: ValueKind<string> = {
  form: "NAME",
  says: `one of ${SECURITY_HEADERS.join(", ")}`,
  read: (text) =>
    SECURITY_HEADERS.map((name) => name.toLowerCase()).find((name) => name === text?.toLowerCase()),
};

function numberIn(text: string | undefined, allows: (value: number) => boolean): number | undefined {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return allows(value) ? value : undefined;
}

/** Not a number in both places where the text is no pair. */
function pairIn(text: string | undefined, separator: string): [number, number] {
  const parts = (text ?? "").split(separator);
  const values = parts.map((part) => numberIn(part, () => true) ?? Number.NaN);
  return parts.length === 2 ? [values[0] ?? Number.NaN, values[1] ?? Number.NaN] : [Number.NaN, Number.NaN];
}
