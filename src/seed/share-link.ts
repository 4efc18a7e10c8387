// The shared calendar link, which cannot be made over HTTP: who knows its token sees the calendar without signing in.

import { daysAfter, momentOf } from "./days.ts";
import type { Order } from "./order.ts";
import { FIRST_ID, type Row, uuidOf } from "./row.ts";
import { ownerOf } from "./users.ts";

/** The same in each dataset, so that an environment file fits whatever is loaded. */
export const shareToken = uuidOf(0, "share token", 0);

export function* shareLinkRows(order: Order): Generator<Row> {
  yield {
    model: "common.sharedcalendarlink",
    pk: FIRST_ID,
    fields: {
      token: shareToken,
      created_by: ownerOf(order, 0),
      expires_at: momentOf(daysAfter(order.today, 365)),
      max_views: null,
      filter_modules: [],
      is_active: true,
      created_at: momentOf(order.today),
    },
  };
}
