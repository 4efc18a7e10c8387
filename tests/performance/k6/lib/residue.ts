// What a run leaves on the target for good: each such row is named in k6's log, from which the tool makes its list.

import type { EndpointName } from "../catalogue/endpoints.ts";
import { type Residue, residueLine } from "../catalogue/residue.ts";

/** Says that a row with this id stays on the target. */
export function leaveBehind(endpoint: EndpointName, id: unknown): void {
  const residue: Residue = { endpoint, id: String(id) };
  console.log(residueLine(residue));
}
