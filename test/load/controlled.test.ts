// Profile controlled: what another terminal asks for is what the samples say was sent, and control is not in the figures.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { callRun } from "../../src/control/call.ts";
import { openControl } from "../../src/control/open.ts";
import { type Status, statusSchema } from "../../src/control/status.ts";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { probesRecord, runFiles, steeringFile } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { suiteMain } from "../../src/run/suite.ts";
import { type Ended, onlyRun, type Started, scratchFolder, standInFor, start, tool } from "./process.ts";
import { levels, mostUnder, samplesOf } from "./samples.ts";

const steered = ["--profile", "controlled", "--duration", "120s", "--vus", "6", "--think-time", "0"] as const;

test("scale, pause, resume and stop: the samples follow, the totals hold load alone, the verdict stands", async (t) => {
  const out = scratchFolder(t);
  const run = tool(["run", "--out", out, ...steered]);
  const other = terminal(t, out, run);
  await other.until(({ active }) => active === 1);
  const controlPath = join(onlyRun(out), "control.json");
  assert.equal(statSync(controlPath).mode & 0o077, 0, "only its owner may read it");
  const { url, token } = JSON.parse(readFileSync(controlPath, "utf8")) as { url: string; token: string };
  assert.equal((await fetch(`${url}/status`)).status, 401);
  assert.equal(
    (await fetch(`${url}/stop`, { method: "POST", headers: { Authorization: "Bearer x" } })).status,
    401,
  );

  await other.command("scale", "5");
  const up = await other.until(({ active }) => active === 5);
  await other.until(({ elapsedSeconds }) => elapsedSeconds > up.status.elapsedSeconds + 6);
  const high = { from: up.at, to: Date.now() };
  await other.command("scale", "2");
  const down = await other.until(({ active }) => active === 2);
  await other.until(({ elapsedSeconds }) => elapsedSeconds > down.status.elapsedSeconds + 2);
  const low = { from: down.at, to: Date.now() };
  assert.equal((await other.command("pause")).state, "paused");
  const paused = await other.until(({ active }) => active === 0);
  await other.until(({ elapsedSeconds }) => elapsedSeconds > paused.status.elapsedSeconds + 2);
  const silent = { from: paused.at, to: Date.now() };
  assert.equal((await other.command("resume")).state, "running");
  await other.until(({ active }) => active === 2);
  await refusals(out);
  assert.equal((await other.command("stop")).state, "stopping");
  const { exitCode, stdout, stderr } = await run.ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  assert.match(stdout, /steered: .* scale to 5, .* scale to 2, .* pause, .* resume, .* stop/);

  const folder = onlyRun(out);
  const result = resultOf(folder);
  const samples = await samplesOf(folder);
  await t.test("iterations under way are as many as the target says", () => {
    const all = levels(samples);
    assert.equal(mostUnder(all, high.from, high.to), 5);
    assert.equal(mostUnder(all, low.from, low.to), 2);
    assert.equal(mostUnder(all, silent.from, silent.to), 0);
    const requests = samples.filter(({ metric, tags }) => metric === "http_reqs" && tags.card !== undefined);
    const inPause = requests.filter(({ timeMs }) => timeMs > silent.from && timeMs < silent.to);
    assert.equal(inPause.length, 0);
    assert.ok(
      requests.some(({ timeMs }) => timeMs > silent.to),
      "it went on after the pause",
    );
    assert.equal(Math.max(...result.series.map(({ vus }) => vus ?? 0)), 5);
  });

  await t.test("the run is complete: stopped as its operator wished, nothing cut off", () => {
    assert.equal(result.run.state, "completed");
    assert.deepEqual(result.defects, []);
    const [scenario] = result.scenarios;
    assert.equal(scenario?.interrupted, 0);
    assert.equal(scenario?.completed, scenario?.started);
    assert.deepEqual(
      result.steering?.acts.map(({ act, target }) => [act, target]),
      [
        ["scale", 5],
        ["scale", 2],
        ["pause", 2],
        ["resume", 2],
        ["stop", 2],
      ],
    );
  });

  await t.test("control is in no figure of the result, and nowhere lost", () => {
    const { metrics } = JSON.parse(readFileSync(join(folder, runFiles.summary), "utf8")) as {
      metrics: Record<string, { count: number }>;
    };
    const asked = metrics["http_reqs{role:control}"]?.count ?? 0;
    assert.ok(asked > 0);
    // setup() looks for the storage of uploads and for tasks by one question to the probe.
    const watched = metrics["http_reqs{role:probe}"]?.count ?? 0;
    assert.equal(watched, 1);
    assert.equal(result.totals.httpReqs + asked + watched, metrics.http_reqs?.count);
    const integrity = samples.filter(
      ({ metric, tags }) => metric === "http_reqs" && tags.name === "integrity",
    );
    assert.equal(integrity.length, 2, "one question before the load and one after it, which are no turns");
    assert.equal(metrics["iterations{role:control}"]?.count, asked - 2, "a turn that asks does nothing else");
    assert.equal(result.totals.iterations, result.scenarios[0]?.completed);
    assert.ok(!result.endpoints.some(({ name }) => name === "control"));
    const inTables = result.endpoints.reduce((sum, { requests }) => sum + requests, 0);
    assert.equal(
      inTables,
      result.series.reduce((sum, { requests }) => sum + requests, 0),
    );
    const bytes = samples.filter(({ metric, tags }) => metric === "data_sent" && tags.role === undefined);
    assert.equal(
      result.totals.dataSentBytes,
      bytes.reduce((sum, { value }) => sum + value, 0),
    );
  });

  await t.test("the folder is complete, the control file is gone, the token is nowhere", () => {
    assert.deepEqual(
      readdirSync(folder).sort(),
      [...Object.values(runFiles), probesRecord, steeringFile].sort(),
    );
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      assert.ok(!(name.endsWith(".gz") ? gunzipSync(bytes) : bytes).includes(token), name);
    }
  });
});

