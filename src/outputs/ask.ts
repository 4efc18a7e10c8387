// One question to a store over HTTP, whose answer is JSON.

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
  const answer = await fetch(url, {
    headers,
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  }).catch((error: Error) => {
    throw new Error(`it does not answer: ${messageOf(error.cause ?? error)}`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`it answers ${answer.status}: ${text.trim().slice(0, 200)}`);
  try {
    return form.parse(JSON.parse(text));
  } catch {
    throw new Error(`its answer is of another form: ${text.trim().slice(0, 200)}`);
  }
}
