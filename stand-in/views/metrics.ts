// `/metrics/metrics`, for Prometheus, open to anybody. OBCMS has nothing at `/metrics/` itself.

import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";

export function showMetrics(_: Call, { metrics }: Services): Answer {
  const headers = { "Content-Type": "text/plain; version=1.0.0; charset=utf-8", Vary: "origin, Cookie" };
  return { status: 200, headers, cookies: [], body: metrics.text() };
}
