// Every dashboard, for both stores: what `npm run generate` writes and the tests ask.

import { type Drawn, draw } from "./draw.ts";
import { influxdb } from "./influxdb.ts";
import { overview } from "./overview.ts";
import { prometheus } from "./prometheus.ts";
import { scenarios } from "./scenarios.ts";
import { serverSide } from "./server-side.ts";
import type { Store } from "./store.ts";

export const stores = [prometheus, influxdb] as const;

export function dashboardsFor(store: Store): Drawn[] {
  return [
    { uid: "obcms-overview", title: "OBCMS load: overview", rows: overview(store) },
    { uid: "obcms-scenarios", title: "OBCMS load: scenarios", rows: scenarios(store) },
    { uid: "obcms-server", title: "OBCMS load: server side", rows: serverSide() },
  ];
}

/** Grafana's JSON by path below the project folder. */
export function dashboardFiles(): Map<string, string> {
  return new Map(
    stores.flatMap((store) =>
      dashboardsFor(store).map((drawn) => [
        `observability/generated/${drawn.uid}-${store.name}.json`,
        `${JSON.stringify(draw(drawn, store), null, 2)}\n`,
      ]),
    ),
  );
}
