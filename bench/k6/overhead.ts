// Run by bench/overhead.ts: one request per iteration, sent by the suite's send(), by hand, or bare.
// Every variant loads the same modules, so that start-up and the size of the heap are the same.

import { check, group } from "k6";
import http, { type RefinedResponse } from "k6/http";
import { Counter } from "k6/metrics";
import type { Options } from "k6/options";
import { newVisitor, send } from "../../tests/performance/k6/lib/client.ts";
import { targetOrigin } from "../../tests/performance/k6/lib/target.ts";

const COOKIE = "0123456789abcdef0123456789abcdef";
const PK = "00000000-0000-4000-8000-000000000001";
const TREE = "/oobc-management/work-items/";

const origin = targetOrigin();
const visitor = newVisitor();
visitor.jar.set(origin, "csrftoken", COOKIE);
visitor.jar.set(origin, "sessionid", COOKIE);
visitor.access = COOKIE.repeat(8);
visitor.page = TREE;
const answers = new Counter("bench_answers");
const checks = new Counter("bench_checks");

/** By hand: what one would write for this one endpoint, with all that send() gives: tags, headers, checks, counters. */
const shared = {
  jar: visitor.jar,
  redirects: 0,
  timeout: "10s",
  responseType: "text",
  responseCallback: http.expectedStatuses(200),
} as const;

function judge(
  response: RefinedResponse<"text">,
  name: string,
  access: string,
  isRight: (body: string) => boolean,
): void {
  const ok = check(
    response,
    {
      [`${name}: status 200`]: ({ status }) => status === 200,
      [`${name}: body is right`]: ({ body }) => isRight(body ?? ""),
    },
    { name, access },
  );
  answers.add(1, { name, access, outcome: ok ? "expected" : "wrong" });
  checks.add(2, { name, access, result: ok ? "pass" : "fail" });
}

const kinds = {
  read: {
    send: () => send(visitor, "api_regions_list"),
    byHand: () => {
      const headers = { Accept: "application/json", Authorization: `Bearer ${visitor.access}` };
      const tags = { name: "api_regions_list", access: "read" };
      const url = `${origin}/api/administrative/regions/`;
      judge(http.get(url, { ...shared, headers, tags }), tags.name, tags.access, (body) => {
        const page = JSON.parse(body);
        return ["count", "next", "previous", "results"].every((key) => page[key] !== undefined);
      });
    },
  },
  fragment: {
    send: () => send(visitor, "work_item_modal", { args: { pk: PK } }),
    byHand: () => {
      const page = `${origin}${TREE}`;
      const headers = { Accept: "text/html", Referer: page, "HX-Request": "true", "HX-Current-URL": page };
      const tags = { name: "work_item_modal", access: "read" };
      const url = `${page}${encodeURIComponent(PK)}/modal/`;
      judge(http.get(url, { ...shared, headers, tags }), tags.name, tags.access, (body) =>
        body.includes('id="modal-title"'),
      );
    },
  },
  write: {
    send: () => send(visitor, "work_item_update_progress", { args: { pk: PK }, form: { progress: "50" } }),
    byHand: () => {
      const page = `${origin}${TREE}`;
      const token = visitor.jar.cookiesForURL(origin).csrftoken?.[0] ?? "";
      const headers = { Accept: "application/json", Referer: page, "X-CSRFToken": token };
      const tags = { name: "work_item_update_progress", access: "write" };
      const url = `${page}${encodeURIComponent(PK)}/update-progress/`;
      const response = http.post(url, { progress: "50" }, { ...shared, headers, tags });
      judge(response, tags.name, tags.access, (body) => {
        const answer = JSON.parse(body);
        return answer.success !== undefined && answer.progress !== undefined;
      });
    },
  },
};

const variants: Record<string, () => void> = {
  bare: () => void http.get(`${origin}/api/administrative/regions/`),
  ...Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, { send, byHand }]) => [
      [`${kind}/send`, () => void group("bench", send)],
      [`${kind}/by hand`, () => void group("bench", byHand)],
    ]),
  ),
};
const asked = __ENV.BENCH_VARIANT ?? "";
const work = variants[asked];
if (work === undefined) throw new Error(`no variant is called ${asked}: ${Object.keys(variants).join(", ")}`);

/** 8 virtual users keep one core of k6 busy while a request is on its way (facts: 8 VUs reach the most). */
export const options: Options = {
  scenarios: {
    bench: {
      executor: "shared-iterations",
      vus: 8,
      iterations: Number(__ENV.BENCH_REQUESTS),
      maxDuration: "120s",
    },
  },
  noCookiesReset: true,
  thresholds: {
    // A layer that sends something wrong, or nothing, is cheap for no good reason.
    http_req_failed: ["rate==0"],
    http_reqs: [`count==${__ENV.BENCH_REQUESTS}`],
    ...(asked === "bare" ? {} : { checks: ["rate==1"] }),
  },
};

export default work;
