// The five reads again, with the threshold narrowed to reads, and a letter swapped in its tag.
import reads, { options as plain, setup } from "./five-reads.js";

export const options = { ...plain, thresholds: { "http_req_duration{access:raed}": ["p(95)<500"] } };
export { setup };
export default reads;
