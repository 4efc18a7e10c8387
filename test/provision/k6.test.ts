import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Problem } from "../../src/problem.ts";
import { ensureK6 } from "../../src/provision/k6.ts";
import { satisfiesPin } from "../../src/provision/k6-version.ts";
import { installRemedy } from "../../src/provision/platform.ts";
import { fakeK6, temporaryFolder, writeScript } from "./fake-k6.ts";

const versions: [version: string, fits: boolean][] = [
  ["2.2.0", true],
  ["2.2.1", true],
  ["2.10.0", true],
  ["2.2.0+dirty", true],
  ["2.1.9", false],
  ["1.8.1", false],
  ["3.0.0", false],
  ["2.3.0-rc1", false],
  ["2.2", false],
  ["", false],
];
for (const [version, fits] of versions) {
  test(`the pin ${fits ? "accepts" : "refuses"} "${version}"`, () =>
    assert.equal(satisfiesPin(version), fits));
}

test("K6_BIN with a version within the pin is used (a fake k6 that answers 2.3.0)", async (t) => {
  const m = machine(t);
  const path = fakeK6(join(m.folder, "mine", "k6"), "2.3.0");
  assert.deepEqual(await m.ensure({ K6_BIN: path }), { path, version: "2.3.0", from: "K6_BIN" });
});

const badK6Bins: [sentence: string, make: (folder: string) => string, saw: RegExp][] = [
  ["answers 1.8.1", (folder) => fakeK6(join(folder, "k6"), "1.8.1"), /is k6 1\.8\.1, needed is \^2\.2\.0/],
  ["does not exist", (folder) => join(folder, "nowhere"), /could not be run: .*ENOENT/],
  ["is no k6", (folder) => writeScript(join(folder, "k6"), "echo hello"), /printed "hello\\n"/],
  [
    "ends with an error",
    (folder) => writeScript(join(folder, "k6"), "echo 'unknown flag: --json' >&2; exit 255"),
    /ended with 255: unknown flag: --json/,
  ],
  ["hangs", (folder) => writeScript(join(folder, "k6"), "exec sleep 30"), /did not answer .* within 1 s/],
];
for (const [sentence, make, saw] of badK6Bins) {
  test(`K6_BIN that ${sentence} is a Problem, though a good k6 is on PATH (fake k6)`, async (t) => {
    const m = machine(t);
    fakeK6(join(m.bin, "k6"), "2.2.0");
    const chosen = make(join(m.folder, "mine"));
    const problem = await m.problem({ K6_BIN: chosen, PATH: `${m.bin}:/usr/bin:/bin` });
    assert.equal(problem.exit, "configuration");
    assert.match(problem.what, /K6_BIN=/);
    assert.match(problem.saw, saw);
  });
}

test("the first k6 on PATH within the pin is used, whatever stands before it (fake k6)", async (t) => {
  const m = machine(t);
  fakeK6(join(m.folder, "old", "k6"), "0.49.0");
  const path = fakeK6(join(m.bin, "k6"), "2.2.5");
  const found = await m.ensure({ PATH: `${join(m.folder, "old")}:${m.bin}` });
  assert.deepEqual(found, { path, version: "2.2.5", from: "PATH" });
});

test("a k6 in the cache is used without a word, also while another process gets one (fake k6)", async (t) => {
  const m = machine(t);
  mkdirSync(join(m.cache, "locks", "k6"), { recursive: true });
  const path = fakeK6(join(m.cache, "k6", "2.2.0-linux-amd64", "k6"), "2.2.0");
  assert.deepEqual(await m.ensure({}), { path, version: "2.2.0", from: "cache" });
  assert.deepEqual(m.said, []);
});

test("a damaged k6 in the cache is passed over and named", async (t) => {
  const m = machine(t);
  const file = join(m.cache, "k6", "2.2.0-linux-amd64", "k6");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "half a binary", { mode: 0o755 });
  assert.match((await m.problem({})).saw, /the cache: \S+\/k6 .*(could not be run|ended with 127)/);
});

test("with no way at all, one Problem lists every way and the remedy of this system", async (t) => {
  const m = machine(t);
  fakeK6(join(m.bin, "k6"), "2.1.0");
  const problem = await m.problem({ PATH: m.bin });
  assert.equal(problem.exit, "configuration");
  assert.deepEqual(
    problem.saw.split("\n").map((line) => line.replaceAll(m.folder, "…")),
    [
      "K6_BIN: not set",
      "k6 on PATH: …/bin/k6 is k6 2.1.0, needed is ^2.2.0",
      "the cache: …/cache/k6/2.2.0-linux-amd64/k6 does not exist",
      "the official release: http://127.0.0.1:1/v2.2.0/k6-v2.2.0-checksums.txt: bad port",
      "a build with Go: no go on PATH",
    ],
  );
  assert.equal(problem.fix, installRemedy("linux"));
});

for (const [platform, command] of [
  ["darwin", "brew install k6"],
  ["win32", "winget install k6"],
  ["linux", "apt-get install k6"],
  ["freebsd", "install Go"],
] as const) {
  test(`the remedy for ${platform} contains "${command}" and K6_BIN`, () => {
    assert.match(installRemedy(platform), new RegExp(command));
    assert.match(installRemedy(platform), /K6_BIN=/);
  });
}

test("a cache that cannot be written is a Problem that names OBCMS_PERF_CACHE", async (t) => {
  const m = machine(t);
  mkdirSync(m.cache);
  writeFileSync(join(m.cache, "k6"), "a file where the folder should be");
  assert.match((await m.problem({})).fix, /OBCMS_PERF_CACHE/);
});

/** A Linux machine with an empty PATH and cache, from which no release can be reached (port 1 is refused by fetch). */
function machine(t: TestContext) {
  const folder = temporaryFolder(t);
  const cache = join(folder, "cache");
  const said: string[] = [];
  const ensure = (env: NodeJS.ProcessEnv) =>
    ensureK6(
      { env: { PATH: "", ...env }, say: (line) => said.push(line) },
      { cache, platform: "linux", arch: "x64", releaseUrl: "http://127.0.0.1:1", limits: { version: 1_000 } },
    );
  const problem = async (env: NodeJS.ProcessEnv): Promise<Problem> => {
    const outcome = await ensure(env).catch((error: unknown) => error);
    assert.ok(outcome instanceof Problem, `expected a Problem, got ${JSON.stringify(outcome)}`);
    return outcome;
  };
  return { folder, bin: join(folder, "bin"), cache, said, ensure, problem };
}
