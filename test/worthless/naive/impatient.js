// The five reads by users who do not wait for the last answers when the time is over.
import reads, { options as plain, setup } from "./five-reads.js";

export const options = {
  thresholds: plain.thresholds,
  scenarios: { reads: { executor: "constant-vus", vus: 5, duration: "4s", gracefulStop: "1s" } },
};
export { setup };
export default reads;
