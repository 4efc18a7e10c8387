import assert from "node:assert/strict";
import { test } from "node:test";
import { Steering } from "../../src/control/steering.ts";

function orders(steering: Steering, scenario = "a", vus = ["7", "3", "9"]): string[] {
  return vus.map((vu) => steering.give(scenario, vu));
}

test("the first to ask work, as many as the target, and keep their place", () => {
  const steering = new Steering(3, 1);
  assert.deepEqual(orders(steering), ["work", "park", "park"]);
  steering.act("scale", 2);
  assert.deepEqual(orders(steering, "a", ["9", "3", "7"]), ["park", "work", "work"]);
  assert.equal(steering.active, 2);
});

test("the target counts in each scenario", () => {
  const steering = new Steering(3, 2);
  assert.deepEqual(orders(steering, "a"), ["work", "work", "park"]);
  assert.deepEqual(orders(steering, "b"), ["work", "work", "park"]);
  assert.equal(steering.active, 4);
});

test("a pause parks all and keeps the target, also one set meanwhile", () => {
  const steering = new Steering(3, 1);
  steering.act("pause");
  assert.deepEqual(orders(steering), ["park", "park", "park"]);
  steering.act("scale", 3);
  assert.deepEqual(orders(steering), ["park", "park", "park"]);
  assert.equal(steering.active, 0);
  steering.act("resume");
  assert.deepEqual(orders(steering), ["work", "work", "work"]);
});

test("after a stop nobody works again", () => {
  const steering = new Steering(3, 3);
  orders(steering);
  steering.act("stop");
  steering.act("resume");
  steering.act("scale", 3);
  assert.deepEqual(orders(steering), ["park", "park", "park"]);
});

test("who was told to work is active until told to park", () => {
  const steering = new Steering(3, 3);
  orders(steering);
  steering.act("scale", 0);
  assert.equal(steering.active, 3);
  steering.give("a", "7");
  assert.equal(steering.active, 2);
});

test("each act is kept with its time and the target that holds from then on", () => {
  const steering = new Steering(5, 1);
  steering.act("scale", 4);
  steering.act("pause");
  assert.deepEqual(
    steering.acts.map(({ act, target }) => [act, target]),
    [
      ["scale", 4],
      ["pause", 4],
    ],
  );
  assert.ok(steering.acts.every(({ at }) => !Number.isNaN(Date.parse(at))));
});
