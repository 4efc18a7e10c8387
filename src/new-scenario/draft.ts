// What somebody says of a new scenario, and the names that its code goes by. Made from answers by parse.ts.

import type { Card } from "../../tests/performance/k6/catalogue/card.ts";
import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { PersonaName } from "../../tests/performance/k6/catalogue/personas.ts";

export const questions = {
  name: "name of the scenario, in snake_case: the module and what is done there, such as budget_reviews",
  title: "its title, as people say it",
  priority: "priority: CRITICAL, HIGH or MEDIUM",
  complexity: "complexity: Simple, Moderate or Complex",
  dependencies: "what it depends on, separated by commas",
  prerequisites: "ids of what has to be there, separated by commas (the suite's README has the list)",
  persona: "persona that signs in",
  endpoints: "rows of the catalogue that one iteration reads, separated by commas",
  readMs: "first budget: p(95) of its reads in ms (the plan's is 500)",
  readReason: "where that limit comes from",
  weightReason: "how much of a day's load it is, in words",
} as const;
export type Asked = keyof typeof questions;

export type Draft = {
  /** Of the suite: its changelog names it. */
  readonly version: string;
  readonly section: number;
  readonly name: string;
  readonly title: string;
  readonly priority: Card["priority"];
  readonly complexity: Card["complexity"];
  readonly dependencies: readonly string[];
  readonly prerequisites: readonly string[];
  readonly persona: PersonaName;
  readonly endpoints: readonly EndpointName[];
  readonly readMs: number;
  readonly readReason: string;
  readonly weight: number;
  readonly weightReason: string;
  /** Paths of OBCMS whose change asks for a run of it. */
  readonly paths: readonly string[];
};

/** `budget_reviews` as files, values and functions are called. */
export function namesOf({ name }: Draft) {
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return {
    file: name.replaceAll("_", "-"),
    exec: camel,
    steered: `${camel}Steered`,
    journey: `readThrough${camel.charAt(0).toUpperCase()}${camel.slice(1)}`,
    card: `${camel}Card`,
    budgets: `${camel}Budgets`,
    workloads: `${camel}Workloads`,
    mutants: `${camel}Mutants`,
  } as const;
}
