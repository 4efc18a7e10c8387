// The same request as exchange.ts makes, to a target whose certificate nobody can verify: where the settings accept that.

import { request } from "node:https";
import type { Answer } from "./exchange.ts";

/** `signal` ends the wait. Throws where nothing answers. */
export function exchangeUnverified(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, signal, rejectUnauthorized: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("error", reject);
      response.once("end", () => {
        const told = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        const text = Buffer.concat(parts).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: new Headers(told), text });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
