import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { z } from "zod";
import { projectFolder } from "../../src/run/suite.ts";

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-config-"));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, "env.json");
writeFileSync(
  file,
  JSON.stringify({ baseUrl: "http://127.0.0.1:1", personas: { staff: { password: "sesame" } } }),
);

async function cli(args: readonly string[], variables: Record<string, string> = {}): Promise<string> {
  const { PATH = "" } = process.env;
  const options = { env: { PATH, ...variables } };
  const script = join(projectFolder, "src/cli.ts");
  return (
    await promisify(execFile)(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", script, ...args],
      options,
    )
  ).stdout;
}

test("config shows values, where they come from, and no secret", async () => {
  const text = await cli(["config", "--env", file], {
    K6_BASE_URL: "http://127.0.0.1:2",
    K6_CLIENT_SECRET: "mellon",
  });
  assert.match(text, /^baseUrl +environment variable +K6_BASE_URL +"http:\/\/127\.0\.0\.1:2"/m);
  assert.match(text, /^personas\.staff\.password +file +OBCMS_STAFF_PASSWORD +"\*\*\*"/m);
  assert.match(text, /^clientSecret +environment variable +K6_CLIENT_SECRET +"\*\*\*"/m);
  assert.match(text, /^profile +default +OBCMS_PROFILE +"smoke"/m);
  assert.doesNotMatch(text, /sesame|mellon/);
});

test("config --json is the same as data", async () => {
  const rows = z
    .array(z.object({ name: z.string(), value: z.unknown(), origin: z.string() }))
    .parse(JSON.parse(await cli(["config", "--env", file, "--json"])));
  assert.deepEqual(
    rows.find(({ name }) => name === "baseUrl"),
    { name: "baseUrl", value: "http://127.0.0.1:1", origin: "file" },
  );
});

test("config without an environment shows the embedded target, whatever the environment holds", async () => {
  const text = await cli(["config"], { K6_BASE_URL: "http://obcms.example" });
  assert.doesNotMatch(text, /obcms\.example/);
});

for (const command of [
  [],
  ["run"],
  ["report"],
  ["open"],
  ["runs"],
  ["config"],
  ["stand-in"],
  ["doctor"],
  ["parity"],
]) {
  test(`obcms-perf ${command.join(" ")} --help exits 0 and has an example`, async () => {
    const text = await cli([...command, "--help"]);
    if (command.length > 0) assert.match(text, /Examples?:/);
    assert.match(text, /Usage: obcms-perf/);
  });
}
