// What a virtual user with documents takes of the load generator's memory, by the size of a document.
// `npm run bench -- documents`; a minute on a quiet machine.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { standInFile } from "../src/run/environment.ts";
import { startStandIn } from "../stand-in/stand-in.ts";
import { type Figure, runBench, type Setting, say } from "./lib/bench.ts";
import { peakMemoryOf, startK6 } from "./lib/pinned.ts";

/** The last one as settings leave it: a median of 400 kB, 5 MB at most. */
const sizes = {
  "documents of 1 MB": onlyOf(1),
  "documents of 5 MB": onlyOf(5),
  "documents of 20 MB": onlyOf(20),
  "documents as usual": {},
} as const;
const FEW = 1;
const MANY = 9;

const script = fileURLToPath(new URL("./k6/documents.ts", import.meta.url));

const help = `
npm run bench -- documents [--json]

Peak resident memory of k6 while ${FEW} and ${MANY} virtual users file documents, all at once, and what one of
them takes: the slope. Each makes its three documents of that size, and files, fetches and removes one three times.
`;

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-bench-"));
const standIn = await startStandIn({
  port: 0,
  databasePath: join(folder, "db.sqlite"),
  seed: 1,
  scale: 0.1,
  faults: [],
});
try {
  await runBench({ name: "documents", help }, memory);
} finally {
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
}

async function memory({ k6 }: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, documents] of Object.entries(sizes)) {
    say(name);
    const few = await peakMemoryOf(startK6(k6, [script], variablesFor(FEW, documents)));
    const many = await peakMemoryOf(startK6(k6, [script], variablesFor(MANY, documents)));
    figures.push(
      { name: `${name}, ${FEW} VU`, unit: "MB", least: few },
      { name: `${name}, ${MANY} VUs`, unit: "MB", least: many },
      { name: `${name}, per VU`, unit: "MB", least: (many - few) / (MANY - FEW) },
    );
  }
  return figures;
}

/** A median far above the cap makes every document as large as the cap. */
function onlyOf(megabytes: number) {
  return { medianKb: 1e9, capKb: 1000 * megabytes };
}

function variablesFor(vus: number, documents: object): Record<string, string> {
  const file = join(folder, "env.json");
  writeFileSync(file, JSON.stringify({ ...standInFile(standIn.origin), thinkTimeScale: 0, documents }));
  return { OBCMS_ENV_FILE: file, K6_BASE_URL: standIn.origin, BENCH_VUS: String(vus) };
}
