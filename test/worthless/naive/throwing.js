// Creates a record and reads its id back; the field it reads does not exist.
import http from "k6/http";
import { setup } from "./five-reads.js";

export const options = {
  vus: 2,
  duration: "4s",
  thresholds: { http_req_duration: ["p(95)<700"], http_req_failed: ["rate<0.01"] },
};
export { setup };

export default function ({ access }) {
  const headers = { Authorization: `Bearer ${access}`, Accept: "application/json" };
  const list = http.get(`${__ENV.BASE}/api/administrative/regions/`, { headers });
  const id = list.json("rows").at(0).id;
  http.get(`${__ENV.BASE}/api/administrative/regions/${id}/`, { headers });
}
