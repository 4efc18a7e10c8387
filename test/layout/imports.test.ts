import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";

const SUITE = "tests/performance/k6";

/** Folders by the name that the table uses, the most specific first. */
const parts = {
  catalogue: `${SUITE}/catalogue/`,
  lib: `${SUITE}/lib/`,
  journeys: `${SUITE}/journeys/`,
  scenarios: `${SUITE}/scenarios.ts`,
  workload: `${SUITE}/workload.ts`,
  workloadRows: `${SUITE}/workloads/`,
  workloads: `${SUITE}/workloads.ts`,
  size: `${SUITE}/size.ts`,
  throttles: `${SUITE}/throttles.ts`,
  main: `${SUITE}/main.ts`,
  result: "src/result/",
  verdict: "src/verdict/",
  report: "src/report/",
  provision: "src/provision/",
  control: "src/control/",
  database: "src/database/",
  integrity: "src/integrity/",
  probes: "src/probes/",
  audit: "src/audit/",
  outputs: "src/outputs/",
  flush: "src/flush/",
  contract: "src/contract/",
  doctor: "src/doctor/",
  introspection: "src/introspection/",
  parity: "src/parity/",
  seed: "src/seed/",
  snapshot: "src/snapshot/",
  run: "src/run/",
  gate: "src/gate/",
  risk: "src/risk/",
  compare: "src/compare/",
  trend: "src/trend/",
  ci: "src/ci/",
  newScenario: "src/new-scenario/",
  commands: "src/commands/",
  loopback: "src/loopback.ts",
  proc: "src/proc.ts",
  listener: "src/listener.ts",
  problem: "src/problem.ts",
  exitCodes: "src/exit-codes.ts",
  cli: "src/cli.ts",
  generate: "src/generate.ts",
  standIn: "stand-in/",
  observability: "observability/",
  bootstrap: "bin/bootstrap/",
} as const;
type Part = keyof typeof parts;

