// The faults that the stand-in can be given, one row each: what its value means, and what it does to a request.
// Their order is the order in which they act, from the outside in: a hung server throttles nobody, a throttled request
// meets no error, and what changes the answer's frame (connection, headers) changes that of an error too.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type Answer,
  htmlAnswer,
  noContent,
  redirectTo,
  restJson,
  withHeaders,
  withTrigger,
} from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { serverError, tokenNotValid } from "../http/errors.ts";
import { throttled } from "../http/throttles.ts";
import type { Random } from "../random.ts";
import { loginForm } from "../views/login.ts";
import type { Treat, Treatment } from "../worker/treatment.ts";
import { lognormal } from "./random-values.ts";
import {
  eventName,
  headerName,
  medianAndSigma,
  milliseconds,
  noValue,
  onOfEvery,
  perMinute,
  requestCount,
  share,
  taskCount,
  times,
  type ValueKind,
} from "./values.ts";

/** What a fault can see and use. */
export type Faulted = {
  readonly endpoint: Endpoint;
  readonly call: Call;
  /** How the view is to do its work; set before it runs. */
  readonly manner: Manner;
  /** The user's id, or the client's address where nobody is signed in. */
  identity(): string;
  /** Counts that many milliseconds as spent in templates. */
  countTemplate(ms: number): void;
  /** Resolves after that many milliseconds, without holding up other requests. */
  sleep(ms: number): Promise<void>;
};

export type Manner = {
  queryPerRow: boolean;
  /** Look-ups in the cache find nothing, but for sessions and throttles, which OBCMS cannot do without. */
  isCacheOff: boolean;
  /** Whoever asks may do everything. */
  everybodyMay: boolean;
  /** An insert breaks the tree of work items. */
  corruptsTree: boolean;
  /** Sign-in takes over the session's id that the browser came with. */
  keepsSessionId: boolean;
  /** A refresh token works again and again. */
  reusesRefresh: boolean;
  /** Wrong passwords are not counted. */
  neverLocks: boolean;
  /** Kept feeds stay as they are after an update. */
  keepsStale: boolean;
  /** What is written is thrown away, and the answer says nothing of it. */
  forgetsWrites: boolean;
  /** The cache is emptied before the work, sessions and all. */
  emptiesCache: boolean;
  /** Milliseconds after an upload from which its metadata are there. */
  processingMs: number;
  /** The scanner of uploads finds nothing. */
  scansNothing: boolean;
  /** Neither type nor size of an upload is looked at. */
  takesAnyFile: boolean;
  /** The last byte of an upload is lost. */
  truncatesUpload: boolean;
  /** What is done to each task that the view enqueues; drawn when it does. */
  readonly treats: Treat[];
};
export const usualManner: Omit<Manner, "treats"> = {
  queryPerRow: false,
  isCacheOff: false,
  everybodyMay: false,
  corruptsTree: false,
  keepsSessionId: false,
  reusesRefresh: false,
  neverLocks: false,
  emptiesCache: false,
  keepsStale: false,
  forgetsWrites: false,
  processingMs: 0,
  scansNothing: false,
  takesAnyFile: false,
  truncatesUpload: false,
};

/** Wraps what comes after it. Undefined: never answer, and leave the connection open. */
export type Act = (next: () => Promise<Answer | undefined>, faulted: Faulted) => Promise<Answer | undefined>;

export type Fault = {
  readonly form: string;
  readonly says: string;
  readonly does: string;
  /**
   * Called once when the fault is switched on, so that each has its own state. `now`: milliseconds of a clock that never
   * goes back. Undefined: the text is no value for this fault.
   */
  start(text: string | undefined, random: Random, now: () => number): Act | undefined;
};

const WINDOW_MS = 60_000;
/** Longer than any run. */
const NEVER_MS = 1_000_000_000;

