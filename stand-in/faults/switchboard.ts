// The faults that are switched on now. Asked for each request; changed by flag at the start and over HTTP later.

import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Answer } from "../http/answer.ts";
import { type ActiveFault, parseFaults } from "./grammar.ts";
import { type Act, type Faulted, type Manner, usualManner } from "./table.ts";

export type Switchboard = {
  /** Replaces all faults; throws a Problem and changes nothing when one cannot be read. */
  set(texts: readonly string[]): void;
  texts(): readonly string[];
  /** The work of the endpoint with its faults around it. Undefined: never answer. */
  around(
    name: EndpointName,
    faulted: Omit<Faulted, "endpoint" | "manner">,
    work: (manner: Manner) => Answer,
  ): Promise<Answer | undefined>;
};

export function createSwitchboard(seed: number, initial: readonly string[]): Switchboard {
  let active: readonly ActiveFault[] = [];
  let actsOf = new Map<EndpointName, readonly Act[]>();
  const set = (texts: readonly string[]): void => {
    active = parseFaults(texts, seed);
    actsOf = new Map(
      endpointNames.map((name) => [name, active.filter(({ covers }) => covers(name)).map(({ act }) => act)]),
    );
  };
  set(initial);
  return {
    set,
    texts: () => active.map(({ text }) => text),
    around(name, faulted, work) {
      const acts = actsOf.get(name) ?? [];
      const manner: Manner = { ...usualManner, treats: [] };
      const parts: Faulted = { ...faulted, endpoint: endpoints[name], manner };
      const from = (index: number): Promise<Answer | undefined> => {
        const act = acts[index];
        return act === undefined ? Promise.resolve(work(manner)) : act(() => from(index + 1), parts);
      };
      return from(0);
    },
  };
}
