// Reads like a person, with longer pauses than the run is long: no iteration ends.
import { sleep } from "k6";
import reads, { options as plain, setup } from "./five-reads.js";

export const options = {
  thresholds: { ...plain.thresholds, iteration_duration: ["p(95)<5000"] },
  scenarios: { people: { executor: "constant-vus", vus: 5, duration: "4s", gracefulStop: "0s" } },
};
export { setup };

export default function (data) {
  reads(data);
  sleep(30);
}
