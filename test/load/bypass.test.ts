// The switch that lets automated runs past a captcha: a door in front of the stand-in opens for its header alone.

import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { lightEnvironment, scratchFolder, standInFor, tool } from "./process.ts";

const SECRET = "let-me-pass-7";

/** Resolves with the door's origin, and how many requests it let through and turned away. */
async function door(
  t: TestContext,
): Promise<{ origin: string; seen: { passed: number; refused: string[] } }> {
  const behind = await standInFor(t);
  const seen = { passed: 0, refused: [] as string[] };
  const server = createServer((asked, answer) => {
    // The probe is a helper's, not the target's: nobody tells it the secret.
    if (asked.headers["x-automated"] !== SECRET && !asked.url?.startsWith("/__stand-in__/")) {
      seen.refused.push(String(asked.url));
      answer.writeHead(403, { "Content-Type": "text/html" }).end("<title>Are you human?</title>");
      return;
    }
    seen.passed += 1;
    const { method, url, headers } = asked;
    asked.pipe(
      request(behind + url, { ...(method === undefined ? {} : { method }), headers }, (come) => {
        answer.writeHead(come.statusCode ?? 502, come.headers);
        come.pipe(answer);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const flags = ["--profile", "smoke", "--think-time", "0"];

test("with the bypass switch each request of a run gets past the captcha, and its value is told nowhere", async (t) => {
  const { origin, seen } = await door(t);
  const args = ["run", "--env", lightEnvironment(t, origin), "--out", scratchFolder(t), ...flags];
  const env = { ...process.env, OBCMS_BYPASS_HEADER: "X-Automated", OBCMS_BYPASS_VALUE: SECRET };
  const { exitCode, stdout, stderr } = await tool(args, env).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  assert.ok(seen.passed > 250, String(seen.passed));
  assert.deepEqual(seen.refused, []);
  assert.doesNotMatch(stdout + stderr, new RegExp(SECRET));
});

test("without it the captcha stands, and the run says so at its first request", async (t) => {
  const { origin, seen } = await door(t);
  const args = ["run", "--env", lightEnvironment(t, origin), "--out", scratchFolder(t), ...flags];
  const { exitCode, stdout } = await tool(args).ended;
  assert.equal(exitCode, exitCodes.script.code, stdout);
  assert.match(stdout, /the target is not fit to be loaded: health gave unexpected,\s+status 403/);
  assert.equal(seen.passed, 0);
  assert.ok(seen.refused.length > 0);
});