export const faults = {
  hang: fault(
    noValue,
    "never answers; the connection stays open until one side closes it",
    () => async () => undefined,
  ),
  freeze: fault(
    onOfEvery,
    "answers nothing in the last ON ms of every EVERY ms, from when it is switched on; all requests wait",
    ({ onMs, everyMs }, _, now) => {
      const begin = now();
      const thaw = async (faulted: Faulted): Promise<void> => {
        // Again and again, because a timer may fire a little early.
        for (;;) {
          const into = (now() - begin) % everyMs;
          if (into < everyMs - onMs) return;
          await faulted.sleep(everyMs - into);
        }
      };
      return async (next, faulted) => {
        await thaw(faulted);
        const answer = await next();
        await thaw(faulted);
        return answer;
      };
    },
  ),
  drop_connection: fault(
    share,
    "does the work, then destroys the connection in the middle of that share of the answers; which ones follows from the seed",
    (rate, random) => changed((answer) => (random.next() < rate ? { ...answer, isCut: true } : answer)),
  ),
  missing_header: fault(headerName, "leaves a security header out", (name) =>
    changed((answer) => ({ ...answer, leftOut: [...(answer.leftOut ?? []), name] })),
  ),
  delay: fault(milliseconds, "waits before it answers", (ms) => async (next, faulted) => {
    await faulted.sleep(ms);
    return next();
  }),
  delay_lognormal: fault(
    medianAndSigma,
    "waits a lognormal time before it answers; the row of times follows from the seed",
    ({ median, sigma }, random) =>
      async (next, faulted) => {
        await faulted.sleep(Math.min(600_000, lognormal(random, median, sigma)));
        return next();
      },
  ),
  throttle: fault(
    perMinute,
    "lets each user have N requests in any 60 s, then answers 429 as REST framework does (OBCMS: REST only)",
    (limit, _, clock) => {
      const taken = new Map<string, number[]>();
      return async (next, faulted) => {
        const now = clock();
        const identity = faulted.identity();
        const recent = (taken.get(identity) ?? []).filter((at) => at > now - WINDOW_MS);
        taken.set(identity, recent);
        if (recent.length >= limit) {
          const refusal = throttled(WINDOW_MS - (now - (recent[0] ?? now)));
          return withHeaders(refusal, { Vary: "Accept, origin, Cookie" });
        }
        recent.push(now);
        return next();
      };
    },
  ),
  error_rate: fault(
    share,
    "answers 500 to that share of the requests; which ones follows from the seed",
    (rate, random) => async (next) => (random.next() < rate ? serverError() : next()),
  ),
  login_page: fault(
    noValue,
    "answers 200 with the login page and does nothing else",
    () => async (_, faulted) => loginForm(faulted.call),
  ),
  n_plus_one: fault(
    noValue,
    "executes one more query for each row that a query returns",
    () => async (next, faulted) => {
      faulted.manner.queryPerRow = true;
      return next();
    },
  ),
  corrupt_tree: fault(
    share,
    "gives that share of new children the edges of a brother, as inserts into a tree do that come at once, and answers as if all were well",
    (rate, random) => async (next, faulted) => {
      faulted.manner.corruptsTree = random.next() < rate;
      return next();
    },
  ),
  first_visit: fault(
    milliseconds,
    "waits before the first answer to each user, as a worker that has its templates to read; later answers come at once",
    (ms) => {
      const seen = new Set<string>();
      return async (next, faulted) => {
        const visit = `${faulted.identity()} ${faulted.call.path}`;
        if (!seen.has(visit)) await faulted.sleep(ms);
        seen.add(visit);
        return next();
      };
    },
  ),
  cache_off: fault(
    noValue,
    "looks nothing up in the cache but sessions and throttles: every other look-up misses",
    () => async (next, faulted) => {
      faulted.manner.isCacheOff = true;
      return next();
    },
  ),
  lets_everybody_in: fault(
    share,
    "checks no permission in that share of the requests; which ones follows from the seed",
    (rate, random) => async (next, faulted) => {
      faulted.manner.everybodyMay = random.next() < rate;
      return next();
    },
  ),
  lost_task: fault(
    share,
    "lets the worker lose that share of the tasks that requests enqueue",
    (rate, random) => treating(() => (random.next() < rate ? { isLost: true } : {})),
  ),
  slow_worker: fault(milliseconds, "makes each task take that much longer", (slowMs) =>
    treating(() => ({ slowMs })),
  ),
  backlog: fault(taskCount, "puts that many tasks into the queue before the first one", (count) => {
    let backlog = count;
    return treating(() => {
      const ahead = backlog;
      backlog = 0;
      return ahead === 0 ? {} : { backlog: ahead };
    });
  }),
  retried_task: fault(
    share,
    "lets the first attempt of that share of the tasks fail, and be made again",
    (rate, random) => treating(() => (random.next() < rate ? { isRetried: true } : {})),
  ),
  failed_task: fault(share, "lets that share of the tasks end with an exception", (rate, random) =>
    treating(() => (random.next() < rate ? { isFailing: true } : {})),
  ),
  missing_acknowledgement: fault(
    share,
    "lets the worker acknowledge nothing of that share of the tasks",
    (rate, random) => treating(() => (random.next() < rate ? { isSilent: true } : {})),
  ),
  late_effect: fault(
    milliseconds,
    "keeps the result of each task out of sight for that long after its end",
    (visibleAfterMs) => treating(() => ({ visibleAfterMs })),
  ),
  slow_processing: fault(
    milliseconds,
    "processes each upload that long after its answer: until then its metadata have no size and no address",
    (ms) =>
      inManner((manner) => {
        manner.processingMs = ms;
      }),
  ),
  stuck_upload: fault(
    share,
    "never gets that share of the uploads ready; which ones follows from the seed",
    (rate, random) =>
      inManner((manner) => {
        if (random.next() < rate) manner.processingMs = NEVER_MS;
      }),
  ),
  scan_hook_off: fault(
    noValue,
    "lets the scanner of uploads find nothing (it is there without the quirk no_scan_hook)",
    () =>
      inManner((manner) => {
        manner.scansNothing = true;
      }),
  ),
  takes_any_file: fault(noValue, "takes files of whatever type and size, but for empty ones", () =>
    inManner((manner) => {
      manner.takesAnyFile = true;
    }),
  ),
  truncated_upload: fault(
    share,
    "loses the last byte of that share of the uploads; which ones follows from the seed",
    (rate, random) =>
      inManner((manner) => {
        manner.truncatesUpload = random.next() < rate;
      }),
  ),
  corrupted_download: fault(
    share,
    "changes a byte in the middle of that share of the files that are downloaded; which ones follows from the seed",
    (rate, random) => changed((answer) => (random.next() < rate ? corrupted(answer) : answer)),
  ),
  kept_row: fault(
    share,
    "answers that share of the deletions with 204 and deletes nothing; which ones follows from the seed",
    (rate, random) => async (next) => (random.next() < rate ? noContent() : next()),
  ),
  slow_template: fault(
    milliseconds,
    "takes that much longer for its templates, and says so in Server-Timing",
    (ms) => async (next, faulted) => {
      const began = performance.now();
      await faulted.sleep(ms);
      // A timer may fire a little early: more than the answer took in all must not be counted.
      faulted.countTemplate(performance.now() - began);
      return next();
    },
  ),
  oversized: fault(times, "answers with a body that many times as long, filled up with white space", (by) =>
    changed((answer) => ({ ...answer, body: answer.body + filling(answer.body, by) })),
  ),
  full_page: fault(
    noValue,
    "puts a whole page around the fragment, with status and events as they were",
    () => changed((answer) => ({ ...answer, body: wholePage(answer.body) })),
  ),
  missing_trigger: fault(eventName, "leaves that event out of the header HX-Trigger", (event) =>
    changed((answer) => withoutEvent(answer, event)),
  ),
  refresh_refused: fault(
    share,
    "answers 401 to that share of the requests, as to a token that is blacklisted; which ones follows from the seed",
    (rate, random) => async (next) => (random.next() < rate ? tokenNotValid("Token is blacklisted") : next()),
  ),
  refresh_reusable: fault(noValue, "takes a refresh token again that was used before", () =>
    inManner((manner) => {
      manner.reusesRefresh = true;
    }),
  ),
  session_fixation: fault(noValue, "keeps the session's id that the browser came with at sign-in", () =>
    inManner((manner) => {
      manner.keepsSessionId = true;
    }),
  ),
  lockout_off: fault(noValue, "never locks an account, however many passwords are wrong", () =>
    inManner((manner) => {
      manner.neverLocks = true;
    }),
  ),
  sessions_wiped: fault(
    requestCount,
    "empties the cache before every N-th request, sessions and all",
    (every) => {
      let requests = 0;
      return inManner((manner) => {
        requests += 1;
        manner.emptiesCache = requests % every === 0;
      });
    },
  ),
  insecure_cookie: fault(noValue, "sets its cookies without HttpOnly and SameSite", () =>
    changed((answer) => ({
      ...answer,
      cookies: answer.cookies.map((cookie) => cookie.replace(/; (HttpOnly|SameSite=Lax)/g, "")),
    })),
  ),
  stale_cache: fault(noValue, "leaves the feeds that the cache holds as they are after an update", () =>
    inManner((manner) => {
      manner.keepsStale = true;
    }),
  ),
  lost_update: fault(
    share,
    "loses what that share of the requests writes, and answers as if it were kept; which ones follows from the seed",
    (rate, random) =>
      inManner((manner) => {
        manner.forgetsWrites = random.next() < rate;
      }),
  ),
  wrong_ics: fault(
    noValue,
    "writes events of iCalendar without their UID, and leaves the last one open",
    () =>
      changed((answer) => ({
        ...answer,
        body: answer.body
          .replace(/^UID:.*\r\n/gm, "")
          .replace(/END:VEVENT\r\nEND:VCALENDAR/, "END:VCALENDAR"),
      })),
  ),
  wrong_body: fault(
    noValue,
    "does the work and keeps the status, but the body has another shape (a redirect leads elsewhere, 204 stays empty)",
    () => changed((answer, { endpoint }) => reshaped(answer, endpoint)),
  ),
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];

