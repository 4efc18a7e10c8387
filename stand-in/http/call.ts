// One request as handlers see it, and how it is read off the wire.

import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Cache } from "../cache.ts";
import type { Database } from "../database.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Quirks } from "../quirks/table.ts";
import type { Storage } from "../storage.ts";
import type { Treatment } from "../worker/treatment.ts";
import type { ThrottleMode } from "./throttles.ts";

/** Django allows 2.5 MB in memory beside files. */
const MAX_BODY_BYTES = 2_500_000;
/** OBCMS allows files of 50 MB and reads larger ones in full before it refuses them. */
const MAX_UPLOAD_BYTES = 64 * 1024 * 1024;

export type User = {
  readonly id: number;
  readonly username: string;
  readonly user_type: string;
  readonly is_superuser: number;
  /** Django's flag, 0 or 1. */
  readonly is_staff: number;
  readonly rbac_role: string | null;
};

/** What a query selects from the table `user` to get a `User`. */
export const USER_COLUMNS = "user.id, username, user_type, is_superuser, is_staff, rbac_role";

/** `Argument`: the names in braces of the endpoint's path; `Who`: the user, where the endpoint demands one. */
export type Call<Argument extends string = never, Who = User | undefined> = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: ReadonlyMap<string, string>;
  /** Empty where it is multipart/form-data: then it is `upload`. */
  readonly body: string;
  readonly upload?: Buffer;
  /** `http://127.0.0.1:8600`, as the client wrote it in Host. */
  readonly origin: string;
  readonly address: string;
  readonly arguments: Readonly<Record<Argument, string>>;
  readonly user: Who;
};

export type Services = {
  readonly database: Database;
  /** Signs the JSON web tokens. New at each start, so a token of another stand-in is invalid. */
  readonly secret: Buffer;
  readonly cache: Cache;
  /** Milliseconds since 1970: what ends in time (cache, throttles, locks) goes by it. */
  readonly clock: () => number;
  readonly throttles: ThrottleMode;
  readonly quirks: Quirks;
  readonly metrics: Metrics;
  /** A fault of this request: its insert breaks the tree of work items. */
  readonly corruptsTree?: boolean;
  /** A fault: whoever asks is taken for the superuser. */
  readonly everybodyMay?: boolean;
  /** Faults of sign-in: see the manner of the same name. */
  readonly keepsSessionId?: boolean;
  readonly reusesRefresh?: boolean;
  readonly neverLocks?: boolean;
  /** A fault: an update leaves the caller's kept feeds as they are. */
  readonly keepsStale?: boolean;
  /** Files that were uploaded. */
  readonly storage: Storage;
  /** Faults of uploads: see the manner of the same name. */
  readonly processingMs?: number;
  readonly scansNothing?: boolean;
  readonly takesAnyFile?: boolean;
  readonly truncatesUpload?: boolean;
  /** Puts a task into the queue, by its name; its id. */
  readonly enqueue: (task: string, treatment?: Treatment) => string;
};

/** Undefined: the body is too large or the client went away while sending it. */
export async function readCall(request: IncomingMessage): Promise<Call | undefined> {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const body = await readBody(request);
  if (body === undefined) return undefined;
  return {
    method: request.method ?? "GET",
    path: decodePath(mark < 0 ? target : target.slice(0, mark)),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    headers: request.headers,
    cookies: readCookies(request.headers.cookie ?? ""),
    ...(isMultipart(request.headers) ? { body: "", upload: body } : { body: body.toString("utf8") }),
    origin: `http://${request.headers.host ?? "127.0.0.1"}`,
    address: request.socket.remoteAddress ?? "",
    arguments: {},
    user: undefined,
  };
}

/** Form fields; none where the body is no URL-encoded form, exactly as Django's request.POST. */
export function formOf(call: Call): URLSearchParams {
  const type = call.headers["content-type"] ?? "";
  return new URLSearchParams(type.startsWith("application/x-www-form-urlencoded") ? call.body : "");
}

export function isMultipart(headers: IncomingHttpHeaders): boolean {
  return (headers["content-type"] ?? "").startsWith("multipart/form-data");
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined)
    return Buffer.alloc(0);
  const most = isMultipart(request.headers) ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function readCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const mark = pair.indexOf("=");
    if (mark > 0) cookies.set(pair.slice(0, mark).trim(), pair.slice(mark + 1).trim());
  }
  return cookies;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
