// A target under conformance: signs one user of each kind in, sends the requests of cases, keeps what they ask to keep.

import {
  exchange,
  type Identity,
  type Outgoing,
  signInByForm,
  signInByToken,
} from "../doctor/exchange.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import {
  type LeasedPersona,
  leasedPersonas,
  personas,
} from "../../tests/performance/k6/catalogue/personas.ts";
import type { Answer, Memory, Request, Sender } from "./case.ts";

/** Users that exist on the target and their common password; those whose persona has a session sign in by form. */
export type Users = Readonly<Record<LeasedPersona | "password" | "throwAway", string>>;

export type Target = {
  readonly memory: Memory;
  send(request: Request): Promise<Answer>;
};

/** Throws when a user cannot sign in: then there is nothing to compare. */
export async function openTarget(origin: string, users: Users): Promise<Target> {
  const identities: Partial<Record<Sender, Identity>> = { nobody: { headers: {}, csrf: undefined } };
  for (const persona of leasedPersonas) {
    const signIn = personas[persona].signIn === "jwt" ? signInByToken : signInByForm;
    identities[persona] = await signIn(origin, users[persona], users.password);
  }
  const run = `${Date.now()}-${Math.floor(Math.random() * 1e6)}`;
  // Locks count failed sign-ins by name: a name that nobody has harms nobody.
  const memory: Memory = { ...users, run, nobody: `nobody-${run}`, csrf: "Conformance0Conformance0Conforma" };
  return {
    memory,
    send: (request) =>
      exchange(
        origin + pathOf(request),
        methodOf(request),
        withIdentity(request, identities[request.as] ?? { headers: {}, csrf: undefined }),
      ),
  };
}

function withIdentity(request: Request, identity: Identity): Outgoing {
  const { type, body } = bodyOf(request);
  const headers: Record<string, string> = { Accept: "application/json", ...identity.headers };
  if (type !== undefined) headers["Content-Type"] = type;
  if (identity.csrf !== undefined && request.csrf !== false) headers["X-CSRFToken"] = identity.csrf;
  return { headers: { ...headers, ...request.headers }, body };
}

function bodyOf({ json, form, multipart, file, text }: Request): {
  type: string | undefined;
  body: Outgoing["body"];
} {
  // fetch itself names the boundary.
  if (multipart !== undefined) return { type: undefined, body: formData(multipart, file) };
  if (json !== undefined) return { type: "application/json", body: JSON.stringify(json) };
  if (form !== undefined)
    return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() };
  return { type: undefined, body: text };
}

function formData(fields: Readonly<Record<string, string>>, file: Request["file"]): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  if (file !== undefined) {
    const bytes = typeof file.bytes === "string" ? file.bytes : Buffer.from(file.bytes);
    data.set("file", new Blob([bytes], { type: file.type }), file.name);
  }
  return data;
}

function pathOf(request: Request): string {
  if ("path" in request) return request.path;
  return fillPath(endpoints[request.endpoint].path, { ...request.args });
}

function methodOf(request: Request): string {
  const row: Endpoint | undefined = "endpoint" in request ? endpoints[request.endpoint] : undefined;
  return request.method ?? row?.method ?? "GET";
}
