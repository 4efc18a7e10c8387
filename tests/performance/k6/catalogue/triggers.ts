// Which rows enqueue background work. A new trigger is one row with `enqueues`: it is in the journey, the card and the
// budgets by that alone.

import { type EndpointName, endpointNames, endpoints } from "./endpoints.ts";

type Endpoints = typeof endpoints;

export type TriggerName = {
  [Name in EndpointName]: Endpoints[Name] extends { readonly enqueues: string } ? Name : never;
}[EndpointName];

export const triggerNames = endpointNames.filter(isTrigger);

function isTrigger(name: EndpointName): name is TriggerName {
  return "enqueues" in endpoints[name];
}

/** Each trigger once in every iteration of the card that drives them. */
export const triggersOnce = Object.fromEntries(triggerNames.map((name) => [name, 1])) as Readonly<
  Record<TriggerName, 1>
>;
