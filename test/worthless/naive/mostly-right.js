// Thirty requests, one of them to an endpoint that never answers rightly, and the usual thresholds.

import { check, sleep } from "k6";
import http from "k6/http";

export const options = {
  vus: 2,
  duration: "4s",
  thresholds: {
    http_req_duration: ["p(95)<500"],
    http_req_failed: ["rate<0.01"],
    checks: ["rate>0.95"],
  },
};

export function setup() {
  const body = JSON.stringify({ username: __ENV.WHO, password: __ENV.SECRET });
  const headers = { "Content-Type": "application/json" };
  return http.post(`${__ENV.BASE}/api/v1/auth/token/`, body, { headers }).json("access");
}

export default function (access) {
  const headers = { Authorization: `Bearer ${access}`, Accept: "application/json" };
  for (const name of [...Array(29).fill("regions"), "provinces"]) {
    const list = http.get(`${__ENV.BASE}/api/administrative/${name}/`, { headers });
    check(list, { "it is a list": (r) => r.json("count") !== undefined });
  }
  sleep(0.05);
}
