import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { runFiles } from "../../src/result/run-files.ts";
import { parseAcceptance } from "../../src/risk/acceptance-file.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { acceptanceText, READ, resultWith } from "../gate/inputs.ts";
import { type Ended, scratchFolder, tool } from "../load/process.ts";
import { pythonJson, withoutPython } from "../python.ts";

const words = [
  ...["--ticket", "PERF-12", "--owner", "@jane", "--approver", "@joe"],
  ...["--reason", "the new filter has no index yet", "--mitigation", "lists are capped at fifty rows"],
];

type Place = { readonly folder: string; readonly run: string; risk(...args: string[]): Promise<Ended> };

function place(t: TestContext): Place {
  const scratch = scratchFolder(t);
  const folder = join(scratch, "risk-acceptances");
  const run = join(scratch, "run");
  mkdirSync(folder);
  mkdirSync(run);
  writeFileSync(join(run, runFiles.result), JSON.stringify(resultWith({ [READ]: 600 })));
  const risk = (name = "", ...args: string[]) => tool(["risk", name, "--acceptances", folder, ...args]).ended;
  return { folder, run, risk };
}

test("risk new writes the next file, with what the run says of its budget", async (t) => {
  const { folder, run, risk } = place(t);
  writeFileSync(join(folder, "RA-7.yaml"), acceptanceText({ id: "RA-7", environment: "staging" }));
  const { exitCode, stdout, stderr } = await risk("new", "--run", run, "--ceiling", "650", ...words);
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /RA-8\.yaml\n$/);
  const { acceptance, faults } = parseAcceptance(
    "RA-8.yaml",
    readFileSync(join(folder, "RA-8.yaml"), "utf8"),
  );
  assert.deepEqual(faults, []);
  const { scenario, budget, environment, limit, ceiling, measured } = acceptance ?? {};
  assert.deepEqual(
    { scenario, budget, environment, limit, ceiling, measured },
    { scenario: "api_crud", budget: READ, environment: "local", limit: 500, ceiling: 650, measured: 600 },
  );
});

const refused: readonly (readonly [string, string[], number, RegExp])[] = [
  [
    "a ceiling that does not cover the figure",
    ["--ceiling", "599"],
    104,
    /does not cover what the run measured/,
  ],
  ["a ceiling that is too wide", ["--ceiling", "1200"], 104, /too_wide: .*1000 is the furthest/],
  ["a ceiling that is no number", ["--ceiling", "high"], 104, /ceiling/],
  ["more than thirty days", ["--ceiling", "650", "--days", "31"], 2, /0 to 30/],
  [
    "a budget that the run keeps",
    ["--ceiling", "650", "--budget", "api_crud_write_p95"],
    104,
    /no broken budget/,
  ],
];

for (const [title, args, code, saying] of refused)
  test(`risk new refuses ${title}, and writes nothing`, async (t) => {
    const { folder, run, risk } = place(t);
    const { exitCode, stderr } = await risk("new", "--run", run, ...words, ...args);
    assert.equal(exitCode, code, stderr);
    assert.match(stderr, saying);
    assert.deepEqual(readdirSync(folder), []);
  });

test("risk new without a terminal names every flag that is missing", async (t) => {
  const { risk } = place(t);
  const { exitCode, stderr } = await risk("new", "--scenario", "api_crud", "--budget", READ);
  assert.equal(exitCode, 2);
  assert.match(
    stderr,
    /missing: --environment, --ceiling, --reason, --mitigation, --ticket, --owner, --approver/,
  );
});

test("risk list has each file with its days and faults; risk check ends with 104 where one is wrong", async (t) => {
  const { folder, risk } = place(t);
  assert.equal((await risk("list")).stdout, "No risk is accepted.\n");
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, "RA-1.yaml"), acceptanceText({ created: today, expires: today }));
  const right = await risk("check");
  assert.deepEqual([right.exitCode, right.stderr], [0, ""]);
  assert.match(
    right.stdout,
    /! .*RA-1\.yaml {2}its last day: api_crud_read_p95.*\n1 risk acceptance, 0 at fault\n$/,
  );
  writeFileSync(
    join(folder, "RA-10.yaml"),
    acceptanceText({ id: "RA-10", created: "2020-01-01", expires: "2020-01-02", environment: "x" }),
  );
  writeFileSync(join(folder, "RA-2.yml"), "id: RA-2\n");
  const listed = JSON.parse((await risk("list", "--json")).stdout) as {
    file: string;
    faults: { name: string }[];
  }[];
  assert.deepEqual(
    listed.map(({ file, faults }) => [file.split("/").at(-1), faults[0]?.name]),
    [
      ["RA-1.yaml", undefined],
      ["RA-2.yml", "unreadable"],
      ["RA-10.yaml", "expired"],
    ],
  );
  const wrong = await risk("check");
  assert.equal(wrong.exitCode, 104);
  assert.match(wrong.stdout, /✗ .*RA-10\.yaml:13 {2}expired: its last day was 2020-01-02/);
  assert.match((await risk("list")).stdout, /RA-1\.yaml +api_crud/);
});

/** Answers each question of the tool on a terminal of its own; prints how it ended and what it showed, as JSON. */
const typist = `
import json, os, pty, sys
command, answers = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown = b""
asked = 0
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    shown += part
    questions = shown.count(b"): ") + shown.count(b"address: ")
    while asked < min(questions, len(answers)):
        os.write(terminal, answers[asked].encode())
        asked += 1
_, status = os.waitpid(pid, 0)
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "shown": shown.decode(errors="replace")}))
`;

function typed(folder: string, args: readonly string[], answers: readonly string[]) {
  const cli = join(projectFolder, "src/cli.ts");
  const command = [process.execPath, cli, "risk", "new", "--acceptances", folder, ...args];
  return pythonJson(typist, JSON.stringify([command, answers])) as { code: number; shown: string };
}

test("risk new asks at a terminal for what no flag says", { skip: withoutPython() }, (t) => {
  const { folder, run } = place(t);
  const rest = words.slice(2);
  const { code, shown } = typed(folder, ["--run", run, ...rest], ["640\r", "PERF-3\r"]);
  assert.equal(code, 0, shown);
  assert.match(shown, /worst figure .*\(ms: limit < 500, measured 600, at most 1000\): /);
  const { acceptance } = parseAcceptance("RA-1.yaml", readFileSync(join(folder, "RA-1.yaml"), "utf8"));
  assert.deepEqual([acceptance?.ceiling, acceptance?.ticket], [640, "PERF-3"]);
});

test("a question that is not answered (Ctrl-D) writes nothing", { skip: withoutPython() }, (t) => {
  const { folder, run } = place(t);
  const { code, shown } = typed(folder, ["--run", run, ...words], ["\u0004"]);
  assert.equal(code, 105, shown);
  assert.match(shown, /Not every question was answered/);
  assert.deepEqual(readdirSync(folder), []);
});
