// What a first load test of an API looks like: sign in, five reads, the plan's latency threshold.

import { check } from "k6";
import http from "k6/http";

export const options = {
  vus: 5,
  duration: "4s",
  thresholds: { http_req_duration: ["p(95)<500"] },
};

const PATHS = [
  "regions/",
  "provinces/",
  "municipalities/?search=a",
  "barangays/",
  "municipalities/?search=b",
];

export function setup() {
  const credentials = { username: __ENV.WHO, password: __ENV.SECRET };
  const answer = http.post(`${__ENV.BASE}/api/v1/auth/token/`, credentials);
  return { access: answer.json("access") };
}

export default function ({ access }) {
  for (const path of PATHS) {
    const headers = { Authorization: `Bearer ${access}`, Accept: "application/json" };
    const answer = http.get(`${__ENV.BASE}/api/administrative/${path}`, {
      headers,
      tags: { access: "read" },
    });
    check(answer, { "answered with JSON": (r) => r.headers["Content-Type"] === "application/json" });
  }
}
