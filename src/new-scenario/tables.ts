// Where a new scenario is entered: rows of typed tables and lines of the README, each before or after a text that is there once.

import { Problem } from "../problem.ts";
import { type Draft, namesOf } from "./draft.ts";
import { importOf } from "./files.ts";

const SUITE = "tests/performance/k6";
const README = `${SUITE}/README.md`;
const PATHS = "ci/critical-paths.json";

type Entry = {
  readonly file: string;
  /** Fits exactly one place of the file. */
  readonly place: RegExp;
  /** Before what fits, or behind it. */
  readonly at: "before" | "behind";
  readonly text: (draft: Draft) => string;
};

/** The order of imports is biome's. */
const entries: readonly Entry[] = [
  ...table(
    `${SUITE}/catalogue/cards.ts`,
    /^\} as const satisfies Record<string, Card>;$/gm,
    "card",
    "./cards",
  ),
  ...table(`${SUITE}/catalogue/budgets/of-card.ts`, /^\};$/gm, "budgets", "."),
  ...table(`${SUITE}/workloads.ts`, /^\};$/gm, "workloads", "./workloads"),
  {
    file: "test/mutants/all.ts",
    place: /^\];$/gm,
    at: "before",
    text: (draft) => `  ...${namesOf(draft).mutants},\n`,
  },
  imported("test/mutants/all.ts", (draft) => [namesOf(draft).mutants, `./${namesOf(draft).file}.ts`]),
  imported(`${SUITE}/main.ts`, (draft) => [namesOf(draft).journey, `./journeys/${namesOf(draft).file}.ts`]),
  {
    file: `${SUITE}/main.ts`,
    place: /^export function watchTarget\(/gm,
    at: "before",
    text: (draft) => {
      const { exec, steered, journey } = namesOf(draft);
      return `export function ${exec}(): void {\n  iterate(${journey});\n}\n\nexport function ${steered}(): void {\n  takeTurn("${draft.name}", ${exec});\n}\n\n`;
    },
  },
  {
    // Behind the last scenario that has a section of its own.
    file: README,
    place: /^### \d+: [^\n]*\n(?:(?!#)[^\n]*\n)*(?=#{2,3} (?!\d+: ))/gm,
    at: "behind",
    text: (draft) =>
      `### ${draft.section}: ${draft.title}\n\nOne ${draft.persona} reads ${draft.endpoints.map((name) => `\`${name}\``).join(", ")} and pauses after each. A read has ${draft.readMs} ms: ${draft.readReason}.\n\n`,
  },
  {
    file: README,
    place: /^## Changelog of scenarios and targets\n\n/gm,
    at: "behind",
    text: ({ version, section, name, readMs, readReason }) =>
      `- ${version}: scenario ${section} (\`${name}\`, budgets \`${name}_…\`): reads p(95) < ${readMs} ms (${readReason}), failures < 1 %. Not\n  measured on OBCMS yet.\n`,
  },
];

export function enteredFiles(): string[] {
  return [...new Set([...entries.map(({ file }) => file), PATHS])];
}

/** The files' new texts. Throws a Problem where a place is not found, or is there twice. */
export function enter(draft: Draft, texts: ReadonlyMap<string, string>): Map<string, string> {
  const entered = new Map(texts);
  for (const { file, place, at, text } of entries) {
    const before = entered.get(file) ?? "";
    const found = [...before.matchAll(place)];
    const [only] = found;
    if (only === undefined || found.length > 1) throw noPlace(file, place, found.length);
    const index = only.index + (at === "before" ? 0 : only[0].length);
    entered.set(file, before.slice(0, index) + text(draft) + before.slice(index));
  }
  if (draft.paths.length > 0) entered.set(PATHS, withPaths(entered.get(PATHS) ?? "", draft));
  return entered;
}

function table(file: string, end: RegExp, value: "card" | "budgets" | "workloads", folder: string): Entry[] {
  return [
    { file, place: end, at: "before", text: (draft) => `  ${draft.name}: ${namesOf(draft)[value]},\n` },
    imported(file, (draft) => [namesOf(draft)[value], `${folder}/${namesOf(draft).file}.ts`]),
  ];
}

function imported(file: string, of: (draft: Draft) => [value: string, path: string]): Entry {
  return {
    file,
    // The first blank line ends the header.
    place: /^[^\n]*(?:\n\/\/[^\n]*)*\n\n/g,
    at: "behind",
    text: (draft) => {
      const [value, path] = of(draft);
      return `${importOf(`{ ${value} }`, path)}\n`;
    },
  };
}

/** A path whose scenarios are an empty list asks for all of them already. */
function withPaths(text: string, { name, paths }: Draft): string {
  const file = JSON.parse(text) as { paths: Record<string, string[]> };
  for (const path of paths) {
    const known = file.paths[path];
    if (known?.length !== 0) file.paths[path] = [...(known ?? []), name];
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}

function noPlace(file: string, place: RegExp, times: number): Problem {
  return new Problem({
    what: `There is no one place in ${file} for the new scenario, so nothing was written.`,
    saw: `${times} places fit ${place}`,
    fix: "enter it by hand as the others are: CONTRIBUTING.md says where, and `npm run check` what is missing",
    exit: "configuration",
  });
}
