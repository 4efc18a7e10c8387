// The lines of k6's log (logfmt on stderr), as they are read by k6-log.ts and output-errors.ts.

export type LogLine = {
  readonly level: string;
  readonly message: string;
  /** The other fields of the line: `error`, `output`, `component` … */
  readonly fields: Readonly<Record<string, string>>;
};

const LINE = /^time="[^"]*" level=(\w+) msg=("(?:[^"\\]|\\.)*"|\S+)(.*)$/s;
const FIELD = /(\w+)=("(?:[^"\\]|\\.)*"|\S*)/g;

/** Lines of another form are errors with no fields. */
export function logLines(text: string): LogLine[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, level = "error", message, rest = ""] = LINE.exec(line) ?? [];
      const fields = [...rest.matchAll(FIELD)].map(([, name = "", value = ""]) => [name, unquote(value)]);
      return {
        level,
        message: message === undefined ? line : unquote(message),
        fields: Object.fromEntries(fields) as Record<string, string>,
      };
    });
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
