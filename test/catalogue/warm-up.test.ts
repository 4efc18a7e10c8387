import assert from "node:assert/strict";
import { test } from "node:test";
import type { Card } from "../../tests/performance/k6/catalogue/card.ts";
import { cardNames, cards, runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { type Endpoint, fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { warmUpRequests } from "../../tests/performance/k6/catalogue/warm-up.ts";

const everything = (): boolean => true;

for (const card of runnableCards()) {
  test(`a warm-up of ${card} asks for something, reads only, with every argument, each once`, () => {
    const requests = warmUpRequests([card], everything);
    assert.ok(requests.length > 0);
    for (const { name, args } of requests) {
      const { method, access, path }: Endpoint = endpoints[name];
      assert.deepEqual({ name, method, access }, { name, method: "GET", access: "read" });
      assert.doesNotMatch(fillPath(path, args), /[{}]/);
    }
    assert.equal(new Set(requests.map((request) => JSON.stringify(request))).size, requests.length);
  });
}

test("a page that two cards read is warmed up once", () => {
  const both = warmUpRequests(["api_crud", "executive_analytics"], everything);
  assert.equal(both.filter(({ name }) => name === "trends").length, 1);
});

test("what a run leaves out is not warmed up", () => {
  const isIncluded = (name: EndpointName): boolean => name !== "trends" && name !== "policies_filtered";
  const names = warmUpRequests(["executive_analytics"], isIncluded).map(({ name }) => name);
  assert.ok(names.includes("policies_home"));
  assert.ok(!names.includes("trends") && !names.includes("policies_filtered"));
});

test("a card names only what its journey calls", () => {
  for (const card of cardNames) {
    const { warmUp = {}, requests = {} }: Card = cards[card];
    assert.deepEqual(
      Object.keys(warmUp).filter((name) => !(name in requests)),
      [],
      card,
    );
  }
});
