// The files of a new scenario: card, budgets, load, journey, mutant. biome gives them their shape afterwards.

import { type Draft, namesOf } from "./draft.ts";

const SUITE = "tests/performance/k6";
/** A read is this much above its limit in the mutant: no noise of a busy machine reaches it. */
const MUTANT_MS = 250;

/** An import as one line. This file has none of them itself, and the test of who imports what reads texts. */
export function importOf(what: string, path: string): string {
  return `import ${what} from ${JSON.stringify(path)};`;
}

/** Texts by path below the project folder. */
export function filesOf(draft: Draft): Map<string, string> {
  const { file } = namesOf(draft);
  return new Map([
    [`${SUITE}/catalogue/cards/${file}.ts`, cardFile(draft)],
    [`${SUITE}/catalogue/budgets/${file}.ts`, budgetsFile(draft)],
    [`${SUITE}/workloads/${file}.ts`, workloadsFile(draft)],
    [`${SUITE}/journeys/${file}.ts`, journeyFile(draft)],
    [`test/mutants/${file}.ts`, mutantsFile(draft)],
  ]);
}

function cardFile(draft: Draft): string {
  const { section, title, priority, complexity, dependencies, prerequisites, weight, weightReason } = draft;
  const requests = draft.endpoints.map((name) => `${name}: 1,`).join("\n");
  return `// Scenario ${section}: its card. Read by cards.ts.

${importOf("type { Card }", "../card.ts")}

export const ${namesOf(draft).card} = {
  section: ${section},
  title: ${JSON.stringify(title)},
  priority: ${JSON.stringify(priority)},
  complexity: ${JSON.stringify(complexity)},
  dependencies: ${JSON.stringify(dependencies)},
  prerequisites: ${JSON.stringify(prerequisites)},
  requests: {
    ${requests}
  },
  weight: ${weight},
  weightReason: ${JSON.stringify(weightReason)},
} as const satisfies Card;
`;
}

function budgetsFile(draft: Draft): string {
  const { section, readMs, readReason } = draft;
  return `// Scenario ${section}: the budgets of this card alone. Read by budgets/of-card.ts.

${importOf("type { CardBudgets }", "../budget.ts")}

export const ${namesOf(draft).budgets}: CardBudgets = {
  latency: { read: { limit: ${readMs}, reason: ${JSON.stringify(readReason)} } },
};
`;
}

function workloadsFile(draft: Draft): string {
  const { exec, steered, workloads } = namesOf(draft);
  return `// Scenario ${draft.section} under each profile. Read by workloads.ts.

${importOf("type { Workloads }", "../workload.ts")}
${importOf("{ constantUsers, standardProfiles }", "./standard.ts")}

export const ${workloads}: Workloads = {
  ...standardProfiles({ exec: ${JSON.stringify(exec)}, steered: ${JSON.stringify(steered)} }),
  // It only reads, so that there is nothing of its own to mix; beside other scenarios it is their readers.
  mixed: (wish) => constantUsers(${JSON.stringify(exec)}, wish, 10),
};
`;
}

function journeyFile(draft: Draft): string {
  const { section, title, persona, endpoints, readMs } = draft;
  return `// Scenario ${section}: ${title}. One ${persona} reads through it: does each answer keep ${readMs} ms?

${importOf("{ group }", "k6")}
${importOf("{ visitorFor }", "../lib/auth.ts")}
${importOf("{ send }", "../lib/client.ts")}
${importOf("{ runs }", "../lib/dataset.ts")}
${importOf("{ think }", "../lib/pacing.ts")}

const reads = ${JSON.stringify(endpoints)} as const;

/** Everything once, with a pause after each, as a person goes from one to the next. */
export function ${namesOf(draft).journey}(): void {
  for (const name of reads) {
    if (!runs(name)) continue;
    group(name, () => send(visitorFor(${JSON.stringify(persona)}), name));
    think(0.3, 0.8);
  }
}
`;
}

function mutantsFile(draft: Draft): string {
  const { section, name, endpoints, readMs } = draft;
  const faults = endpoints.map((endpoint) => `delay=${readMs + MUTANT_MS}@${endpoint}`);
  return `// Scenario ${section}: what must break which of its budgets.

${importOf("{ type Mutant, waitingTogether }", "./mutant.ts")}

export const ${namesOf(draft).mutants}: readonly Mutant[] = [
  {
    title: "every read takes ${readMs + MUTANT_MS} ms",
    card: ${JSON.stringify(name)},
    flags: waitingTogether,
    faults: ${JSON.stringify(faults)},
    breaks: ["${name}_read_p95"],
  },
];
`;
}
