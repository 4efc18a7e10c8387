// What a store must be able to do for a dashboard. prometheus.ts and influxdb.ts are the two.

import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type { Ask, Kind, Question } from "./question.ts";

export type Store = {
  readonly name: "prometheus" | "influxdb";
  readonly title: string;
  /** Fixed by the provisioning files. */
  readonly datasource: { readonly type: string; readonly uid: string };
  /** The question in the store's own language, with Grafana's variables in it. */
  text(question: Question): string;
  target(question: Question, refId: string): Builder<Dataquery>;
  /** How exact the answer is: it stands in each panel's description. */
  readonly resolution: Readonly<Record<Ask, string>>;
  /** Whether an answer exists that is not made up: see the file of the store. */
  canTell(question: Question): boolean;
  /** What a unit of ours is in this store: k6 writes times in seconds to Prometheus, in milliseconds to InfluxDB. */
  readonly milliseconds: { readonly unit: string; readonly factor: number };
  /** Asks Grafana for the runs that a store holds. */
  readonly runs: string | Readonly<Record<string, unknown>>;
};

export function isTime(kind: Kind): boolean {
  return kind === "duration";
}