/** Ties a fault to its kind of value: the act gets what the kind has read. */
function fault<Value>(
  kind: ValueKind<Value>,
  does: string,
  start: (value: Value, random: Random, now: () => number) => Act,
): Fault {
  return {
    form: kind.form,
    says: kind.says,
    does,
    start(text, random, now) {
      const value = kind.read(text);
      return value === undefined ? undefined : start(value, random, now);
    },
  };
}

/** An act that lets the work be done, and has the tasks that it enqueues treated. */
function treating(treat: () => Treatment): Act {
  return async (next, faulted) => {
    faulted.manner.treats.push(treat);
    return next();
  };
}

/** An act that has the work done in another manner. */
function inManner(change: (manner: Manner) => void): Act {
  return async (next, faulted) => {
    change(faulted.manner);
    return next();
  };
}

/** An act that lets the work be done and changes the answer. */
function changed(change: (answer: Answer, faulted: Faulted) => Answer): Act {
  return async (next, faulted) => {
    const answer = await next();
    return answer === undefined ? undefined : change(answer, faulted);
  };
}

function corrupted(answer: Answer): Answer {
  if (answer.bytes === undefined) return answer;
  const bytes = Buffer.from(answer.bytes);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  return { ...answer, bytes };
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

function filling(body: string, by: number): string {
  return " ".repeat(Math.round(Buffer.byteLength(body) * (by - 1)));
}

function wholePage(body: string): string {
  return body === "" ? "" : `<!doctype html>\n<html lang="en"><body>${body}</body></html>\n`;
}

function withoutEvent(answer: Answer, event: string): Answer {
  const { "HX-Trigger": header, ...headers } = answer.headers;
  if (header === undefined) return answer;
  const events = Object.entries(JSON.parse(header) as Record<string, unknown>);
  return withTrigger({ ...answer, headers }, Object.fromEntries(events.filter(([name]) => name !== event)));
}
