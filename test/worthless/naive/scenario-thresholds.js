// The five reads as a scenario of its own, guarded by its name.
import reads, { setup } from "./five-reads.js";

export const options = {
  scenarios: { api: { executor: "constant-vus", vus: 5, duration: "4s" } },
  thresholds: {
    "http_req_duration{scenario:api}": ["p(95)<500"],
    "http_req_failed{scenario:api}": ["rate<0.01"],
  },
};
export { setup };
export default reads;
