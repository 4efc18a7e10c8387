// The moment when waiting took over, as a sentence for the report and the terminal.

import type { Second } from "../result/result.ts";
import { takeover } from "../result/takeover.ts";
import { count, counted } from "./format.ts";

/** `From second 41 on, answers waited longer …`; undefined where it never happened, or the target did not tell. */
export function takeoverSentence(series: readonly Second[]): string | undefined {
  const found = takeover(series);
  if (found === undefined) return undefined;
  const { fromTheBeginning, second, until, vus, requestsPerSecond } = found;
  const end = until === null ? "" : ` to second ${until}`;
  if (fromTheBeginning)
    return `From the beginning${end}, answers waited longer (network + queueing) than the target worked on them.`;
  const when = until === null ? `From second ${second} on` : `From second ${second}${end}`;
  const load = [
    ...(vus === null ? [] : [counted(vus, "VU")]),
    `${count(Math.round(requestsPerSecond))} requests/s`,
  ].join(", ");
  return `${when}, answers waited longer than the target worked on them (network + queueing took over at ${load}).`;
}
