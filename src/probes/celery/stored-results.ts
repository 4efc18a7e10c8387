// Celery's result backend as a source: with Redis it publishes each result on a channel of its key's name when it stores it.

import { connectRedis } from "../redis/connection.ts";
import type { Source, Told } from "./source.ts";

const CHANNELS = ["*celery-task-meta-*"];
/** `{"status": "SUCCESS", "result": …`: of a result that may be large the beginning is enough. */
const HEAD_LENGTH = 200;

/** `url`: of the result backend. Throws where it cannot be reached. */
export async function openStoredResults(url: string, told: Told): Promise<Source> {
  const backend = await connectRedis(url, "probes.results");
  const hear = (message: string, channel: string): void => {
    // A failure stores no result that a page could show, and a retry none yet.
    if (!/^\{"status":\s*"SUCCESS"/.test(message.slice(0, HEAD_LENGTH))) return;
    const task = channel.slice(channel.indexOf("celery-task-meta-") + "celery-task-meta-".length);
    told.saw({ task, name: "", event: "visible", at: Date.now() });
  };
  try {
    await backend.listen(CHANNELS, hear);
  } catch (error) {
    backend.close();
    throw error;
  }
  return {
    name: "results",
    tellsEnds: () => false,
    async look() {
      const why = backend.interruption();
      if (why !== undefined) throw new Error(`probes.results: ${why}`);
    },
    close: async () => backend.close(),
  };
}
