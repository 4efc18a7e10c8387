// What differs by operating system: the release archive's name, where tar is, and what a person types to install k6.
// Called by the ways of k6.ts.

import { join } from "node:path";

export type Platform = {
  /** As k6 names it in its archives, and we in the cache. */
  name: string;
  archive: "tar.gz" | "zip";
  binary: "k6" | "k6.exe";
};

/** The archives of k6 v2.2.0, from build-release.sh of that tag. Keys are `process.platform`-`process.arch`. */
export const k6Platforms: Readonly<Record<string, Platform>> = {
  "linux-x64": { name: "linux-amd64", archive: "tar.gz", binary: "k6" },
  "linux-arm64": { name: "linux-arm64", archive: "tar.gz", binary: "k6" },
  "darwin-x64": { name: "macos-amd64", archive: "zip", binary: "k6" },
  "darwin-arm64": { name: "macos-arm64", archive: "zip", binary: "k6" },
  "win32-x64": { name: "windows-amd64", archive: "zip", binary: "k6.exe" },
};

const orAnyK6 = "or, with a k6 ^2.2.0 of your own: export K6_BIN=/path/to/k6";

const remedies: Readonly<Record<string, readonly string[]>> = {
  darwin: ["brew install k6", orAnyK6],
  win32: [
    "winget install k6 --source winget",
    "or, with a k6 ^2.2.0 of your own: set K6_BIN=C:\\path\\to\\k6.exe",
  ],
  linux: [
    "on Debian and Ubuntu, from Grafana's apt repository:",
    "  curl -fsSL https://dl.k6.io/key.gpg | sudo gpg --dearmor -o /usr/share/keyrings/k6-archive-keyring.gpg",
    '  echo "deb [signed-by=/usr/share/keyrings/k6-archive-keyring.gpg] https://dl.k6.io/deb stable main" | sudo tee /etc/apt/sources.list.d/k6.list',
    "  sudo apt-get update && sudo apt-get install k6",
    "on Fedora: sudo dnf install https://dl.k6.io/rpm/repo.rpm && sudo dnf install k6",
    orAnyK6,
  ],
};

/** How a person installs k6 on this operating system, one step a line. */
export function installRemedy(platform: NodeJS.Platform): string {
  const other = ["install Go (https://go.dev/dl) and run this again, to build k6 from source", orAnyK6];
  return (remedies[platform] ?? other).join("\n");
}

/** The row for this machine, or undefined where k6 publishes no archive. */
export function k6PlatformOf(machine: { platform: NodeJS.Platform; arch: string }): Platform | undefined {
  return k6Platforms[`${machine.platform}-${machine.arch}`];
}

/** A name and a binary also for machines without an archive, since Go can build there. */
export function cacheNameOf(machine: { platform: NodeJS.Platform; arch: string }): {
  name: string;
  binary: string;
} {
  const name = `${machine.platform}-${machine.arch}`;
  return k6Platforms[name] ?? { name, binary: machine.platform === "win32" ? "k6.exe" : "k6" };
}

/** Windows has bsdtar, which reads zip; a tar of Git or Cygwin earlier on PATH does not. */
export function tarCommand(machine: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv }): string {
  if (machine.platform !== "win32") return "tar";
  return join(machine.env.SystemRoot ?? "C:\\Windows", "System32", "tar.exe");
}
