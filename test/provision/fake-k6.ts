// A k6 that only answers `version --json`, and folders that clean up after themselves. Used by the tests beside it.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

/** A folder that is removed when the test ends. */
export function temporaryFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-test-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeScript(file: string, body: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A script that prints what the real k6 of that version prints. */
export function fakeK6(file: string, version: string): string {
  const answer = { go_arch: "amd64", go_os: "linux", go_version: "go1.26.8", version: `v${version}` };
  return writeScript(file, `echo '${JSON.stringify(answer)}'`);
}
