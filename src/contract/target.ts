// A target under conformance: signs one user of each kind in, sends the requests of cases, keeps what they ask to keep.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import {
  type LeasedPersona,
  leasedPersonas,
  personas,
} from "../../tests/performance/k6/catalogue/personas.ts";
import { exchange, type Identity, type Outgoing, signInByForm, signInByToken } from "../doctor/exchange.ts";
import { messageOf } from "../problem.ts";
import type { Answer, Memory, Request, Sender } from "./case.ts";

export type Credentials = { readonly username: string; readonly password: string };

/** Users that exist on the target; those whose persona has a session sign in by form. */
export type Users = Readonly<Partial<Record<LeasedPersona, Credentials>>> & {
  /** An account that may be locked. */
  readonly throwAway?: Credentials;
  /** Of a shared calendar. */
  readonly shareToken?: string;
};

export type Target = {
  readonly memory: Memory;
  /** Who is given and was not let in, with what the target answered. */
  readonly refused: Readonly<Partial<Record<LeasedPersona, string>>>;
  isSignedIn(sender: Sender): boolean;
  /** Throws where nothing answers. */
  send(request: Request): Promise<Answer>;
  /** Where on the target the request goes. */
  pathOf(request: Request): string;
};

type Headers = Readonly<Record<string, string>>;

/** `always`: headers of every request, the bypass switch for example. */
export async function openTarget(origin: string, users: Users, always: Headers = {}): Promise<Target> {
  const identities: Partial<Record<Sender, Identity>> = { nobody: { headers: always, csrf: undefined } };
  const refused: Partial<Record<LeasedPersona, string>> = {};
  const memory: Memory = newMemory(users);
  for (const persona of leasedPersonas) {
    const user = users[persona];
    if (user === undefined) continue;
    memory[persona] = user.username;
    memory[`${persona}_password`] = user.password;
    const signIn = personas[persona].signIn === "jwt" ? signInByToken : signInByForm;
    try {
      identities[persona] = await signIn(origin, user.username, user.password, always);
    } catch (error) {
      refused[persona] = messageOf(error);
    }
  }
  return {
    memory,
    refused,
    isSignedIn: (sender) => identities[sender] !== undefined,
    send: (request) =>
      exchange(
        origin + pathOf(request),
        methodOf(request),
        outgoing(request, identities[request.as] ?? { headers: always, csrf: undefined }, origin),
      ),
    pathOf,
  };
}

function newMemory({ throwAway, shareToken }: Users): Memory {
  const run = `${Date.now()}-${Math.floor(Math.random() * 1e6)}`;
  return {
    run,
    // Locks count failed sign-ins by name: a name that nobody has harms nobody.
    nobody: `nobody-${run}`,
    csrf: "Conformance0Conformance0Conforma",
    ...(throwAway === undefined
      ? {}
      : { throwAway: throwAway.username, throwAwayPassword: throwAway.password }),
    ...(shareToken === undefined ? {} : { shareToken }),
  };
}

function outgoing(request: Request, identity: Identity, origin: string): Outgoing {
  const { type, body } = bodyOf(request);
  const headers: Record<string, string> = { Accept: "application/json", ...identity.headers };
  if (type !== undefined) headers["Content-Type"] = type;
  if (identity.csrf !== undefined && request.csrf !== false) headers["X-CSRFToken"] = identity.csrf;
  // Without it Django takes no form over HTTPS.
  if (origin.startsWith("https:")) headers.Referer = `${origin}/`;
  const all = { ...headers, ...request.headers };
  return {
    headers: all.Referer?.startsWith("/") ? { ...all, Referer: origin + all.Referer } : all,
    body,
  };
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
