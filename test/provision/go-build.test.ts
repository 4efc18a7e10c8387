import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Problem } from "../../src/problem.ts";
import { ensureK6 } from "../../src/provision/k6.ts";
import { fakeK6, temporaryFolder, writeScript } from "./fake-k6.ts";

const real = process.env.OBCMS_PERF_TEST_GO_BUILD === "1";

test("k6 is really built with Go from tools/k6 into an empty cache", {
  skip: real ? false : "takes minutes: set OBCMS_PERF_TEST_GO_BUILD=1",
}, async (t) => {
  const m = machine(t);
  const k6 = await ensureK6(
    { env: { ...process.env, K6_BIN: undefined, PATH: pathWithoutK6() }, say: (line) => t.diagnostic(line) },
    { ...m.overrides, limits: {} },
  );
  assert.deepEqual([k6.version, k6.from], ["2.2.0", "go"]);
});

test("what go builds ends in the cache (a fake go that writes a fake k6)", async (t) => {
  const m = machine(t);
  const product = fakeK6(join(m.folder, "product"), "2.2.0");
  m.fakeGo(`while [ "$1" != -o ]; do shift; done; cp ${product} "$2"`);
  const k6 = await m.ensure();
  assert.equal(k6.from, "go");
  assert.ok(k6.path.startsWith(m.overrides.cache));
});

test("a failing build is named with the end of what go printed (a fake go)", async (t) => {
  const m = machine(t);
  m.fakeGo("echo 'go: go.mod requires go >= 1.25.0 (running go 1.21.0)' >&2; exit 1");
  const problem = await m.problem();
  assert.equal(problem.exit, "configuration");
  assert.match(
    problem.saw,
    /a build with Go: go build ended with 1\n {2}go: go\.mod requires go >= 1\.25\.0/,
  );
});

test("progress names the packages that go compiles (a fake go)", async (t) => {
  const m = machine(t);
  m.fakeGo("echo errors >&2; echo internal/abi >&2; sleep 0.4; exit 1");
  await m.problem();
  assert.ok(
    m.said.some((line) => /^ {2}0 s: compiling, 2 packages so far \(internal\/abi\)$/.test(line)),
    m.said.join("\n"),
  );
});

test('an abort ends go and is "interrupted" (a fake go that hangs)', async (t) => {
  const m = machine(t);
  const pidFile = join(m.folder, "pid");
  // SIGINT, not SIGKILL: go then ends its compilers and removes its work folder.
  const ending = `trap 'echo >> ${pidFile}.interrupted; exit 1' INT`;
  m.fakeGo(`${ending}; echo $$ > ${pidFile}; echo started >&2; while :; do sleep 0.05; done`);
  const stop = new AbortController();
  const problem = await m.problem(stop.signal, (line) => line.includes("packages so far") && stop.abort());
  assert.equal(problem.exit, "interrupted");
  assert.ok(existsSync(`${pidFile}.interrupted`), "go had no chance to end its compilers");
  const pid = Number(readFileSync(pidFile, "utf8"));
  assert.throws(() => process.kill(pid, 0), { code: "ESRCH" }, "the fake go still runs");
});

function machine(t: TestContext) {
  const folder = temporaryFolder(t);
  const said: string[] = [];
  const overrides = {
    cache: join(folder, "cache"),
    releaseUrl: "http://127.0.0.1:1",
    limits: { progress: 50 },
  };
  const ensure = (signal?: AbortSignal, onLine: (line: string) => void = () => {}) => {
    const say = (line: string) => {
      said.push(line);
      onLine(line);
    };
    const env = { PATH: `${join(folder, "bin")}:/usr/bin:/bin` };
    return ensureK6({ env, say, ...(signal ? { signal } : {}) }, overrides);
  };
  const problem = async (signal?: AbortSignal, onLine?: (line: string) => void) => {
    const outcome = await ensure(signal, onLine).catch((error: unknown) => error);
    assert.ok(outcome instanceof Problem, `expected a Problem, got ${JSON.stringify(outcome)}`);
    return outcome;
  };
  const fakeGo = (body: string) => writeScript(join(folder, "bin", "go"), body);
  return { folder, said, overrides, ensure, problem, fakeGo };
}

/** PATH with go but not k6, which would be found before anything is built. */
function pathWithoutK6(): string {
  return (process.env.PATH ?? "")
    .split(":")
    .filter((folder) => !existsSync(join(folder, "k6")))
    .join(":");
}
