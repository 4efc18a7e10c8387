// Checks of the doctor that a healthy machine and a stand-in on it always pass: here each sees what is wrong.

import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import { platform } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { checks } from "../../src/doctor/checks.ts";
import { openSubject, type Subject } from "../../src/doctor/subject.ts";
import { standInSettings } from "../../src/run/environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import type { ServerTiming } from "../../stand-in/observe/server-timing.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";
import { scratchFolder, start } from "../load/process.ts";

const subjectAt = (origin: string, folder = "."): Subject =>
  openSubject(standInSettings(origin, {}).values, origin, folder);

/** A target that answers with a head of the test's making. */
async function target(t: TestContext, head: (answer: ServerResponse) => void): Promise<string> {
  const server = createServer((_, answer) => {
    head(answer);
    answer.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

const clocks: readonly { title: string; secondsAhead: number; state: string; saw: RegExp }[] = [
  { title: "that is right", secondsAhead: 0, state: "ok", saw: /^within [01] s$/ },
  { title: "that is two minutes fast", secondsAhead: 120, state: "warning", saw: /differs by 1(19|20) s$/ },
  { title: "that is two minutes slow", secondsAhead: -120, state: "warning", saw: /differs by 1(19|20) s$/ },
];
for (const { title, secondsAhead, state, saw } of clocks)
  test(`a clock ${title}: clock_skew is ${state}`, async (t) => {
    const origin = await target(t, (answer) => {
      answer.setHeader("Date", new Date(Date.now() + secondsAhead * 1000).toUTCString());
    });
    const found = await checks.clock_skew(subjectAt(origin));
    assert.equal(found.state, state, found.saw);
    assert.match(found.saw, saw);
  });

test("a target that tells no date: clock_skew is skipped", async (t) => {
  const origin = await target(t, (answer) => {
    answer.sendDate = false;
  });
  assert.equal((await checks.clock_skew(subjectAt(origin))).state, "skipped");
});

const timings: readonly { serverTiming: ServerTiming; state: string; saw: RegExp }[] = [
  { serverTiming: "all", state: "ok", saw: /^total;dur=/ },
  { serverTiming: "off", state: "warning", saw: /^no Server-Timing/ },
  { serverTiming: { secret: "another" }, state: "warning", saw: /^no Server-Timing/ },
];
for (const { serverTiming, state, saw } of timings)
  test(`Server-Timing ${JSON.stringify(serverTiming)}: server_timing is ${state}`, async (t) => {
    const databasePath = join(scratchFolder(t), "db.sqlite");
    const options = { port: 0, databasePath, seed: 1, scale: 0.02, faults: [], serverTiming };
    const standIn = await startStandIn(options);
    // Not in an `after`: the folder would go before its database is closed.
    const found = await Promise.resolve(checks.server_timing(subjectAt(standIn.origin))).finally(() =>
      standIn.close(),
    );
    assert.equal(found.state, state, found.saw);
    assert.match(found.saw, saw);
  });

for (const { limit, state } of [
  { limit: 40, state: "warning" },
  { limit: 4000, state: "ok" },
])
  test(`a limit of ${limit} open files for 50 virtual users: open_files is ${state}`, {
    skip: platform() === "win32" && "Windows has no such limit",
  }, async () => {
    const node = `"$0" --disable-warning=ExperimentalWarning "$@"`;
    const args = ["src/cli.ts", "doctor", "--json", "--vus", "50", "--base-url", "http://127.0.0.1:9"];
    const shell = ["-c", `ulimit -n ${limit} && exec ${node}`, process.execPath, ...args];
    const { stdout, stderr } = await start("sh", shell, process.env, projectFolder).ended;
    const { checks: found } = JSON.parse(stdout || "{}") as {
      checks?: { check: string; state: string; saw: string }[];
    };
    const open = found?.find(({ check }) => check === "open_files");
    assert.equal(open?.state, state, stderr);
    assert.match(open?.saw ?? "", new RegExp(`^${limit} may be open`));
  });

test("a file system without room: disk_space is a warning", {
  skip: platform() !== "linux" && "only Linux has a file system that never has room",
}, async () => {
  // No bytes are free on /proc, whatever the machine.
  const full = await checks.disk_space(subjectAt("http://127.0.0.1:9", "/proc"));
  assert.deepEqual([full.state, full.saw], ["warning", "0.00 GB free where the run folders go"]);
});
