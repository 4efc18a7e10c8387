// The text form of a fault, `NAME[=VALUE][@SELECTOR]`: read from flags and from the control path, all mistakes at once.

import { Problem } from "../../src/problem.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { randomFrom, seedFrom } from "../random.ts";
import { type Act, type Fault, type FaultName, faultNames, faults } from "./table.ts";

/** A fault that is switched on. */
export type ActiveFault = {
  readonly text: string;
  readonly name: FaultName;
  covers(name: EndpointName): boolean;
  readonly act: Act;
};

/** Health and readiness are left alone unless named, or nobody could wait for a broken stand-in to be ready. */
const SPARED: readonly EndpointName[] = ["health", "readiness"];

const selectors = {
  all: () => true,
  read: ({ access }) => access === "read",
  write: ({ access }) => access === "write",
  sign_in: ({ access }) => access === "sign_in",
  json: ({ transport }) => transport === "json",
  page: ({ transport }) => transport === "page",
  htmx: ({ transport }) => transport === "htmx",
} as const satisfies Record<string, (endpoint: Endpoint) => boolean>;
export const selectorNames = Object.keys(selectors);

/** Throws a Problem that lists every mistake and what is allowed. */
export function parseFaults(texts: readonly string[], seed: number): ActiveFault[] {
  const mistakes: string[] = [];
  const active = texts.flatMap((text) => parseFault(text, seed, mistakes) ?? []);
  if (mistakes.length > 0) {
    throw new Problem({
      what: `${mistakes.length === 1 ? "A fault" : `${mistakes.length} faults`} of the stand-in cannot be read.`,
      saw: mistakes.join("\n"),
      fix: `write NAME[=VALUE][@SELECTOR], for example delay=300@read\n${allowed()}`,
      exit: "usage",
    });
  }
  return active.toSorted((a, b) => faultNames.indexOf(a.name) - faultNames.indexOf(b.name));
}

function parseFault(text: string, seed: number, mistakes: string[]): ActiveFault | undefined {
  const [, name = "", value, selector = "all"] = /^([^=@]*)(?:=([^@]*))?(?:@(.*))?$/s.exec(text) ?? [];
  if (!isFault(name)) {
    mistakes.push(`${JSON.stringify(text)}: there is no fault ${JSON.stringify(name)}`);
    return undefined;
  }
  const fault: Fault = faults[name];
  const act = fault.start(value, randomFrom(seedFrom(seed, text)), () => performance.now());
  if (act === undefined)
    mistakes.push(
      `${JSON.stringify(text)}: ${name} takes ${fault.says}, not ${JSON.stringify(value ?? "nothing")}`,
    );
  const covers = coverage(selector);
  if (covers === undefined)
    mistakes.push(`${JSON.stringify(text)}: nothing is called ${JSON.stringify(selector)}`);
  return act === undefined || covers === undefined ? undefined : { text, name, covers, act };
}

function coverage(selector: string): ((name: EndpointName) => boolean) | undefined {
  if (Object.hasOwn(endpoints, selector)) return (name) => name === selector;
  if (!Object.hasOwn(selectors, selector)) return undefined;
  const selects = selectors[selector as keyof typeof selectors];
  return (name) => !SPARED.includes(name) && selects(endpoints[name]);
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(faults, name);
}

function allowed(): string {
  const groups = `  selectors: ${selectorNames.join(", ")}, or an endpoint: ${endpointNames.join(", ")}`;
  return [...faultLines(), groups].join("\n");
}

/** One line each, for help and messages. */
export function faultLines(): string[] {
  return faultNames.map((name) => {
    const { form, says, does } = faults[name];
    return `  ${name}${form === "" ? "" : `=${form}`}: ${does} (${says})`;
  });
}
