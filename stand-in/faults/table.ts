// The faults that the stand-in can be given, one row each: what its value means, and what it does to a request.
// Their order is the order in which they act: a hung server throttles nobody, a throttled request meets no error.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { type Answer, htmlAnswer, redirectTo, restJson, withHeaders } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { restDetail, serverError } from "../http/errors.ts";
import type { Random } from "../random.ts";
import { loginForm } from "../views/login.ts";

/** What a fault can see and use. */
export type Faulted = {
  readonly endpoint: Endpoint;
  readonly call: Call;
  /** The user's id, or the client's address where nobody is signed in. */
  identity(): string;
  /** Resolves after that many milliseconds, without holding up other requests. */
  sleep(ms: number): Promise<void>;
};

/** Wraps what comes after it. Undefined: never answer, and leave the connection open. */
export type Act = (next: () => Promise<Answer | undefined>, faulted: Faulted) => Promise<Answer | undefined>;

type ValueKind = "none" | "ms" | "share" | "per minute";

type Fault = {
  readonly value: ValueKind;
  readonly does: string;
  /** Called once when the fault is switched on, so that each has its own state. */
  start(value: number, random: Random): Act;
};

/** What a value may be, for the parser and for its messages. */
export const valueKinds = {
  none: { says: "no value", allows: () => false },
  ms: { says: "milliseconds from 0 to 600000", allows: (value) => value >= 0 && value <= 600_000 },
  share: { says: "a share from 0 to 1", allows: (value) => value >= 0 && value <= 1 },
  "per minute": {
    says: "a whole number of requests from 0 up",
    allows: (value) => Number.isInteger(value) && value >= 0,
  },
} as const satisfies Record<ValueKind, { says: string; allows(value: number): boolean }>;

const WINDOW_MS = 60_000;

export const faults = {
  hang: {
    value: "none",
    does: "never answers; the connection stays open until one side closes it",
    start: () => async () => undefined,
  },
  delay: {
    value: "ms",
    does: "waits before it answers",
    start: (ms) => async (next, faulted) => {
      await faulted.sleep(ms);
      return next();
    },
  },
  throttle: {
    value: "per minute",
    does: "lets each user have N requests in any 60 s, then answers 429 as REST framework does (OBCMS: REST only)",
    start: (limit) => {
      const taken = new Map<string, number[]>();
      return async (next, faulted) => {
        const now = performance.now();
        const identity = faulted.identity();
        const recent = (taken.get(identity) ?? []).filter((at) => at > now - WINDOW_MS);
        taken.set(identity, recent);
        if (recent.length >= limit) return throttled(WINDOW_MS - (now - (recent[0] ?? now)));
        recent.push(now);
        return next();
      };
    },
  },
  error_rate: {
    value: "share",
    does: "answers 500 to that share of the requests; which ones follows from the seed",
    start: (share, random) => async (next) => (random.next() < share ? serverError() : next()),
  },
  login_page: {
    value: "none",
    does: "answers 200 with the login page and does nothing else",
    start: () => async (_, faulted) => loginForm(faulted.call),
  },
  wrong_body: {
    value: "none",
    does: "does the work and keeps the status, but the body has another shape (a redirect leads elsewhere, 204 stays empty)",
    start: () => async (next, faulted) => {
      const answer = await next();
      return answer === undefined ? undefined : reshaped(answer, faulted.endpoint);
    },
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

function throttled(waitMs: number): Answer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const detail = `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? "" : "s"}.`;
  return withHeaders(restDetail(429, detail), {
    "Retry-After": String(seconds),
    Vary: "Accept, origin, Cookie",
  });
}

function reshaped(answer: Answer, { expects }: Endpoint): Answer {
  if ("empty" in expects) return answer;
  const other =
    "json" in expects ? restJson(answer.status, { data: [] }) : htmlAnswer(answer.status, "<div></div>");
  const elsewhere = "redirect" in expects ? redirectTo("/") : other;
  return {
    ...other,
    headers: { ...other.headers, ...elsewhere.headers },
    status: answer.status,
    cookies: answer.cookies,
  };
}
