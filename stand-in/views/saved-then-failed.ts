// Writes of OBCMS that are kept although it answers 500: it looks for the name of the page to go to, and there is none.
// Saving a leave or a booking also empties its Redis database, where sessions and the task queue lie.

import { type Answer, redirectTo } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { serverError } from "../http/errors.ts";
import { manilaTime } from "../time.ts";

export function requestLeave(call: Call<never, User>, services: Services): Answer {
  return saveRequest(call, services, { kind: "leave", next: "/coordination/staff/leave/" });
}

export function requestBooking(call: Call<never, User>, services: Services): Answer {
  return saveRequest(call, services, { kind: "booking", next: "/coordination/bookings/" });
}

function saveRequest(
  call: Call<never, User>,
  services: Services,
  { kind, next }: { kind: string; next: string },
): Answer {
  services.database.run(
    "INSERT INTO staff_request (kind, user_id, created_at) VALUES (?, ?, ?)",
    kind,
    call.user.id,
    manilaTime(Date.now()),
  );
  if (services.quirks.has("flushdb")) services.cache.clear();
  return afterwards(services, next);
}

function afterwards({ quirks }: Services, next: string): Answer {
  return quirks.has("error_after_commit") ? serverError("NoReverseMatch") : redirectTo(next);
}
