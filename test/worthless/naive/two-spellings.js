// Two people each guard reads, with the tags in another order. k6 keeps one of the two lists, and says nothing.
import reads, { options as plain, setup } from "./five-reads.js";

export const options = {
  ...plain,
  thresholds: {
    "http_req_duration{access:read,expected_response:true}": ["p(95)<500"],
    "http_req_duration{expected_response:true,access:read}": ["p(95)<60000"],
  },
};
export { setup };
export default reads;
