// From a method and a path to a handler. The paths are the catalogue's own: none is written a second time.

import type { Endpoint, Method } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";
import { companions, handlers } from "../handlers.ts";
import type { Answer } from "./answer.ts";
import type { Call, Services } from "./call.ts";

type Handle = (call: Call<string>, services: Services) => Answer;

export type Route = {
  /** Undefined where the catalogue has no such row: a companion. Faults apply to rows only. */
  readonly endpoint: EndpointName | undefined;
  readonly method: Method;
  readonly signIn: Endpoint["signIn"];
  readonly handle: Handle;
};

export type Match = {
  /** Undefined: the path is there, but not for this method. */
  readonly route: Route | undefined;
  /** All methods of the path, in the order in which Allow lists them. */
  readonly methods: readonly Method[];
  readonly demands: Endpoint["signIn"];
  readonly args: Readonly<Record<string, string>>;
};

const METHOD_ORDER: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

type Place = { pattern: RegExp; names: string[]; queryNames: [key: string, name: string][]; routes: Route[] };

const places = new Map<string, Place>();
for (const name of endpointNames) {
  const { method, path, signIn }: Endpoint = endpoints[name];
  // From here on arguments are looked up by name at run time; the handler's own type was checked in its table.
  addRoute(path, { endpoint: name, method, signIn, handle: handlers[name] as unknown as Handle });
}
for (const { method, path, signIn, handle } of companions) {
  addRoute(path, { endpoint: undefined, method, signIn, handle: handle as unknown as Handle });
}
const placeList = [...places.values()];

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
    return { route: routes.find((route) => route.method === asked), methods, demands, args };
  }
  return undefined;
}

/** REST views and pages differ in everything around the handler; OBCMS tells them apart by path. */
export function isRest(path: string): boolean {
  return path.startsWith("/api/");
}

function addRoute(template: string, route: Route): void {
  const [path = "", query = ""] = template.split("?");
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
