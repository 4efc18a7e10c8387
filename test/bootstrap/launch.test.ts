import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath } from "../../src/provision/search-path.ts";
import { ended, tinyProject } from "./tiny-project.ts";

/** Says that it is ready, counts SIGINTs for a moment after the first one, and ends with a code of its own. */
const patient = `
  let interrupts = 0;
  process.on("SIGTERM", () => setTimeout(() => process.exit(17), 100));
  process.on("SIGINT", () => {
    interrupts += 1;
    if (interrupts === 1) setTimeout(() => { console.log("interrupts " + interrupts); process.exit(30 + interrupts); }, 400);
  });
  setInterval(() => {}, 1000);
  console.log("ready " + process.pid + " " + process.ppid);`;

test("arguments, standard output and the exit code pass through", async (t) => {
  const project = await ready(t, "console.log(process.argv.slice(2)); process.exit(99);");
  const outcome = await project.run(["run", "--env", "two words", ""]);
  assert.deepEqual([outcome.code, outcome.stdout], [99, "[ 'run', '--env', 'two words', '' ]\n"]);
});

test("children find the same Node first on PATH and in OBCMS_PERF_NODE", async (t) => {
  const project = await ready(
    t,
    'import { execFileSync } from "node:child_process";\n' +
      'console.log(execFileSync("node", ["-p", "process.execPath"], { encoding: "utf8" }) + process.env.OBCMS_PERF_NODE);',
  );
  assert.equal((await project.run([])).stdout, `${process.execPath}\n${process.execPath}\n`);
});

test("with-node.cjs runs any file, relative to the folder that it was called in", async (t) => {
  const project = await ready(t, "");
  writeFileSync(join(project.folder, "other.ts"), "const n: number = 12; process.exit(n);");
  const args = [join(project.root, "bin", "with-node.cjs"), join(project.folder, "other.ts")];
  assert.equal((await ended(project.start(process.execPath, args, {}))).code, 12);
});

for (const [signal, code] of [
  ["SIGTERM", 17],
  ["SIGINT", 31],
] as const) {
  test(`${signal} to the parent alone reaches the child once, and its exit code is passed on`, async (t) => {
    const { child, outcome } = await running(t);
    child.kill(signal);
    assert.equal((await outcome).code, code);
  });
}

test("a child that is killed ends the parent with 128 + the signal", async (t) => {
  const { pid, outcome } = await running(t);
  process.kill(pid, "SIGKILL");
  assert.equal((await outcome).code, 137);
});

test("Ctrl-C in a terminal reaches the child once, and the parent waits for it", {
  skip: findOnPath("script", process)[0] === undefined ? "no `script` to make a terminal" : false,
}, async (t) => {
  const project = await ready(t, patient);
  // `exec`: a shell that stays in between takes the Ctrl-C too, and its exit code hides ours.
  const command = `exec "${process.execPath}" "${join(project.root, "bin", "obcms-perf.cjs")}"`;
  const terminal = spawn("script", ["-qec", command, "/dev/null"], {
    env: { ...process.env, SHELL: "/bin/sh", OBCMS_PERF_CACHE: project.cache },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const outcome = ended(terminal);
  const [line] = (await once(terminal.stdout, "data")) as [Buffer];
  // Two SIGINTs at the same moment may arrive as one, so a forwarded one is made visible by itself first.
  process.kill(Number(line.toString().split(" ")[2]), "SIGINT");
  await sleep(150);
  terminal.stdin.write("\u0003");
  const { code, stdout } = await outcome;
  assert.match(stdout, /interrupts 1\r?\n$/);
  assert.equal(code, 31);
});

async function ready(t: TestContext, cli: string) {
  const project = tinyProject(t, cli);
  const outcome = await ended(
    project.prepareOn({
      version: process.versions.node,
      execPath: process.execPath,
      platform: process.platform,
      arch: process.arch,
    }),
  );
  assert.equal(outcome.code, 0, outcome.stderr);
  return project;
}

async function running(
  t: TestContext,
): Promise<{ child: ChildProcess; pid: number; outcome: ReturnType<typeof ended> }> {
  const project = await ready(t, patient);
  const child = project.start(process.execPath, [join(project.root, "bin", "obcms-perf.cjs")], {});
  const outcome = ended(child);
  const [line] = (await once(child.stdout ?? assert.fail(), "data")) as [Buffer];
  return { child, pid: Number(line.toString().split(" ")[1]), outcome };
}
