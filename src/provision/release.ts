// k6 from its official release: download, compare with the release's own SHA-256 file, unpack. Called by k6.ts.
// What that comparison proves, and what not, is in docs/provisioning.md.

import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { messageOf, Problem } from "../problem.ts";
import { adopt, inTemporaryFolder } from "./cache.ts";
import { download } from "./download.ts";
import { k6Pin } from "./k6-version.ts";
import type { Machine } from "./machine.ts";
import { k6PlatformOf, type Platform, tarCommand } from "./platform.ts";
import { withProgress } from "./progress.ts";
import type { WayOutcome } from "./way.ts";

const MB = 1_000_000;
const run = promisify(execFile);

/** Missed when the archive cannot be had; throws a Problem when it can be had but is not what the release says. */
export async function fromRelease(machine: Machine): Promise<WayOutcome> {
  const outcome = await downloadRelease(machine);
  if (outcome.state === "missed") machine.say(`k6 ${k6Pin.release}: no official release (${outcome.saw})`);
  return outcome;
}

async function downloadRelease(machine: Machine): Promise<WayOutcome> {
  const platform = k6PlatformOf(machine);
  if (platform === undefined) {
    return { state: "missed", saw: `k6 publishes no archive for ${machine.platform}-${machine.arch}` };
  }
  const tag = `v${k6Pin.release}`;
  const folderUrl = `${machine.releaseUrl.replace(/\/+$/, "")}/${tag}`;
  const archive = `k6-${tag}-${platform.name}.${platform.archive}`;
  return inTemporaryFolder(machine, async (folder) => {
    const wanted = await publishedChecksum(`${folderUrl}/k6-${tag}-checksums.txt`, archive, folder, machine);
    if (wanted.state === "missed") return wanted;

    const url = `${folderUrl}/${archive}`;
    let status = "connecting";
    const fetched = await withProgress(
      machine,
      `k6 ${k6Pin.release}: downloading ${archive}`,
      () => status,
      () =>
        download(url, join(folder, archive), machine, (bytes, total) => {
          status = `${(bytes / MB).toFixed(1)} of ${total === undefined ? "?" : (total / MB).toFixed(1)} MB`;
        }),
    );
    if (fetched.state === "failed") return { state: "missed", saw: fetched.saw };
    if (fetched.sha256 !== wanted.sha256) throw wrongChecksum(url, wanted.sha256, fetched.sha256);
    return unpack(join(folder, archive), join(folder, "unpacked"), platform, machine);
  });
}

/** The line `<sha256>  <archive>` of the checksums file. Without one the archive is not downloaded at all. */
async function publishedChecksum(
  url: string,
  archive: string,
  folder: string,
  machine: Machine,
): Promise<{ state: "found"; sha256: string } | { state: "missed"; saw: string }> {
  const file = join(folder, "checksums.txt");
  const fetched = await download(url, file, machine);
  if (fetched.state === "failed") return { state: "missed", saw: fetched.saw };
  const rows = (await readFile(file, "utf8")).split("\n").map((line) => line.trim().split(/\s+\*?/));
  const sha256 = rows.find((row) => row[1] === archive)?.[0];
  if (sha256 === undefined) return { state: "missed", saw: `${url} has no line for ${archive}` };
  return { state: "found", sha256: sha256.toLowerCase() };
}

async function unpack(
  archive: string,
  folder: string,
  platform: Platform,
  machine: Machine,
): Promise<WayOutcome> {
  await mkdir(folder);
  try {
    await run(tarCommand(machine), ["-xf", archive, "-C", folder], { timeout: machine.limits.unpack });
  } catch (error) {
    return {
      state: "missed",
      saw: `tar could not unpack it: ${messageOf(error)}`,
    };
  }
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const binary = files.find((entry) => entry.isFile() && entry.name === platform.binary);
  if (binary === undefined) return { state: "missed", saw: `the archive holds no ${platform.binary}` };
  return adopt(join(binary.parentPath, binary.name), machine);
}

function wrongChecksum(url: string, wanted: string, got: string): Problem {
  return new Problem({
    what: `The downloaded ${url} is not what its release says.`,
    saw: `SHA-256 ${got}\nexpected ${wanted} (k6-v${k6Pin.release}-checksums.txt of the same release)`,
    fix:
      "run the same command again; if it stays so, do not use that source:\n" +
      "unset OBCMS_PERF_K6_RELEASE_URL if it names a mirror, or set K6_BIN to a k6 that you trust",
    exit: "configuration",
  });
}
