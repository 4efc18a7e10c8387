// Forty reads a second are planned, with a pool of two virtual users for a target that needs a fifth of a second each.
import reads, { options as plain, setup } from "./five-reads.js";

export const options = {
  thresholds: plain.thresholds,
  scenarios: {
    planned: {
      executor: "constant-arrival-rate",
      rate: 40,
      timeUnit: "1s",
      duration: "4s",
      preAllocatedVUs: 2,
      maxVUs: 2,
    },
  },
};
export { setup };
export default reads;
