import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { writeDataset } from "../../src/seed/write.ts";
import { parseDataset, performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { scratchFolder, tool } from "../load/process.ts";

const order = { seed: 1, scale: 0.05, today: "2026-11-26" };
const PASSWORD = "Only-For-This-Test-1";

test("files, environment file and marker agree; the password is nowhere in clear", async (t) => {
  const folder = join(scratchFolder(t), "dataset");
  const { stdout, stderr, exitCode } = await tool(
    ["seed", "generate", "--out", folder, "--scale", "0.05", "--today", order.today, "--json"],
    { ...process.env, OBCMS_SEED_PASSWORD: PASSWORD },
  ).ended;
  assert.equal(exitCode, 0, stderr);
  const told = JSON.parse(stdout) as { fingerprint: string; rows: number };
  const files = readdirSync(folder).sort();
  const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
  for (const text of [...texts, stdout, stderr]) assert.ok(!text.includes(PASSWORD));
  const lines = texts
    .filter((_, index) => files[index]?.endsWith(".jsonl"))
    .join("")
    .trim()
    .split("\n");
  assert.equal(lines.length, told.rows);
  const last = JSON.parse(lines.at(-1) ?? "") as { fields: { name: string; description: string } };
  assert.equal(last.fields.name, performanceMarker.name);
  assert.equal(parseDataset(last.fields.description)?.fingerprint, told.fingerprint);
  const environment = JSON.parse(readFileSync(join(folder, "env.seed.json"), "utf8"));
  assert.equal(environment.personas.staff.usernames[0], "perf_staff_000");
  assert.equal(environment.clientId[0], "perf_api_client_000");
  assert.ok(lines.some((line) => line.includes(environment.calendar.shareToken)));
});

test("the tool's own settings accept the environment file", async (t) => {
  const folder = join(scratchFolder(t), "dataset");
  await writeDataset(folder, order, "hash");
  const args = [
    "config",
    "--env",
    join(folder, "env.seed.json"),
    "--base-url",
    "http://127.0.0.1:1",
    "--json",
  ];
  const { stdout, stderr, exitCode } = await tool(args).ended;
  assert.equal(exitCode, 0, stderr);
  const rows = JSON.parse(stdout) as { name: string; value: unknown }[];
  assert.deepEqual(rows.find(({ name }) => name === "personas.executive.usernames")?.value, [
    "perf_executive_000",
    "perf_executive_001",
  ]);
});

test("another password makes the same fingerprint, another seed another one", async (t) => {
  const folder = join(scratchFolder(t), "dataset");
  const first = await writeDataset(folder, order, "hash");
  const second = await writeDataset(folder, order, "another hash");
  const third = await writeDataset(folder, { ...order, seed: 2 }, "hash");
  assert.equal(first.fingerprint, second.fingerprint);
  assert.notEqual(first.fingerprint, third.fingerprint);
});

test("without a password nothing is written, and the variable is named", async (t) => {
  const root = scratchFolder(t);
  const { OBCMS_SEED_PASSWORD: _, ...env } = process.env;
  const { stderr, exitCode } = await tool(["seed", "generate", "--out", join(root, "dataset")], env).ended;
  assert.equal(exitCode, 104);
  assert.match(stderr, /OBCMS_SEED_PASSWORD/);
  assert.deepEqual(readdirSync(root), []);
});

test("a failure half-way leaves nothing, and an earlier dataset as it was", async (t) => {
  const root = scratchFolder(t);
  const folder = join(root, "dataset");
  const { fingerprint } = await writeDataset(folder, order, "hash");
  const failing = {
    name: "01-common.jsonl",
    *rows() {
      yield { model: "common.user", fields: { username: "one" } };
      throw new Error("half-way");
    },
  };
  await assert.rejects(writeDataset(folder, order, "hash", [failing]), /half-way/);
  assert.deepEqual(readdirSync(root), ["dataset"]);
  assert.equal(JSON.parse(readFileSync(join(folder, "dataset.json"), "utf8")).fingerprint, fingerprint);
});

test("a folder with something else in it is not replaced", async (t) => {
  const folder = join(scratchFolder(t), "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "thesis.txt"), "years of work");
  await assert.rejects(writeDataset(folder, order, "hash"), /holds something else/);
  assert.deepEqual(readdirSync(folder), ["thesis.txt"]);
});

test("100,000 rows are written with a heap of 64 MB", (t) => {
  const folder = join(scratchFolder(t), "dataset");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      "--max-old-space-size=64",
      "--disable-warning=ExperimentalWarning",
      join(projectFolder, "src/cli.ts"),
      ...["seed", "generate", "--out", folder, "--scale", "25", "--users", "20", "--json"],
    ],
    { env: { ...process.env, OBCMS_SEED_PASSWORD: PASSWORD }, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  assert.ok((JSON.parse(stdout) as { rows: number }).rows > 90_000, stdout);
});
