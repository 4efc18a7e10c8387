import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tinyProject, writeLock } from "./tiny-project.ts";

test("npm ci runs once, then never again until the lock file changes (a fake npm)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm("mkdir -p node_modules");
  const first = await project.run(["5"], { PATH });
  assert.deepEqual([first.code, project.npmCalls().length], [5, 1], first.stderr);
  assert.match(first.stderr, /install dependencies \(npm ci\)/);

  const second = await project.run(["6"], { PATH });
  assert.deepEqual([second.code, second.stderr, project.npmCalls().length], [6, "", 1]);

  writeLock(project.root, "1.0.1");
  await project.run(["7"], { PATH });
  assert.equal(project.npmCalls().length, 2);
});

test("npm ci runs in the project, with the good Node first on PATH and development dependencies (a fake npm)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm(`[ "$(command -v node)" = "${process.execPath}" ] || exit 9`);
  const outcome = await project.run(["0"], { PATH, NODE_ENV: "production" });
  assert.equal(outcome.code, 0, outcome.stderr);
  assert.equal(
    project.npmCalls()[0],
    `${project.root} ci --include=dev --no-audit --no-fund --no-update-notifier`,
  );
});

test("the real npm ci leaves a stamp, and a second start needs no npm", async (t) => {
  const project = tinyProject(t);
  const first = await project.run(["3"]);
  assert.equal(first.code, 3, first.stderr);
  const second = await project.run(["3"], { PATH: "/nowhere" });
  assert.deepEqual([second.code, second.stderr], [3, ""]);
});

test("a failing npm ci shows npm's own words, ends with 104 and is tried again (a fake npm)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm("mkdir -p node_modules; echo 'npm error ECONNREFUSED' >&2; exit 1");
  const outcome = await project.run(["0"], { PATH });
  assert.equal(outcome.code, 104);
  assert.match(
    outcome.stderr,
    /✗ install dependencies \(npm ci\) failed\.\n.*ended with 1\n +npm error ECONNREFUSED\n +do /,
  );
  await project.run(["0"], { PATH });
  assert.equal(project.npmCalls().length, 2);
});

test("without npm it says that npm is missing and ends with 104", async (t) => {
  const outcome = await tinyProject(t).run(["0"], { PATH: "/nowhere" });
  assert.equal(outcome.code, 104);
  assert.match(outcome.stderr, /npm could not be started: spawn npm ENOENT\n +do +install npm/);
});

test("two starts at once run npm ci once (a fake npm)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm("sleep 0.5; mkdir -p node_modules");
  const both = await Promise.all([project.run(["4"], { PATH }), project.run(["4"], { PATH })]);
  assert.deepEqual(
    both.map((each) => each.code),
    [4, 4],
  );
  assert.equal(project.npmCalls().length, 1);
});

test("the lock of a process that was killed does not block for ever (a fake npm)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm("mkdir -p node_modules");
  await project.run(["0"], { PATH });
  writeLock(project.root, "1.0.1");
  const name = `npm-ci-${createHash("sha256").update(project.root).digest("hex").slice(0, 16)}`;
  const lock = join(project.cache, "locks", name);
  mkdirSync(lock);
  const minuteAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, minuteAgo, minuteAgo);
  assert.equal((await project.run(["8"], { PATH })).code, 8);
  assert.equal(existsSync(lock), false);
});
