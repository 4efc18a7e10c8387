// What the run left on the target for good: how much, by which endpoint, why it stays, and the ids to find it by.

import type { Endpoint } from "../../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count } from "../format.ts";
import { nothing, section } from "./frame.ts";

/** Ids that are shown of one endpoint; result.json has all. */
const SHOWN = 50;

export function residueSection({ residue }: Result): Html {
  const groups = [...Map.groupBy(residue, ({ endpoint }) => endpoint)];
  const body =
    groups.length === 0
      ? nothing("Nothing, as far as the suite knows.")
      : groups.map(
          ([endpoint, rows]) => html`<details>
<summary>${count(rows.length)} × <code>${endpoint}</code>: ${reasonOf(endpoint)}</summary>
<p><code>${idsOf(rows)}</code></p>
</details>
`,
        );
  return section("residue", "Left on the target", body);
}

function idsOf(rows: Result["residue"]): string {
  const ids = rows.slice(0, SHOWN).map(({ id }) => id);
  return [...ids, ...(rows.length > SHOWN ? ["… result.json has all"] : [])].join(" ");
}

/** A stored run may name an endpoint that the catalogue no longer has. */
function reasonOf(endpoint: string): string {
  const row: Endpoint | undefined = endpoints[endpoint as EndpointName];
  return row?.residue ?? "the catalogue no longer has it";
}
