// Reads now, and from the second second on one more kind of work, whose rate is meant per second and is per hour.
import reads, { setup } from "./five-reads.js";

export const options = {
  scenarios: {
    reads: { executor: "constant-vus", vus: 2, duration: "4s" },
    late: {
      executor: "ramping-arrival-rate",
      startTime: "1s",
      startRate: 0,
      timeUnit: "1h",
      preAllocatedVUs: 5,
      stages: [{ target: 20, duration: "3s" }],
    },
  },
  thresholds: {
    "http_req_duration{scenario:late}": ["p(95)<500"],
    "http_req_failed{scenario:late}": ["rate<0.01"],
    "checks{scenario:late}": ["rate>0.99"],
  },
};
export { setup };
export default reads;
