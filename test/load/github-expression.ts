// The part of GitHub's expressions that ci/performance.yml uses: paths, texts, ==, &&, ||, brackets, and always() with its
// like. Anything else throws, so that a new one is noticed and not guessed at.

export type Context = { readonly [name: string]: unknown };
/** What the status functions answer. */
export type Status = { readonly failed: boolean };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(==|&&|\|\||[()])|([A-Za-z_][\w.-]*))/y;
type Token = {
  readonly text?: string | undefined;
  readonly sign?: string | undefined;
  readonly path?: string | undefined;
};

/** Of a text with `${{ … }}` in it, as in `env:`. */
export function filled(text: string, context: Context): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => asText(resultOf(expression, context)));
}

/** Of an `if:`: without a status function it asks for success, too. */
export function holds(condition: string | undefined, context: Context, status: Status): boolean {
  const expression = (condition ?? "success()").replace(/^\$\{\{(.*)\}\}$/, "$1");
  const asksForStatus = /\b(always|success|failure|cancelled)\(\)/.test(expression);
  if (!asksForStatus && status.failed) return false;
  return isTrue(resultOf(expression, context, status));
}

function resultOf(expression: string, context: Context, status: Status = { failed: false }): unknown {
  const tokens = tokensOf(expression);
  let at = 0;
  const takes = (sign: string): boolean => {
    if (tokens[at]?.sign !== sign) return false;
    at += 1;
    return true;
  };
  // As in GitHub, the operators give one of their values and not a truth.
  const either = (): unknown => {
    let left = both();
    while (takes("||")) {
      const right = both();
      left = isTrue(left) ? left : right;
    }
    return left;
  };
  const both = (): unknown => {
    let left = equal();
    while (takes("&&")) {
      const right = equal();
      left = isTrue(left) ? right : left;
    }
    return left;
  };
  const equal = (): unknown => {
    const left = single();
    return takes("==") ? asText(left).toLowerCase() === asText(single()).toLowerCase() : left;
  };
  const single = (): unknown => {
    if (takes("(")) {
      const inner = either();
      if (!takes(")")) throw new Error(`no ) in ${expression}`);
      return inner;
    }
    const { text, path } = tokens[at++] ?? {};
    if (text !== undefined) return text;
    if (path === undefined) throw new Error(`not understood: ${expression}`);
    if (!takes("(")) return look(path, context);
    if (!takes(")")) throw new Error(`arguments are not understood: ${expression}`);
    return call(path, status);
  };
  const value = either();
  if (at !== tokens.length) throw new Error(`not understood: ${expression}`);
  return value;
}

function tokensOf(expression: string): Token[] {
  const whole = expression.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < whole.length; end = TOKEN.lastIndex) {
    const found = TOKEN.exec(whole);
    if (found === null) throw new Error(`not understood: ${whole}`);
    const [, text, sign, path] = found;
    tokens.push(text !== undefined ? { text: text.replaceAll("''", "'") } : sign ? { sign } : { path });
  }
  return tokens;
}

function call(name: string, { failed }: Status): boolean {
  const answers: Readonly<Record<string, boolean>> = { always: true, success: !failed, failure: failed };
  const answer = answers[name];
  if (answer === undefined) throw new Error(`${name}() is not understood`);
  return answer;
}

/** A name that is not there is empty at any depth; a context that is not there is a mistake. */
function look(path: string, context: Context): unknown {
  const [first = "", ...rest] = path.split(".");
  if (!(first in context)) throw new Error(`no context ${first} for ${path}`);
  return rest.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? (value as Context)[name] : undefined),
    context[first],
  );
}

function isTrue(value: unknown): boolean {
  return (
    value === true ||
    (typeof value === "string" && value !== "") ||
    (typeof value === "object" && value !== null)
  );
}

function asText(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
