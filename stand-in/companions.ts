// What OBCMS also answers at a catalogue path, right after sign-in, or where a quirk lives, and the catalogue does not ask
// for. A companion that gets a row in the catalogue moves to the table of handlers. Faults leave companions alone.

import type { Endpoint } from "../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../tests/performance/k6/catalogue/endpoints.ts";
import type { Handler } from "./handlers.ts";
import type { User } from "./http/call.ts";
import { listContacts, updateContact } from "./views/contacts.ts";
import { updateCoverage } from "./views/coverages.ts";
import { updateDocument } from "./views/documents.ts";
import { updateEngagementType } from "./views/engagement-types.ts";
import { signOut } from "./views/login.ts";
import { listMessageTemplates, updateMessageTemplate } from "./views/message-templates.ts";
import { showMetrics } from "./views/metrics.ts";
import { backToTheList } from "./views/project-alerts.ts";
import { requestBooking, requestLeave } from "./views/saved-then-failed.ts";
import { disableTracking } from "./views/tracking.ts";
import { showUser, updateUser } from "./views/users.ts";

type Companion = Pick<Endpoint, "method" | "path" | "django" | "signIn"> & {
  handle: Handler<"id" | "pk" | "entry", User>;
};

const logout = { path: "/logout/", django: "common:logout", signIn: "none", handle: signOut } as const;

export const companions = [
  { ...endpoints.api_engagement_type_update, method: "PUT", handle: updateEngagementType },
  { ...endpoints.api_message_template_create, method: "GET", handle: listMessageTemplates },
  { ...endpoints.api_message_template_update, method: "PUT", handle: updateMessageTemplate },
  { ...endpoints.api_contact_create, method: "GET", handle: listContacts },
  { ...endpoints.api_contact_update, method: "PUT", handle: updateContact },
  { ...endpoints.api_coverage_update, method: "PUT", handle: updateCoverage },
  { ...endpoints.document_delete, method: "PATCH", handle: updateDocument },
  { ...endpoints.document_delete, method: "PUT", handle: updateDocument },
  { ...endpoints.api_user_update, method: "GET", handle: showUser },
  { ...endpoints.api_user_update, method: "PUT", handle: updateUser },
  {
    method: "POST",
    path: "/monitoring/entry/{entry}/disable-tracking/",
    django: "monitoring:disable_workitem_tracking",
    signIn: "session",
    handle: disableTracking,
  },
  { ...endpoints.alerts_generate_now, method: "GET", handle: backToTheList },
  // Whoever is not signed in gets the page too.
  { method: "POST", ...logout },
  {
    method: "GET",
    path: "/metrics/metrics",
    django: "prometheus-django-metrics",
    signIn: "none",
    handle: showMetrics,
  },
  {
    method: "POST",
    path: "/coordination/staff/leave/request/",
    django: "coordination:staff_leave_request",
    signIn: "session",
    handle: requestLeave,
  },
  {
    method: "POST",
    path: "/coordination/bookings/request/",
    django: "coordination:calendar_booking_request_general",
    signIn: "session",
    handle: requestBooking,
  },
] as const satisfies readonly Companion[];
