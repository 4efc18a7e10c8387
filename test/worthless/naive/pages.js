// Pages behind a login, with thresholds on latency and failures, and a check on the status.

import { check, sleep } from "k6";
import http from "k6/http";

export const options = {
  vus: 5,
  duration: "4s",
  thresholds: {
    http_req_duration: ["p(95)<500"],
    http_req_failed: ["rate<0.01"],
    checks: ["rate>0.99"],
  },
};

export default function () {
  const page = http.get(`${__ENV.BASE}/oobc-management/trends/`);
  check(page, { "status 200": (r) => r.status === 200 });
  sleep(0.05);
}
