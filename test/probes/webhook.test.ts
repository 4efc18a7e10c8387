// The webhook of the probe of Celery: what it takes, what it refuses, and that it listens on loopback only.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { openWebhook } from "../../src/probes/celery/webhook.ts";
import type { TaskSight } from "../../src/probes/probe.ts";
import { freePort } from "../service.ts";

type Ground = { readonly port: number; readonly sights: Omit<TaskSight, "source">[] };

async function ground(use: (ground: Ground) => Promise<void>): Promise<void> {
  const port = await freePort();
  const sights: Ground["sights"] = [];
  const webhook = await openWebhook(port, { saw: (sight) => sights.push(sight), worker: () => {} });
  try {
    await use({ port, sights });
  } finally {
    const began = performance.now();
    await webhook.close();
    assert.ok(performance.now() - began < 1000, "closing hangs");
  }
}

async function post(port: number, body: string, path = "/", method = "POST"): Promise<number> {
  const sent = method === "GET" ? {} : { body };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...sent });
  await answer.arrayBuffer();
  return answer.status;
}

const told = { task: "id", name: "p.t", event: "received" };

test("an acknowledgement is taken with its time, or else with that of its arrival", async () => {
  await ground(async ({ port, sights }) => {
    assert.equal(await post(port, JSON.stringify({ ...told, at: 1234.5 })), 204);
    const before = Date.now();
    assert.equal(await post(port, JSON.stringify({ ...told, event: "acknowledged" })), 204);
    const [first, second] = sights;
    assert.deepEqual(first, { task: "id", name: "p.t", event: "acknowledged", at: 1234.5 });
    assert.equal(second?.event, "acknowledged");
    assert.ok(Number(second?.at) >= before && Number(second?.at) <= Date.now());
  });
});

test("what is none is refused and tells nothing", async () => {
  await ground(async ({ port, sights }) => {
    for (const body of [
      "",
      "no JSON",
      "[]",
      "null",
      JSON.stringify({ ...told, task: "" }),
      JSON.stringify({ ...told, task: 1 }),
      JSON.stringify({ ...told, event: "succeeded" }),
      JSON.stringify({ ...told, at: -1 }),
      JSON.stringify({ ...told, at: "now" }),
      JSON.stringify({ ...told, more: "x".repeat(20_000) }),
    ])
      assert.equal(await post(port, body), 400, body.slice(0, 60));
    assert.equal(await post(port, JSON.stringify(told), "/other"), 404);
    assert.equal(await post(port, "", "/", "GET"), 404);
    assert.deepEqual(sights, []);
  });
});

test("a port that is taken is named", async () => {
  await ground(async ({ port }) => {
    await assert.rejects(
      openWebhook(port, { saw: () => {}, worker: () => {} }),
      new RegExp(`probes\\.webhookPort: 127\\.0\\.0\\.1:${port} .*EADDRINUSE.*take another port`),
    );
  });
});

test("a sender that stops in the middle does not keep it from closing", async () => {
  await ground(async ({ port }) => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{");
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

const elsewhere = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
const skip = elsewhere === undefined && "this machine has no address but loopback";

test("nobody but this machine reaches it", { skip }, async () => {
  await ground(async ({ port }) => {
    await assert.rejects(fetch(`http://${elsewhere}:${port}/`, { method: "POST", body: "{}" }), TypeError);
  });
});
