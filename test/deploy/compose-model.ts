// What compose's own library makes of compose files, without an engine. compose.test.ts asks it.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../src/run/suite.ts";

export type ComposeService = {
  readonly image?: string;
  readonly command?: readonly string[] | null;
  readonly working_dir?: string;
  readonly ports?: readonly { host_ip?: string; published?: string }[];
  readonly healthcheck?: { test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly volumes?: readonly { type: string; source?: string }[];
  readonly environment?: Readonly<Record<string, string | null>>;
};
export type ComposeModel = { readonly services: Readonly<Record<string, ComposeService>> };

export type ComposeCheck = {
  /** Throws what the library says of files that it refuses. No variable of ours is set but those of
   * `env`, so what has a value is written there. */
  load(profile: string, files: readonly string[], env?: NodeJS.ProcessEnv): ComposeModel;
  end(): void;
};

/** Builds tools/compose-check; Go keeps what it built, so only the first time is slow. */
export function buildComposeCheck(): ComposeCheck {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-compose-check-"));
  const binary = join(folder, "compose-check");
  call("go", ["build", "-o", binary, "."], join(projectFolder, "tools/compose-check"), process.env);
  return {
    load: (profile, files, env = {}) =>
      JSON.parse(
        call(binary, [profile, ...files], folder, { PATH: process.env.PATH, ...env }),
      ) as ComposeModel,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function call(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${error?.message ?? stderr}`);
  return stdout;
}
