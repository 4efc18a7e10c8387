// The suite as one file, `k6 archive`: it holds no secret, and it runs where nothing else of the suite is.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { scratchFolder, standInFor, start } from "./process.ts";

/** Variables shape the load that is packed, and are not packed themselves. */
const VISIBLE = ["--include-system-env-vars", "--exclude-env-vars"];
const k6 = process.env.K6_BIN ?? "k6";

test("an archive of the suite runs from another folder when the suite is gone, and holds no password", async (t) => {
  const [clone, elsewhere] = [join(scratchFolder(t), "clone"), scratchFolder(t)];
  execFileSync("git", ["clone", "--quiet", projectFolder, clone]);
  const users = {
    OBCMS_SCENARIO: "api_crud",
    K6_CLIENT_ID: demoUsers.api_client.join(","),
    K6_CLIENT_SECRET: demoPassword,
    OBCMS_STAFF_USERNAMES: demoUsers.staff.join(","),
    OBCMS_STAFF_PASSWORD: demoPassword,
    OBCMS_THINK_TIME_SCALE: "0",
  };
  const env = { ...k6Environment(process.env), K6_BASE_URL: await standInFor(t), ...users };
  const tar = join(elsewhere, "suite.tar");
  const secret = { K6_CLIENT_SECRET: "not-in-the-archive", OBCMS_STAFF_PASSWORD: "not-in-the-archive" };
  const pack = ["archive", ...VISIBLE, "tests/performance/k6/main.ts", "-O", tar];
  const packed = await start(k6, pack, { ...env, ...secret }, clone).ended;
  assert.equal(packed.exitCode, 0, packed.stderr);
  rmSync(clone, { recursive: true });

  const opened = join(elsewhere, "opened");
  mkdirSync(opened);
  execFileSync("tar", ["-xf", tar, "-C", opened]);
  assert.throws(() => execFileSync("grep", ["-rqF", "not-in-the-archive", opened]), "it is in no file");
  rmSync(opened, { recursive: true });
  const moved = join(elsewhere, "moved");
  mkdirSync(moved);
  renameSync(tar, join(moved, "suite.tar"));

  const ran = await start(k6, ["run", "suite.tar"], env, moved).ended;
  assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);
  assert.match(ran.stdout, /✓ api_crud_read_p95/);
  assert.deepEqual(readdirSync(moved), ["suite.tar"]);
});
