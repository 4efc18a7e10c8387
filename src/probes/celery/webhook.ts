// Where a worker acknowledges by itself what it has received: POST {task, name, event, at} to a port of this machine's loopback.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { closeServer, listenOnLoopback } from "../../loopback.ts";
import { messageOf } from "../../problem.ts";
import type { Source, Told } from "./source.ts";

const MOST_BYTES = 16 * 1024;
const PATIENCE_MS = 5_000;

const acknowledgement = z.object({
  /** The task's id. */
  task: z.string().min(1).max(200),
  name: z.string().max(200),
  event: z.enum(["received", "acknowledged"]),
  /** Milliseconds since 1970 by the worker's clock; without it the moment at which this arrived. */
  at: z.number().positive().optional(),
});

/** Answers 204; 400 to what is no acknowledgement; 404 to any other question. Throws where the port is not free. */
export async function openWebhook(port: number, told: Told): Promise<Source> {
  const server = createServer({ requestTimeout: PATIENCE_MS }, (request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = Date.now();
    if (request.method !== "POST" || request.url !== "/") return end(response, 404, "POST / is all there is");
    const body = await bodyOf(request);
    const found = body === undefined ? undefined : acknowledgementIn(body);
    if (found === undefined)
      return end(response, 400, 'not {"task": id, "name": …, "event": "received", "at": milliseconds}');
    const { task, name, at = arrived } = found;
    told.saw({ task, name, event: "acknowledged", at });
    end(response, 204);
  };
  await listenOnLoopback(server, port).catch((error: unknown) => {
    throw new Error(
      `probes.webhookPort: 127.0.0.1:${port} cannot be listened at: ${messageOf(error)}; take another port`,
    );
  });
  return {
    name: "webhook",
    tellsEnds: () => false,
    look: async () => {},
    close: () => closeServer(server),
  };
}

function end(response: ServerResponse, status: number, text?: string): void {
  // What was sent and not read would keep the connection busy.
  response.writeHead(status, { "Content-Type": "text/plain", Connection: "close" }).end(text);
}

/** Undefined where it is too large; the rest of it is not waited for. */
function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on("error", reject);
    request.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    request.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes <= MOST_BYTES) parts.push(part);
      else resolve(undefined);
    });
  });
}

function acknowledgementIn(body: string): z.infer<typeof acknowledgement> | undefined {
  try {
    return acknowledgement.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
