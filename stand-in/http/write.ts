// An answer onto the wire: security headers and length are added, and what a fault asked for is left out or cut off.

import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** On every answer of OBCMS, errors included; X-Frame-Options on all but its 301s. */
const FRAMES = { "X-Frame-Options": "DENY" } as const;
const SECURITY_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  Server: "obcms-perf-stand-in",
} as const;

/** Returns the bytes of the body. */
export function writeAnswer(response: ServerResponse, answer: Answer): number {
  const body = answer.bytes ?? Buffer.from(answer.body, "utf8");
  const length = answer.status === 204 ? {} : { "Content-Length": String(body.length) };
  const cookies = answer.cookies.length === 0 ? {} : { "Set-Cookie": [...answer.cookies] };
  const frames = answer.status === 301 ? {} : FRAMES;
  const headers = { ...answer.headers, ...frames, ...SECURITY_HEADERS, ...length, ...cookies };
  response.writeHead(answer.status, without(headers, answer.leftOut));
  if (answer.isCut) cutOff(response, body);
  else response.end(body);
  return body.length;
}

function without<Headers extends object>(headers: Headers, names: readonly string[] = []): Headers {
  if (names.length === 0) return headers;
  const kept = Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()));
  return Object.fromEntries(kept) as Headers;
}

/** Half of the body, then nothing: the length that was promised does not come. Without a body, no byte at all. */
function cutOff(response: ServerResponse, body: Buffer): void {
  if (body.length < 2) response.destroy();
  else response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}
