// What an answer is worth: a fragment that is none, events that are missing, a session that ended.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Outcome } from "../../tests/performance/k6/catalogue/tags.ts";
import { outcomeOf, type TextResponse } from "../../tests/performance/k6/lib/answer.ts";
import { jsonLookUp } from "../json-look-up.ts";

type Case = readonly [
  sentence: string,
  endpoint: keyof typeof endpoints,
  response: { status: number; body?: string; headers?: Record<string, string> },
  outcome: Outcome,
];

const saved =
  '{"showToast": {"message": "Task updated successfully"}, "workItemUpdated": {"workItemId": "1"}}';
const cards = "<p>Total Recommendations</p>";
const refusal = "<!doctype html><title>403 - Access Forbidden | OBCMS</title>";
const login = '<!DOCTYPE html><form><input name="password" type="password"></form>';

const table: readonly Case[] = [
  ["a fragment with its mark", "policies_stats_cards", { status: 200, body: cards }, "expected"],
  ["a fragment without its mark", "policies_stats_cards", { status: 200, body: "<p></p>" }, "wrong_body"],
  [
    "a whole page that has the fragment's mark",
    "policies_stats_cards",
    { status: 200, body: `\n<!DOCTYPE html>\n<html>${cards}` },
    "wrong_body",
  ],
  ["a page without a doctype", "policies_stats_cards", { status: 200, body: `<HTML>${cards}` }, "wrong_body"],
  [
    "a whole page where one was asked for",
    "policies_new",
    { status: 200, body: "<!DOCTYPE html><title>New Recommendation" },
    "expected",
  ],
  ["the login page with status 200", "dashboard_alerts", { status: 200, body: login }, "signed_out"],
  [
    "a redirect to the login",
    "dashboard_alerts",
    { status: 302, headers: { Location: "/login/?next=/dashboard/alerts/" } },
    "signed_out",
  ],
  ["the refusal of a stranger", "policies_stats_cards", { status: 403, body: refusal }, "signed_out"],
  [
    "the refusal of somebody signed in",
    "policies_stats_cards",
    { status: 403, body: `${refusal}<form action="/logout/">` },
    "unexpected",
  ],
  [
    "a failed CSRF check",
    "work_item_sidebar_edit_submit",
    { status: 403, body: "<!doctype html><title>403 Forbidden</title>" },
    "unexpected",
  ],
  [
    "all events",
    "work_item_sidebar_edit_submit",
    { status: 200, headers: { "Hx-Trigger": saved } },
    "expected",
  ],
  [
    "one event of two",
    "work_item_sidebar_edit_submit",
    { status: 200, headers: { "Hx-Trigger": saved.replace("workItemUpdated", "other") } },
    "wrong_body",
  ],
  ["a form that came back", "work_item_sidebar_edit_submit", { status: 200, body: "<form>" }, "wrong_body"],
];

for (const [sentence, endpoint, { status, body = "", headers = {} }, outcome] of table) {
  test(`${sentence}: ${outcome}`, () => {
    // Of a response only these three are looked at.
    const response = { status, body, headers } as unknown as TextResponse;
    assert.equal(outcomeOf(endpoints[endpoint], response, jsonLookUp(body)), outcome);
  });
}
