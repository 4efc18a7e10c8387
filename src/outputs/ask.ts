// One exchange with a store over HTTP: a question whose answer is JSON, or something handed over.

import type { z } from "zod";
import { messageOf } from "../problem.ts";

const PATIENCE_MS = 10_000;

/** Throws an Error with one sentence for an answer that is none. */
export async function askJson<T>(
  form: z.ZodType<T>,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<T> {
  const text = await exchange(url, { headers }, signal);
  try {
    return form.parse(JSON.parse(text));
  } catch {
    throw new Error(`its answer is of another form: ${text.trim().slice(0, 200)}`);
  }
}

/** Hands something over. Throws an Error with one sentence where it is not taken. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  await exchange(url, { method: "POST", headers, body: Buffer.from(body) }, signal);
}

async function exchange(url: string, request: RequestInit, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, {
    ...request,
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  }).catch((error: Error) => {
    throw new Error(`it does not answer: ${messageOf(error.cause ?? error)}`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`it answers ${answer.status}: ${text.trim().slice(0, 200)}`);
  return text;
}
