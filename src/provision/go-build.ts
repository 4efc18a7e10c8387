// k6 built with Go from the committed tools/k6/go.mod and go.sum: the way that needs only a Go module proxy.
// Called by k6.ts. `go install …@version` fails behind some proxies where this works.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { adopt, inTemporaryFolder } from "./cache.ts";
import { k6Pin } from "./k6-version.ts";
import type { Machine } from "./machine.ts";
import { cacheNameOf } from "./platform.ts";
import { withProgress } from "./progress.ts";
import { findOnPath } from "./search-path.ts";
import type { WayOutcome } from "./way.ts";

/** How long an interrupted `go build` may take to end its compilers before it is killed, in ms. */
const GRACE_MS = 3_000;
const OUTPUT_LINES = 12;

type Built = { code: number | null; output: string };

/** Missed without Go or when the build fails, with the end of what Go printed. */
export async function fromGo(machine: Machine): Promise<WayOutcome> {
  const go = findOnPath("go", machine)[0];
  if (go === undefined) return { state: "missed", saw: "no go on PATH" };
  return inTemporaryFolder(machine, async (folder) => {
    const binary = join(folder, cacheNameOf(machine).binary);
    let latest = "go looks at what is built already";
    const built = await withProgress(
      machine,
      `k6 ${k6Pin.release}: building it with Go from source; one to three minutes, once`,
      () => latest,
      () => build(go, binary, machine, (line) => (latest = line)),
    );
    if (built.code !== 0) {
      return { state: "missed", saw: `go build ended with ${built.code ?? "a signal"}\n${built.output}` };
    }
    return adopt(binary, machine);
  });
}

function build(go: string, binary: string, machine: Machine, onLine: (line: string) => void): Promise<Built> {
  // -v names each package as it is compiled, which is the progress shown.
  const args = [
    "build",
    "-v",
    "-trimpath",
    "-buildvcs=false",
    "-mod=readonly",
    "-o",
    binary,
    "go.k6.io/k6/v2",
  ];
  // No C compiler needed, as in k6's own Linux releases; and no go.work of a folder above may take part.
  const env = { ...machine.env, CGO_ENABLED: "0", GOWORK: "off" };
  return new Promise((resolve) => {
    const child = spawn(go, args, { cwd: machine.goModule, env, stdio: ["ignore", "ignore", "pipe"] });
    const stop = () => {
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
    };
    const timer = setTimeout(stop, machine.limits.goBuild);
    machine.signal?.addEventListener("abort", stop, { once: true });
    const lines: string[] = [];
    let compiled = 0;
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
        lines.push(line);
        onLine(line.startsWith("go: ") ? line : `compiling, ${++compiled} packages so far (${line})`);
      }
    });
    const end = (built: Built) => {
      clearTimeout(timer);
      machine.signal?.removeEventListener("abort", stop);
      resolve(built);
    };
    child.on("error", (error) => end({ code: 1, output: error.message }));
    child.on("close", (code) => end({ code, output: lines.slice(-OUTPUT_LINES).join("\n") }));
    if (machine.signal?.aborted) stop();
  });
}
