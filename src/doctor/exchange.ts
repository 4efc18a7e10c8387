// Single requests of Node's own, outside of k6: as nobody, or as somebody who has signed in. Redirects are not followed.

import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { exchangeUnverified } from "./unverified.ts";

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };
export type Outgoing = {
  readonly headers: Record<string, string>;
  readonly body: string | FormData | undefined;
};
export type Exchange = (url: string, method: string, outgoing: Outgoing) => Promise<Answer>;

/** Headers that make a request somebody's, and the token that a form of theirs needs. */
export type Identity = {
  readonly headers: Readonly<Record<string, string>>;
  readonly csrf: string | undefined;
};

const PATIENCE_MS = 20_000;

/** Throws where nothing answers. */
export async function exchange(url: string, method: string, { headers, body }: Outgoing): Promise<Answer> {
  const options = {
    method,
    // Gunicorn closes an idle connection after 2 s, and a request that is on its way then gets no answer.
    headers: { ...headers, Connection: "close" },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  } as const;
  const response = await fetch(url, body === undefined ? options : { ...options, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The same of a target with whatever certificate. Its body is a text. */
export const exchangeWithAnybody: Exchange = (url, method, { headers, body }) =>
  url.startsWith("https:") && !(body instanceof FormData)
    ? exchangeUnverified(url, method, headers, body, AbortSignal.timeout(PATIENCE_MS))
    : exchange(url, method, { headers, body });

/** The target has locked the account after wrong passwords; only a form tells. */
export class AccountLocked extends Error {}

type SignIn = (
  origin: string,
  username: string,
  password: string,
  always?: Readonly<Record<string, string>>,
  send?: Exchange,
) => Promise<Identity>;

/** `always`: headers of every request, the bypass switch for example. Throws when the target lets the user not in. */
export const signInByToken: SignIn = async (origin, username, password, always = {}, send = exchange) => {
  const body = JSON.stringify({ username, password });
  const headers = { ...always, "Content-Type": "application/json" };
  const { status, text } = await send(origin + endpoints.jwt_obtain.path, "POST", { headers, body });
  if (status !== 200) throw new Error(`${username} gets no token: status ${status} ${text.slice(0, 200)}`);
  const { access } = JSON.parse(text) as { access: string };
  return { headers: { ...always, Authorization: `Bearer ${access}` }, csrf: undefined };
};

/** The same through the login page. OBCMS shows its form again, with status 200, to who is wrong. */
export const signInByForm: SignIn = async (origin, username, password, always = {}, send = exchange) => {
  const url = origin + endpoints.login_page.path;
  const page = await send(url, "GET", { headers: { ...always }, body: undefined });
  const csrfmiddlewaretoken = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page.text)?.[1] ?? "";
  const form = { username, password, csrfmiddlewaretoken };
  const headers = {
    ...always,
    "Content-Type": "application/x-www-form-urlencoded",
    Cookie: `csrftoken=${cookieOf(page, "csrftoken")}`,
    Referer: url,
  };
  const answer = await send(url, "POST", { headers, body: new URLSearchParams(form).toString() });
  if (answer.status === 429 && answer.text.includes(endpoints.login_locked.expects.html))
    throw new AccountLocked(`${username} is locked: status 429 ${answer.text.slice(0, 200)}`);
  if (answer.status !== 302) throw new Error(`${username} cannot sign in: status ${answer.status}`);
  const csrf = cookieOf(answer, "csrftoken");
  const cookie = `csrftoken=${csrf}; sessionid=${cookieOf(answer, "sessionid")}`;
  return { headers: { ...always, Cookie: cookie }, csrf };
};

/** Empty when the answer does not set it. */
export function cookieOf(answer: Answer, name: string): string {
  const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  return set?.slice(name.length + 1).split(";")[0] ?? "";
}
