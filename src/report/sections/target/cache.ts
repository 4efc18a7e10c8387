// What the cache's server carried out.

import type { ProbeReport } from "../../../result/probes.ts";
import { html, type Insert } from "../../escape.ts";
import { count, share } from "../../format.ts";
import { consumerTable } from "./consumers.ts";

export function cachePart({ hits, misses, commands }: ProbeReport<"redis">): Insert {
  const found = hits ?? 0;
  const lookUps = found + (misses ?? 0);
  // The broker alone is watched, too.
  if (lookUps === 0 && commands.length === 0) return null;
  return [
    html`<h3>Cache</h3>
<p class="means">${lookUps === 0 ? "Nothing was looked up." : `${share(found / lookUps)} of ${count(lookUps)} look-ups found something, sessions and throttles included.`}</p>`,
    commands.length > 0 &&
      consumerTable({
        label: "Commands of the cache",
        one: "Command",
        caption: "Commands by the time that the cache's server took for them; the share is of those shown.",
        rows: commands,
        allMs: commands.reduce((sum, { ms }) => sum + ms, 0),
      }),
  ];
}
