// The stack's Prometheus without its image: its configuration in promtool, and with its flags in a real server.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { projectFolder } from "../../src/run/suite.ts";
import { startPrometheus, withoutPrometheus } from "../prometheus.ts";

const skip = withoutPrometheus();
const config = join(projectFolder, "deploy/prometheus.yaml");
const { services } = parse(readFileSync(join(projectFolder, "deploy/compose.yaml"), "utf8"), {
  merge: true,
}) as {
  services: { prometheus: { command: readonly string[] } };
};

test("promtool finds nothing wrong with its configuration", { skip }, () => {
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "config", config], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});

test("a real Prometheus starts with its configuration, and takes what k6 writes with its flags alone", {
  skip,
}, async (t) => {
  const given = new Set(services.prometheus.command);
  const prometheus = await startPrometheus({
    config: readFileSync(config, "utf8"),
    remoteWrite: given.has("--web.enable-remote-write-receiver"),
    nativeHistograms: given.has("--enable-feature=native-histograms"),
  });
  t.after(() => prometheus.stop());
  // 404 where there is no receiver; an empty batch is no error where there is one.
  const { status } = await fetch(prometheus.writeUrl, { method: "POST", body: "" });
  assert.notEqual(status, 404);
  // It looks for targets some seconds after its start.
  for (const latest = Date.now() + 20_000; ; await sleep(100)) {
    const { data } = (await (await fetch(`${prometheus.url}/api/v1/targets`)).json()) as {
      data: { activeTargets: { scrapeUrl: string }[] };
    };
    const targets = data.activeTargets.map(({ scrapeUrl }) => scrapeUrl);
    if (targets.length === 0 && Date.now() < latest) continue;
    assert.deepEqual(targets, ["http://web:8000/metrics/metrics"]);
    return;
  }
});
