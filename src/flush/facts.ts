// What has to be known of a target before its cache or queue is emptied. Asked inside, through its manage.py: addresses
// in settings may name one Redis in two ways, so each server is asked who it is.

import { z } from "zod";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { askInside } from "../introspection/ask.ts";
import type { Manage } from "../introspection/manage.ts";
import { overlayProgram } from "../introspection/overlay.ts";

/** One database of one running Redis: `run id/number`. Null where it is no Redis, or does not tell. */
const place = z.string().nullable();

const factsSchema = z.object({
  database: z.string(),
  /** Description of the performance marker's row; null without one. */
  marker: z.string().nullable(),
  /** The error where the marker's table cannot be read. */
  error: z.string().nullable(),
  cache: z.object({ backend: z.string(), place }),
  /** `driver`: kombu's word for the broker's protocol, `redis` or `amqp`; null where nothing answers. */
  broker: z.object({ driver: z.string().nullable(), place }),
  /** Django keeps sessions in that cache and nowhere else. */
  sessionsInCache: z.boolean(),
});
export type Facts = z.infer<typeof factsSchema>;

/** The cache's own client, of Django's Redis backend and of django-redis. */
export const CACHE_CLIENT = `
def cache_client():
    cache = caches["default"]
    return (getattr(cache, "_cache", None) or cache.client).get_client(write=True)
`;

const QUESTION = `${overlayProgram}
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection
${CACHE_CLIENT}
def place(client):
    return f'{client.info("server")["run_id"]}/{int(client.connection_pool.connection_kwargs.get("db") or 0)}'

def quietly(question):
    try:
        return question()
    except Exception:
        return None

def broker():
    from celery import current_app
    with current_app.connection_for_write() as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=3)
        return {"driver": link.transport.driver_type, "place": quietly(lambda: place(link.default_channel.client))}

answer = {
    "database": str(connection.settings_dict["NAME"]),
    "marker": None,
    "error": None,
    "cache": {"backend": own_backend(str(settings.CACHES.get("default", {}).get("BACKEND"))), "place": quietly(lambda: place(cache_client()))},
    "broker": quietly(broker) or {"driver": None, "place": None},
    "sessionsInCache": str(settings.SESSION_ENGINE).endswith(".cache"),
}
try:
    types = apps.get_model("${performanceMarker.model}").objects
    answer["marker"] = types.filter(name="${performanceMarker.name}").values_list("description", flat=True).first()
except Exception as error:
    answer["error"] = f"{type(error).__name__}: {error}"
`;

/** Throws a Problem where the command cannot be run or does not answer. */
export function askFacts(manage: Manage): Promise<Facts> {
  return askInside(manage, QUESTION, factsSchema, "where its cache and its queue are");
}
