// Ten people, one account, a read every fifth of a second: nobody but its throttle ever works. It answers fast.
import { sleep } from "k6";
import http from "k6/http";
import { setup } from "./five-reads.js";

export const options = { vus: 10, duration: "4s", thresholds: { http_req_duration: ["p(95)<500"] } };
export { setup };

export default function ({ access }) {
  const headers = { Authorization: `Bearer ${access}`, Accept: "application/json" };
  http.get(`${__ENV.BASE}/api/administrative/regions/`, { headers });
  sleep(0.2);
}
