// A check that reads a field which is not there: it throws, and takes the rest of the iteration with it.
import { check } from "k6";
import http from "k6/http";
import { options as plain, setup } from "./five-reads.js";

export const options = { ...plain, thresholds: { ...plain.thresholds, http_req_failed: ["rate<0.01"] } };
export { setup };

export default function ({ access }) {
  const headers = { Authorization: `Bearer ${access}`, Accept: "application/json" };
  const list = http.get(`${__ENV.BASE}/api/administrative/regions/`, { headers });
  check(list, { "has regions": (answer) => answer.json("rows").length > 0 });
  http.get(`${__ENV.BASE}/api/administrative/barangays/`, { headers });
}
