// Finds programs on PATH without starting a shell. Called by k6.ts and go-build.ts.

import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Every runnable file of that name on PATH, in its order. Relative entries are skipped: they depend on the folder. */
export function findOnPath(
  name: string,
  machine: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform },
): string[] {
  const file = machine.platform === "win32" ? `${name}.exe` : name;
  const key = Object.keys(machine.env).find((each) => each.toUpperCase() === "PATH") ?? "PATH";
  const folders = (machine.env[key] ?? "").split(delimiter).filter(isAbsolute);
  return [...new Set(folders)].map((folder) => join(folder, file)).filter(isRunnable);
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
