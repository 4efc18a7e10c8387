// Throttling is part of the contract, so 429 is declared an expected status: then it fails nothing, and is fast.
import http from "k6/http";
import reads, { options as plain, setup } from "./five-reads.js";

http.setResponseCallback(http.expectedStatuses({ min: 200, max: 399 }, 429));

export const options = { ...plain, thresholds: { ...plain.thresholds, http_req_failed: ["rate<0.01"] } };
export { setup };
export default reads;
