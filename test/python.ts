// Python 3 for tests: its XML parser reads what the tool writes.

import { spawnSync } from "node:child_process";

/** The reason to skip a test that needs it, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export function withoutPython(): string | false {
  if (spawnSync("python3", ["--version"]).status === 0) return false;
  const reason = "no python3, so no other XML parser read it";
  if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`);
  return reason;
}

/** What the program prints as JSON; `input` is its stdin. Throws with what it said on stderr. */
export function pythonJson(program: string, input: string): unknown {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", program], { input, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
