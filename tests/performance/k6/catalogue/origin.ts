// The safety lock: may this target be loaded at all, and may it be written to?
// Asked by the tool before it starts k6 and by the suite's own setup(), so that plain `k6 run` is locked too.

export type Origin = {
  readonly scheme: "http" | "https";
  /** As written, in lower case; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port: number;
  readonly loopback: boolean;
  /** `http://127.0.0.1:8000`: always with its port, so that two spellings of one origin compare equal. */
  readonly text: string;
};

export type Judgement =
  | { readonly state: "allowed"; readonly origin: Origin }
  | { readonly state: "refused"; readonly what: string; readonly saw: string; readonly fix: string };

const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/**
 * Reads an origin by a grammar that is narrower than a URL's: scheme, host, optional port, optional last slash.
 * User names, paths, queries, fragments, back-slashes and white space are refused, because those are how a forbidden
 * host is made to look like an allowed one. k6 has no URL class, hence the expression.
 */
export function parseOrigin(text: string): Origin | undefined {
  const match = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?\/?$/i.exec(
    text,
  );
  if (match === null) return undefined;
  const scheme = match[1]?.toLowerCase() as "http" | "https";
  const host = String(match[2]).toLowerCase();
  const port = match[3] === undefined ? DEFAULT_PORTS[scheme] : Number(match[3]);
  if (port < 1 || port > 65535) return undefined;
  return { scheme, host, port, loopback: isLoopback(host), text: `${scheme}://${host}:${port}` };
}

/** `writes`: whether the chosen journeys change data. The message names what to put into the environment file. */
export function judgeTarget(target: {
  readonly baseUrl: string;
  readonly allowedOrigins: readonly string[];
  readonly allowWrites: boolean;
  readonly writes: boolean;
}): Judgement {
  const origin = parseOrigin(target.baseUrl);
  if (origin === undefined) {
    return {
      state: "refused",
      what: `The base URL ${JSON.stringify(target.baseUrl)} is not a plain origin.`,
      saw: "allowed is scheme, host and port only, for example http://127.0.0.1:8000",
      fix: "give the origin without user name, path, query or fragment",
    };
  }
  if (origin.loopback) return { state: "allowed", origin };
  if (!target.allowedOrigins.some((allowed) => parseOrigin(allowed)?.text === origin.text)) {
    return {
      state: "refused",
      what: `${origin.text} is not this machine, and no one has allowed it.`,
      saw: `allowedOrigins is [${target.allowedOrigins.join(", ")}]`,
      fix: `if this really is a performance environment, add "${origin.text}" to allowedOrigins in its environment file`,
    };
  }
  if (target.writes && !target.allowWrites) {
    return {
      state: "refused",
      what: `${origin.text} may be read but not written to, and the chosen journeys write.`,
      saw: "allowWrites is false",
      fix: 'set "allowWrites": true in its environment file, if its data may be changed',
    };
  }
  return { state: "allowed", origin };
}

/** 127.0.0.0/8 in its four-part decimal form, ::1, and the name localhost. Every other spelling counts as foreign. */
function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "[::1]") return true;
  const parts = host.split(".");
  return (
    parts.length === 4 &&
    parts[0] === "127" &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}
