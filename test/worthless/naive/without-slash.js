// Creates records under a path without its slash: k6 follows the redirect with a GET, which lists and has status 200.
import { check } from "k6";
import http from "k6/http";
import { setup } from "./five-reads.js";

export const options = {
  vus: 2,
  duration: "4s",
  thresholds: { http_req_duration: ["p(95)<700"], http_req_failed: ["rate<0.01"], checks: ["rate>0.99"] },
};
export { setup };

export default function ({ access }) {
  const headers = { Authorization: `Bearer ${access}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ name: `naive ${__VU}-${__ITER}`, category: "meeting", description: "x" });
  const path = "/api/coordination/stakeholder-engagement-types";
  const created = http.post(`${__ENV.BASE}${path}`, body, { headers });
  check(created, { "was created": ({ status }) => status >= 200 && status < 300 });
}
