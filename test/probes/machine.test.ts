// What may be used of this machine: all of it, or what a container's cgroup leaves of it, in both versions of cgroups.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { thisMachine } from "../../src/probes/host/machine.ts";
import { scratchFolder } from "../load/process.ts";

const skip = process.platform === "linux" ? false : "cgroups are Linux's";

function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = scratchFolder(t);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const MB = 2 ** 20;
const limited = {
  "version 2": {
    "cpu.max": "50000 100000\n",
    "cpu.stat": "usage_usec 7500000\nuser_usec 1\n",
    "memory.max": `${64 * MB}\n`,
    "memory.current": `${30 * MB}\n`,
    "memory.stat": `anon 1\ninactive_file ${10 * MB}\n`,
  },
  "version 1": {
    "cpu/cpu.cfs_quota_us": "50000\n",
    "cpu/cpu.cfs_period_us": "100000\n",
    "cpuacct/cpuacct.usage": "7500000000\n",
    "memory/memory.limit_in_bytes": `${64 * MB}\n`,
    "memory/memory.usage_in_bytes": `${30 * MB}\n`,
    "memory/memory.stat": `inactive_file 1\ntotal_inactive_file ${10 * MB}\n`,
  },
} as const;

for (const [version, files] of Object.entries(limited)) {
  test(`a container's limits are the machine, ${version}`, { skip }, (t) => {
    const machine = thisMachine(100, folderWith(t, files));
    assert.deepEqual([machine.processors, machine.usedSeconds(), machine.usedBytes()], [0.5, 7.5, 20 * MB]);
  });
}

const unlimited = {
  "no cgroups": {},
  "version 2 without limits": { ...limited["version 2"], "cpu.max": "max 100000\n", "memory.max": "max\n" },
  "version 1 without limits": {
    ...limited["version 1"],
    "cpu/cpu.cfs_quota_us": "-1\n",
    "memory/memory.limit_in_bytes": "9223372036854771712\n",
  },
  "limits above what there is": {
    ...limited["version 2"],
    "cpu.max": "900000000 100000\n",
    "memory.max": `${2 ** 60}\n`,
  },
} as const;

for (const [title, files] of Object.entries(unlimited)) {
  test(`all of it with ${title}`, { skip }, (t) => {
    const machine = thisMachine(100, folderWith(t, files));
    const processors = readFileSync("/proc/stat", "utf8").match(/^cpu\d+ /gm)?.length;
    assert.equal(machine.processors, processors);
    assert.notEqual(machine.usedSeconds(), 7.5);
    assert.notEqual(machine.usedBytes(), 20 * MB);
  });
}