test("Ctrl-C ends a controlled run too, and leaves no control file", async (t) => {
  const out = scratchFolder(t);
  const run = tool(["run", "--out", out, ...steered]);
  await terminal(t, out, run).until(({ active }) => active === 1);
  run.kill("SIGINT");
  const { exitCode, stdout } = await run.ended;
  assert.equal(exitCode, exitCodes.interrupted.code, stdout);
  assert.deepEqual(
    readdirSync(onlyRun(out)).sort(),
    [...Object.values(runFiles), probesRecord, steeringFile].sort(),
  );
  const none = await tool(["status", "--out", out]).ended;
  assert.equal(none.exitCode, exitCodes.configuration.code);
  assert.match(none.stderr, /No run is running/);
});

test("a run of another profile tells its status and can be stopped, and cannot be steered", async (t) => {
  const out = scratchFolder(t);
  const run = tool(["run", "--out", out, "--profile", "baseline", "--duration", "120s", "--vus", "2"]);
  const other = terminal(t, out, run);
  const { status } = await other.until(({ active }) => active === 2);
  assert.deepEqual(
    [status.state, status.profile, status.target, status.plannedSeconds],
    ["running", "baseline", null, 120],
  );
  for (const args of [["scale", "3"], ["pause"], ["resume"]]) {
    const { exitCode, stderr } = await tool([...args, "--out", out]).ended;
    assert.equal(exitCode, exitCodes.usage.code);
    assert.match(stderr, /its profile is baseline; only profile controlled can be/);
  }
  await other.command("stop");
  const { exitCode, stdout } = await run.ended;
  assert.equal(exitCode, exitCodes.interrupted.code, stdout);
  assert.match(stdout, /INCONCLUSIVE/);
});

test("a control file that a killed tool left behind is recognised", async (t) => {
  const out = scratchFolder(t);
  const run = tool(["run", "--out", out, ...steered]);
  await terminal(t, out, run).until(({ active }) => active === 1);
  const k6 = k6Below(run.pid);
  t.after(() => kill(k6));
  run.kill("SIGKILL");
  await run.ended;
  const folder = onlyRun(out);
  assert.ok(readdirSync(folder).includes("control.json"));
  const newest = await tool(["status", "--out", out]).ended;
  assert.equal(newest.exitCode, exitCodes.configuration.code);
  assert.match(newest.stderr, /No run is running[\s\S]*killed before they ended: \d{8}-/);
  const named = await tool(["scale", "2", "--run", folder]).ended;
  assert.equal(named.exitCode, exitCodes.configuration.code);
  assert.match(named.stderr, /the tool that ran it was killed/);
});

