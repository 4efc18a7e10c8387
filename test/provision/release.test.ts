import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Problem } from "../../src/problem.ts";
import { ensureK6 } from "../../src/provision/k6.ts";
import { temporaryFolder } from "./fake-k6.ts";
import { archiveName, type Behaviour, startReleaseServer } from "./release-server.ts";

const here = "download, against a local fixture server:";

test(`${here} a good archive ends in the cache, and the next call finds it there`, async (t) => {
  const m = await machine(t, {});
  const path = join(m.cache, "k6", "2.2.0-linux-amd64", "k6");
  assert.deepEqual(await m.ensure(), { path, version: "2.2.0", from: "release" });
  assert.deepEqual(m.said, [`k6 2.2.0: downloading ${archiveName}`]);
  assert.deepEqual(await m.ensure(), { path, version: "2.2.0", from: "cache" });
  assert.equal(m.requests.length, 2, "the checksums and the archive, once each");
});

test(`${here} two callers at once download once, and both get a k6`, async (t) => {
  const m = await machine(t, {});
  const both = await Promise.all([m.ensure(), m.ensure()]);
  assert.deepEqual(both.map((k6) => k6.from).sort(), ["cache", "release"]);
  assert.equal(m.requests.filter((path) => path.endsWith(archiveName)).length, 1);
});

test(`${here} a wrong checksum is a Problem, and Go is not even tried`, async (t) => {
  const m = await machine(t, { checksums: () => `${"0".repeat(64)}  ${archiveName}\n` });
  const problem = await m.problem();
  assert.equal(problem.exit, "configuration");
  assert.match(problem.what, /is not what its release says/);
  assert.match(problem.saw, /^SHA-256 [0-9a-f]{64}\nexpected 0{64} /);
  assert.doesNotMatch(problem.saw, /Go/);
  m.assertNothingCached();
});

const misses: [sentence: string, behaviour: Behaviour, saw: RegExp][] = [
  ["404 for the checksums", { answerChecksums: (r) => r.writeHead(404).end() }, /checksums\.txt: HTTP 404/],
  ["404 for the archive", { answerArchive: (r) => r.writeHead(404).end() }, /tar\.gz: HTTP 404/],
  ["a server that never answers", { answerChecksums: () => {} }, /no answer within 0\.3 s/],
  [
    "an archive that stops half-way",
    { answerArchive: (r, bytes) => r.writeHead(200).write(bytes.subarray(0, 20)) },
    /the transfer stood still for 0\.3 s/,
  ],
  [
    "a connection that breaks",
    { answerArchive: (r, bytes) => r.writeHead(200).write(bytes.subarray(0, 20), () => r.destroy()) },
    /tar\.gz: (other side closed|terminated)/,
  ],
  [
    "a sign-in page in place of the checksums",
    { checksums: () => "<html>sign in</html>" },
    /has no line for k6-/,
  ],
  ["an archive without k6", { version: null }, /the archive holds no k6/],
  ["an archive with another k6", { version: "2.1.0" }, /the new binary is k6 2\.1\.0, needed is \^2\.2\.0/],
];
for (const [sentence, behaviour, saw] of misses) {
  test(`${here} ${sentence} is named, and Go is tried next`, async (t) => {
    const m = await machine(t, behaviour);
    const problem = await m.problem();
    const line = problem.saw.split("\n").find((each) => each.startsWith("the official release: "));
    assert.match(line ?? "", saw);
    assert.match(problem.saw, /a build with Go: no go on PATH$/);
    m.assertNothingCached();
  });
}

test(`${here} an abort while it hangs is "interrupted" and leaves nothing`, async (t) => {
  const stop = new AbortController();
  const m = await machine(t, { answerArchive: () => stop.abort() }, stop.signal);
  assert.equal((await m.problem()).exit, "interrupted");
  m.assertNothingCached();
});

test(`${here} progress is told while it lasts`, async (t) => {
  const m = await machine(t, {
    answerArchive: (r, bytes) => {
      r.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, 20));
      setTimeout(() => r.end(bytes.subarray(20)), 200);
    },
  });
  await m.ensure();
  assert.match(m.said[1] ?? "", /^ {2}0 s: 0\.0 of 0\.0 MB$/);
});

test("a platform without an archive is named, and nothing is asked of the server", async (t) => {
  const m = await machine(t, {}, undefined, "riscv64");
  assert.match((await m.problem()).saw, /k6 publishes no archive for linux-riscv64/);
  assert.deepEqual(m.requests, []);
});

/** A Linux machine with nothing on PATH whose release URL comes from the environment variable, as for a mirror. */
async function machine(t: TestContext, behaviour: Behaviour, signal?: AbortSignal, arch = "x64") {
  const cache = join(temporaryFolder(t), "cache");
  const server = await startReleaseServer(t, behaviour);
  const said: string[] = [];
  const env = { PATH: "", OBCMS_PERF_K6_RELEASE_URL: `${server.url}/` };
  const limits = { connect: 300, silence: 300, progress: 60 };
  const ensure = () =>
    ensureK6(
      { env, say: (line) => said.push(line), ...(signal ? { signal } : {}) },
      { cache, platform: "linux", arch, limits },
    );
  const problem = async () => {
    const outcome = await ensure().catch((error: unknown) => error);
    assert.ok(outcome instanceof Problem, `expected a Problem, got ${String(outcome)}`);
    return outcome;
  };
  const assertNothingCached = () => {
    assert.deepEqual(existsSync(join(cache, "k6")) ? readdirSync(join(cache, "k6")) : [], []);
    assert.deepEqual(readdirSync(join(cache, "locks")), []);
  };
  return { cache, said, requests: server.requests, ensure, problem, assertNothingCached };
}