/** What each part may import beside itself; `node` and `k6` stand for the modules of those names, `npm` for packages. */
const mayImport: Readonly<Record<Part, readonly (Part | "node" | "k6" | "npm")[]>> = {
  catalogue: [],
  lib: ["catalogue", "k6"],
  journeys: ["catalogue", "lib", "k6"],
  size: ["catalogue", "k6"],
  throttles: ["catalogue", "size", "k6"],
  workload: ["catalogue", "k6"],
  workloadRows: ["catalogue", "workload", "k6"],
  workloads: ["catalogue", "workload", "workloadRows"],
  scenarios: ["catalogue", "size", "throttles", "workload", "workloads", "k6"],
  main: ["catalogue", "lib", "journeys", "scenarios", "size", "k6"],
  loopback: ["node"],
  proc: ["node"],
  listener: ["proc", "node"],
  problem: ["exitCodes"],
  exitCodes: [],
  result: ["catalogue", "node", "npm"],
  verdict: ["catalogue", "result", "exitCodes"],
  report: ["catalogue", "result", "verdict", "exitCodes"],
  // Where the cache is and how it is locked is one rule for Node and k6.
  provision: ["bootstrap", "problem", "exitCodes", "node", "npm"],
  control: ["catalogue", "loopback", "result", "problem", "exitCodes", "node", "npm"],
  database: ["node", "npm"],
  integrity: ["catalogue", "loopback", "control", "database", "problem", "exitCodes", "node", "npm"],
  probes: [
    "catalogue",
    "loopback",
    "control",
    "database",
    "result",
    "listener",
    "proc",
    "problem",
    "node",
    "npm",
  ],
  outputs: ["catalogue", "result", "verdict", "problem", "node", "npm"],
  audit: ["catalogue", "database", "introspection", "result", "snapshot", "problem", "node", "npm"],
  flush: ["catalogue", "introspection", "problem", "npm"],
  doctor: [
    "catalogue",
    "scenarios",
    "size",
    "throttles",
    "introspection",
    "parity",
    "probes",
    "provision",
    "result",
    "run",
    "problem",
    "node",
    "k6",
  ],
  // Files of every kind come from the suite's own makers of bytes.
  contract: ["catalogue", "lib", "doctor", "problem", "node"],
  introspection: ["catalogue", "problem", "node", "npm"],
  parity: ["catalogue", "database", "introspection", "result", "listener", "proc", "problem", "node", "npm"],
  seed: ["catalogue", "introspection", "problem", "exitCodes", "node", "npm"],
  snapshot: ["catalogue", "database", "problem", "exitCodes", "node", "npm"],
  run: [
    "audit",
    "control",
    "flush",
    "integrity",
    "introspection",
    "outputs",
    "parity",
    "probes",
    "proc",
    "catalogue",
    "scenarios",
    "size",
    "result",
    "verdict",
    "standIn",
    "problem",
    "exitCodes",
    "node",
    "npm",
  ],
  // Decides alone, as verdict and report do: files are read and written by its command.
  gate: ["catalogue", "result", "verdict", "report", "risk", "exitCodes"],
  risk: ["catalogue", "result", "verdict", "problem", "node", "npm"],
  compare: ["catalogue", "result", "verdict", "report", "npm"],
  trend: ["compare", "result", "verdict", "report"],
  ci: ["catalogue", "result", "problem", "node", "npm"],
  newScenario: ["catalogue", "run", "problem", "node"],
  bootstrap: ["node"],
  observability: ["catalogue", "npm"],
  standIn: ["catalogue", "seed", "problem", "exitCodes", "node"],
  commands: [
    "contract",
    "control",
    "database",
    "doctor",
    "flush",
    "integrity",
    "introspection",
    "outputs",
    "parity",
    "catalogue",
    "provision",
    "seed",
    "snapshot",
    "run",
    "gate",
    "risk",
    "compare",
    "trend",
    "ci",
    "newScenario",
    "result",
    "verdict",
    "report",
    "standIn",
    "problem",
    "exitCodes",
    "node",
    "npm",
  ],
  cli: ["catalogue", "commands", "control", "problem", "exitCodes", "npm"],
  generate: [
    "catalogue",
    "observability",
    "gate",
    "risk",
    "parity",
    "result",
    "run",
    "verdict",
    "standIn",
    "exitCodes",
    "node",
    "npm",
  ],
};

const files = [`${SUITE}/**/*.ts`, "src/**/*.ts", "stand-in/**/*.ts", "observability/**/*.ts"].flatMap(
  (pattern) => globSync(pattern, { cwd: projectFolder }),
);

test("the table covers every source file", () => {
  assert.ok(files.length > 50, `${files.length} files`);
  assert.deepEqual(
    files.filter((file) => !file.endsWith(".d.ts") && partOf(file) === undefined),
    [],
  );
});

for (const file of files) {
  const from = partOf(file);
  if (from === undefined) continue;
  test(`${file} imports only what ${from} may import`, () => {
    const forbidden = importsOf(file).filter((specifier) => {
      const to = targetOf(file, specifier);
      return to !== from && !(mayImport[from] as readonly string[]).includes(to);
    });
    assert.deepEqual(forbidden, []);
  });
}

function partOf(file: string): Part | undefined {
  const path = file.replaceAll("\\", "/");
  return (Object.keys(parts) as Part[]).find(
    (part) => path === parts[part] || (parts[part].endsWith("/") && path.startsWith(parts[part])),
  );
}

/** Every `from "…"` and `import("…")`, type imports included: a type is a dependency too. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(projectFolder, file), "utf8");
  return [...source.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)"([^"]+)"/gm)].map((match) =>
    String(match[1]),
  );
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith(".")) {
    const path = posix.normalize(posix.join(dirname(file).replaceAll("\\", "/"), specifier));
    return partOf(path) ?? path;
  }
  if (specifier.startsWith("node:")) return "node";
  return specifier === "k6" || specifier.startsWith("k6/") ? "k6" : "npm";
}