test("when the control endpoint dies, the virtual users keep their last orders", async (t) => {
  const folder = scratchFolder(t);
  const environment = join(folder, "environment.json");
  const settings = {
    profile: "controlled",
    scenarios: ["api_crud"],
    vus: 4,
    durationSeconds: 12,
    thinkTimeScale: 0,
  };
  await writeFile(environment, JSON.stringify({ ...standInFile(await standInFor(t)), ...settings }));
  const control = await openControl({
    folder,
    run: "test",
    profile: "controlled",
    pool: 4,
    capVus: 200,
    plannedSeconds: 12,
    gracefulStopSeconds: 30,
    write: writeFile,
  });
  // Whatever fails below: neither may keep this process alive.
  t.after(() => control.close());
  const samplesFile = join(folder, runFiles.samples);
  const env = { ...k6Environment(process.env), ...control.variables, OBCMS_ENV_FILE: environment };
  const k6 = start(
    process.env.K6_BIN ?? "k6",
    ["run", "--quiet", "--out", `json=${samplesFile}`, suiteMain],
    env,
  );
  t.after(() => k6.kill("SIGKILL"));
  await callRun(folder, { command: "scale", target: 3 });
  for (;;) {
    if ((await callRun(folder, { command: "status" })).active === 3) break;
    await sleep(50);
  }
  await control.close();
  const diedAt = Date.now();
  const { stderr } = await k6.ended;
  assert.match(stderr, /connection refused/);
  const samples = await samplesOf(samplesFile);
  const starts = samples.filter(
    ({ metric, timeMs }) => metric === "obcms_iterations_started" && timeMs > diedAt,
  );
  assert.ok(starts.length > 20, `${starts.length} iterations were started after it died`);
  const ends = Math.max(...starts.map(({ timeMs }) => timeMs));
  const all = levels(samples);
  assert.equal(mostUnder(all, diedAt, ends), 3);
  assert.equal(mostUnder(all, (diedAt + ends) / 2, ends), 3, "still so in the second half");
});

/** Commands of another terminal, and waiting until the status is as wanted; fails when the run ends before. */
function terminal(t: TestContext, out: string, run: Started) {
  let ended: Ended | undefined;
  void run.ended.then((how) => {
    ended = how;
  });
  t.after(() => run.kill("SIGINT"));
  const command = async (...args: readonly string[]): Promise<Status> => {
    const { exitCode, stdout, stderr } = await tool([...args, "--json", "--out", out]).ended;
    assert.equal(exitCode, 0, stderr);
    return statusSchema.parse(JSON.parse(stdout));
  };
  const until = async (wanted: (status: Status) => boolean): Promise<{ status: Status; at: number }> => {
    for (;;) {
      assert.equal(ended, undefined, JSON.stringify(ended));
      const { exitCode, stdout } = await tool(["status", "--json", "--out", out]).ended;
      const status = exitCode === 0 ? statusSchema.parse(JSON.parse(stdout)) : undefined;
      if (status !== undefined && wanted(status)) return { status, at: Date.now() };
      await sleep(100);
    }
  };
  return { command, until };
}

async function refusals(out: string): Promise<void> {
  const cases = [
    { args: ["scale", "7"], says: /cannot be scaled to 7 virtual users[\s\S]*it has 6 in each/ },
    { args: ["scale", "many"], says: /"many" is not a number of virtual users/ },
    { args: ["scale", "1.5"], says: /"1.5" is not a number of virtual users/ },
  ];
  for (const { args, says } of cases) {
    const { exitCode, stderr } = await tool([...args, "--out", out]).ended;
    assert.equal(exitCode, exitCodes.usage.code);
    assert.match(stderr, says);
  }
}

/** The k6 that a process started, from /proc. */
function k6Below(pid: number): number {
  const found = readdirSync("/proc").find((name) => {
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      return /^Name:\s+k6$/m.test(status) && new RegExp(`^PPid:\\s+${pid}$`, "m").test(status);
    } catch {
      return false;
    }
  });
  assert.ok(found, "k6 runs");
  return Number(found);
}

function resultOf(folder: string): Result {
  return resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
}

/** It may have ended by itself when nobody read what it says any more. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, "ESRCH");
  }
}
