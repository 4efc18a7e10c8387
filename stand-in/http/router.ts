// From a method and a path to a handler. The paths are the catalogue's own: none is written a second time.

import type { Endpoint, Method } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { companions } from "../companions.ts";
import { type HandledName, handlers } from "../handlers.ts";
import type { Answer } from "./answer.ts";
import type { Call, Services } from "./call.ts";

type Handle = (call: Call<string>, services: Services) => Answer;

export type Route = {
  /** Undefined where the catalogue has no such row: a companion. Faults apply to rows only. */
  readonly endpoint: EndpointName | undefined;
  readonly method: Method;
  /** Django's name of the view, under which it is counted. */
  readonly view: string;
  readonly signIn: Endpoint["signIn"];
  /** Of the row's query. */
  readonly keys: readonly string[];
  readonly handle: Handle;
};

export type Match = {
  /** Undefined: the path is there, but not for this method. */
  readonly route: Route | undefined;
  /** Django's name of the view: one for all methods of a path. */
  readonly view: string;
  /** All methods of the path, in the order in which Allow lists them. */
  readonly methods: readonly Method[];
  readonly demands: Endpoint["signIn"];
  readonly args: Readonly<Record<string, string>>;
};

const METHOD_ORDER: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

type Place = { pattern: RegExp; names: string[]; queryNames: [key: string, name: string][]; routes: Route[] };

const places = new Map<string, Place>();
for (const name of endpointNames.filter(isHandled)) {
  const { method, path, django: view, signIn }: Endpoint = endpoints[name];
  // From here on arguments are looked up by name at run time; the handler's own type was checked in its table.
  addRoute(path, { endpoint: name, method, view, signIn, handle: handlers[name] as unknown as Handle });
}
for (const { method, path, django: view, signIn, handle } of companions) {
  addRoute(path, { endpoint: undefined, method, view, signIn, handle: handle as unknown as Handle });
}
/** Paths without arguments first: `/x/statistics/` also looks like an `/x/{id}/`. */
const placeList = [...places.values()].sort((a, b) => a.names.length - b.names.length);

export function findRoute(method: string, path: string, query: URLSearchParams): Match | undefined {
  for (const { pattern, names, queryNames, routes } of placeList) {
    const found = pattern.exec(path);
    if (found === null) continue;
    const args: Record<string, string> = {};
    names.forEach((name, index) => {
      args[name] = found[index + 1] ?? "";
    });
    for (const [key, name] of queryNames) args[name] = query.get(key) ?? "";
    const asked = method === "HEAD" ? "GET" : method;
    const demands = routes.some(({ signIn }) => signIn === "none") ? "none" : (routes[0]?.signIn ?? "none");
    const methods = METHOD_ORDER.filter((known) => routes.some((route) => route.method === known));
    const route = routeFor(routes, asked, query);
    return { route, view: route?.view ?? routes[0]?.view ?? "", methods, demands, args };
  }
  return undefined;
}

/** Several rows may ask for one address with other questions: the one that fits most of this query answers. */
function routeFor(routes: readonly Route[], method: string, query: URLSearchParams): Route | undefined {
  const known = routes.filter((route) => route.method === method);
  const fitting = known.filter(({ keys }) => keys.every((key) => query.has(key)));
  return fitting.toSorted((a, b) => b.keys.length - a.keys.length)[0] ?? known[0];
}

const REST = ["/api/", "/monitoring/api/", "/documents/api/"];

/** REST views and pages differ in everything around the handler; OBCMS tells them apart by path. */
export function isRest(path: string): boolean {
  if (path.startsWith("/api/calendar/")) return false;
  return REST.some((beginning) => path.startsWith(beginning));
}

/** A refusal shares its path and method with the row that says what the view does. */
function isHandled(name: EndpointName): name is HandledName {
  return Object.hasOwn(handlers, name);
}

function addRoute(template: string, given: Omit<Route, "keys">): void {
  const [path = "", query = ""] = template.split("?");
  const route = { ...given, keys: [...new URLSearchParams(query).keys()] };
  const known = places.get(path);
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const pattern = new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "([^/]+)")}$`);
  const queryNames = [...query.matchAll(/(\w+)=\{(\w+)\}/g)].map(([, key, name]): [string, string] => [
    key ?? "",
    name ?? "",
  ]);
  if (known === undefined) places.set(path, { pattern, names, queryNames, routes: [route] });
  else {
    known.routes.push(route);
    known.queryNames.push(...queryNames);
  }
}
