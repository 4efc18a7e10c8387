// What git says of a repository; for the commands of the workflow.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

export type GitAnswer = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Never throws for git's own exit codes; a git that is not there has code 127. */
export async function git(folder: string, ...args: readonly string[]): Promise<GitAnswer> {
  try {
    const { stdout, stderr } = await promisify(execFile)("git", ["-C", folder, ...args], {
      maxBuffer: 64 * 2 ** 20,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const {
      code,
      stdout = "",
      stderr = "",
    } = error as Partial<Record<"stdout" | "stderr", string>> & {
      code?: number | string;
    };
    return typeof code === "number"
      ? { code, stdout, stderr }
      : { code: 127, stdout, stderr: stderr || "git is not installed" };
  }
}
