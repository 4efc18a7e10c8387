// Meets the target's throttle on purpose, with the one user that the operator named for it. Called by checks.ts.

import { endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { type Finding, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

/** Above OBCMS's own 60 a minute, below what anybody would call load. */
const MOST_REQUESTS = 130;
const MOST_SECONDS = 30;
const ENDPOINT = "api_regions_list";

/** One request after another until the first 429. Throws where the user gets no token. */
export async function meetsThrottle({
  origin,
  values,
  throttledUser,
  signIn,
  send,
}: Subject): Promise<Finding> {
  if (throttledUser === undefined)
    return skipped("nobody is named whose throttle may be met: --measure-throttles");
  const { headers } = await signIn("api_client", throttledUser);
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let answered = 0;
  while (answered < MOST_REQUESTS && seconds() < MOST_SECONDS) {
    const { status, headers: told } = await send(origin + endpoints[ENDPOINT].path, "GET", {
      headers: { ...headers, Accept: "application/json" },
      body: undefined,
    });
    if (status === 429)
      return judge(answered, seconds(), told.get("retry-after"), values["throttles.burstPerMinute"]);
    if (status !== 200) throw new Error(`${ENDPOINT} answers ${status} after ${answered} requests`);
    answered += 1;
  }
  return ok(`no 429 in ${answered} requests within ${seconds().toFixed(1)} s`);
}

function judge(answered: number, seconds: number, wait: string | null, known: number | undefined): Finding {
  const found = `the first 429 came after ${answered} requests of ${ENDPOINT} in ${seconds.toFixed(1)} s; Retry-After ${wait ?? "is not told"}`;
  return known === answered
    ? ok(found)
    : warning(
        `${found}; throttles.burstPerMinute is ${known ?? "not set"}`,
        `where nothing else of that user was counted, set ${settings["throttles.burstPerMinute"].env}=${answered}`,
      );
}
