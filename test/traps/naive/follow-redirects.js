// What a first CRUD test looks like: create a community, and trust the status that k6 trusts.

import { check } from "k6";
import http from "k6/http";

export const options = {
  iterations: 60,
  thresholds: {
    http_req_failed: ["rate<0.01"],
    checks: ["rate>0.99"],
    http_req_duration: ["p(95)<700"],
  },
};

export default function () {
  const answer = http.post(`${__ENV.BASE}/api/communities/communities/`, JSON.stringify({ name: "x" }), {
    headers: { Authorization: `Bearer ${__ENV.ACCESS}`, "Content-Type": "application/json" },
  });
  check(answer, { "created, no error": (r) => r.status > 0 && r.status < 400 });
}
