// What send() costs: CPU time of k6 per request, against the same k6 calls written by hand and against a bare http.get.
// `npm run bench -- overhead`; about two minutes on a quiet machine.

import { fileURLToPath } from "node:url";
import { type Figure, leastAndMedian, runBench, type Setting, say } from "./lib/bench.ts";
import { cpuSecondsOf, startK6 } from "./lib/pinned.ts";

const ROUNDS = 6;
/** One or two seconds of CPU: it counts in steps of 10 ms, so one run is exact to 1 us per request. */
const REQUESTS = 12_000;
/** Microseconds per request that send() may cost above the same calls by hand. */
const GOAL_US = 25;

const script = fileURLToPath(new URL("./k6/overhead.ts", import.meta.url));
const kinds = ["read", "fragment", "write"] as const;
const variants = ["bare", ...kinds.flatMap((kind) => [`${kind}/by hand`, `${kind}/send`])];

const help = `
npm run bench -- overhead [--json]

CPU time of the k6 process per request, in microseconds, less that of its start:
  bare      http.get and nothing else
  by hand   one request with a group, tags, headers, jar, two checks and two counters, as send() has them
  send      the suite's send() in the same group
for a read (JSON, JWT), a fragment (HTML, session) and a write (form, session, CSRF token). Rounds are interleaved, k6
has core 0 to itself and its target core 1. "send above by hand" should stay at or below ${GOAL_US} us; exit code 1 otherwise.
On a busy machine all figures rise, the difference with them: use it on a quiet one.
`;

await runBench({ name: "overhead", help }, measure);

async function measure({ k6, target }: Setting): Promise<Figure[]> {
  const cpu = (variant: string, requests: number): Promise<number> =>
    cpuSecondsOf(
      startK6(k6, [script], {
        K6_BASE_URL: target.origin,
        BENCH_VARIANT: variant,
        BENCH_REQUESTS: String(requests),
      }),
    );
  const starts: number[] = [];
  const costs = new Map<string, number[]>(variants.map((variant) => [variant, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`round ${round} of ${ROUNDS}`);
    starts.push(await cpu("bare", 8));
    for (const variant of variants) costs.get(variant)?.push(await cpu(variant, REQUESTS));
  }
  const start = leastAndMedian(starts);
  const perRequest = (variant: string): { least: number; median: number } => {
    const { least, median } = leastAndMedian(costs.get(variant) ?? []);
    const microseconds = (cpuSeconds: number, ofStart: number) =>
      ((cpuSeconds - ofStart) / (REQUESTS - 8)) * 1e6;
    return { least: microseconds(least, start.least), median: microseconds(median, start.median) };
  };
  const bare = perRequest("bare");
  return [
    { name: "bare http.get", unit: "us", ...bare },
    ...kinds.flatMap((kind): Figure[] => {
      const byHand = perRequest(`${kind}/by hand`);
      const send = perRequest(`${kind}/send`);
      const above = { least: send.least - byHand.least, median: send.median - byHand.median };
      return [
        { name: `${kind}, by hand`, unit: "us", ...byHand },
        { name: `${kind}, send`, unit: "us", ...send },
        { name: `${kind}, send above by hand`, unit: "us", ...above, goal: GOAL_US },
        { name: `${kind}, send to by hand`, unit: "ratio", least: send.least / byHand.least },
        { name: `${kind}, send to bare`, unit: "ratio", least: send.least / bare.least },
      ];
    }),
  ];
}
