// The text form of a fault, `NAME[=VALUE][@SELECTOR]`: read from flags and from the control path, all mistakes at once.

import { Problem } from "../../src/problem.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { randomFrom, seedFrom } from "../random.ts";
import { type Act, type FaultName, faultNames, faults, valueKinds } from "./table.ts";

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
  const fault = faults[name];
  const kind = valueKinds[fault.value];
  const number = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  const isRight = fault.value === "none" ? value === undefined : kind.allows(number);
  if (!isRight)
    mistakes.push(
      `${JSON.stringify(text)}: ${name} takes ${kind.says}, not ${JSON.stringify(value ?? "nothing")}`,
    );
  const covers = coverage(selector);
  if (covers === undefined)
    mistakes.push(`${JSON.stringify(text)}: nothing is called ${JSON.stringify(selector)}`);
  if (!isRight || covers === undefined) return undefined;
  return { text, name, covers, act: fault.start(number, randomFrom(seedFrom(seed, text))) };
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
  const lines = faultNames.map((name) => {
    const { value, does } = faults[name];
    return `  ${name}${value === "none" ? "" : `=${value === "ms" ? "MS" : value === "share" ? "SHARE" : "N"}`}: ${does} (${valueKinds[value].says})`;
  });
  const groups = `  selectors: ${Object.keys(selectors).join(", ")}, or an endpoint: ${endpointNames.join(", ")}`;
  return [...lines, groups].join("\n");
}
