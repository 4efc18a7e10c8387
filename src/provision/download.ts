// One HTTP download with honest time-outs: until the headers, and between two pieces of the body. Called by release.ts.

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Machine } from "./machine.ts";

export type Downloaded = { state: "done"; sha256: string; bytes: number } | { state: "failed"; saw: string };

/** Fetches `url` into `file`. Failures of the network are a value; only an abort of the caller throws. */
export async function download(
  url: string,
  file: string,
  machine: Machine,
  onProgress: (bytes: number, total: number | undefined) => void = () => {},
): Promise<Downloaded> {
  const { limits } = machine;
  const alarm = new AbortController();
  let waitingFor = `no answer within ${limits.connect / 1000} s`;
  let timer = setTimeout(() => alarm.abort(), limits.connect);
  const signal = machine.signal ? AbortSignal.any([alarm.signal, machine.signal]) : alarm.signal;
  try {
    const response = await fetch(url, { signal, redirect: "follow" });
    if (!response.ok || response.body === null) {
      return { state: "failed", saw: `${url}: HTTP ${response.status}` };
    }
    const total = Number(response.headers.get("content-length")) || undefined;
    const hash = createHash("sha256");
    let bytes = 0;
    waitingFor = `the transfer stood still for ${limits.silence / 1000} s`;
    const rearm = () => {
      clearTimeout(timer);
      timer = setTimeout(() => alarm.abort(), limits.silence);
    };
    rearm();
    const measured = async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        rearm();
        hash.update(piece);
        bytes += piece.byteLength;
        onProgress(bytes, total);
        yield piece;
      }
    };
    await pipeline(response.body, measured, createWriteStream(file));
    return { state: "done", sha256: hash.digest("hex"), bytes };
  } catch (error) {
    if (machine.signal?.aborted) throw error;
    return { state: "failed", saw: `${url}: ${alarm.signal.aborted ? waitingFor : reasonOf(error)}` };
  } finally {
    clearTimeout(timer);
    alarm.abort(); // frees the connection of an answer that was not read
  }
}

/** fetch() says only "fetch failed"; what happened is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
