// Sign-in beyond the conformance table: what changes at login, what a token or a cookie of elsewhere is worth.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type RunningStandIn, runStandIn } from "./run-stand-in.ts";

let standIn: RunningStandIn;
before(async () => {
  standIn = await runStandIn();
});
after(() => standIn.stop());

const [username = ""] = demoUsers.staff;

test("the CSRF secret changes at sign-in, and the old one no longer opens a form", async () => {
  const { oldSecret, cookies } = await signIn();
  const newSecret = cookies.csrftoken ?? "";
  assert.notEqual(newSecret, oldSecret);
  assert.equal(await postWith(cookies, newSecret), 404);
  assert.equal(await postWith(cookies, oldSecret), 403);
});

test("each form carries the secret under another mask, and each of them is good", async () => {
  const { cookies } = await signIn();
  const tokens = [await formToken(cookies), await formToken(cookies)];
  assert.notEqual(tokens[0], tokens[1]);
  for (const token of tokens) assert.equal(await postWith(cookies, token), 404);
});

test("a token that differs from the cookie in one character is refused", async () => {
  const { cookies } = await signIn();
  const secret = cookies.csrftoken ?? "";
  assert.equal(await postWith(cookies, (secret.startsWith("a") ? "b" : "a") + secret.slice(1)), 403);
});

test("a page opened with a session sets the same CSRF cookie again", async () => {
  const { cookies } = await signIn();
  const page = await fetch(standIn.origin + endpoints.trends.path, { headers: { Cookie: header(cookies) } });
  assert.equal(cookiesOf(page).csrftoken, cookies.csrftoken);
});

test("an invented session is nobody's", async () => {
  const headers = { Cookie: "sessionid=0123456789abcdef0123456789abcdef" };
  const page = await fetch(standIn.origin + endpoints.trends.path, { headers, redirect: "manual" });
  assert.equal(page.status, 302);
});

test("a sign-in leads to no other server", async () => {
  for (const next of ["//evil.test/", "https://evil.test/", "/\\evil.test/", "evil"]) {
    assert.equal((await signIn(next)).location, "/dashboard/", next);
  }
  assert.equal((await signIn("/oobc-management/trends/")).location, "/oobc-management/trends/");
  assert.equal((await signIn("/a%20b/\nñ/")).location, "/a%20b/%0A%C3%B1/");
});

test("a token whose payload was changed is invalid, and so is an unsigned one", async () => {
  const { access } = await obtain(standIn.origin);
  const [head = "", , signature = ""] = access.split(".");
  const payload = encode({ token_type: "access", exp: 4e9, iat: 0, jti: "x", user_id: "1" });
  for (const token of [
    `${head}.${payload}.${signature}`,
    `${encode({ alg: "none" })}.${payload}.`,
    `${head}.${payload}`,
  ]) {
    assert.equal(await statusWith(token), 401, token);
  }
  assert.equal(await statusWith(access), 200);
});

test("a token of another stand-in is invalid here", async () => {
  const other = await runStandIn({ scale: 0.1 });
  try {
    assert.equal(await statusWith((await obtain(other.origin)).access), 401);
  } finally {
    await other.stop();
  }
});

test("a token is for the user who asked for it, and lives for an hour", async () => {
  const { access } = await obtain(standIn.origin);
  const payload: unknown = JSON.parse(Buffer.from(access.split(".")[1] ?? "", "base64url").toString());
  const { exp, iat, user_id, token_type } = payload as Record<string, number | string>;
  assert.equal(Number(exp) - Number(iat), 3600);
  assert.deepEqual([user_id, token_type], [String(await idOf(username, access)), "access"]);
});

test("of two that use one refresh token at once, one gets a pair", async () => {
  const { refresh } = await obtain(standIn.origin);
  const refreshed = await Promise.all(
    [1, 2].map(() => post(standIn.origin + endpoints.jwt_refresh.path, { refresh })),
  );
  assert.deepEqual(refreshed.map(({ status }) => status).sort(), [200, 401]);
});

async function signIn(
  next = "",
): Promise<{ oldSecret: string; cookies: Record<string, string>; location: string | null }> {
  const url = standIn.origin + endpoints.login_page.path;
  const page = await fetch(url);
  const oldSecret = cookiesOf(page).csrftoken ?? "";
  const csrfmiddlewaretoken = tokenIn(await page.text());
  const form = { username, password: demoPassword, csrfmiddlewaretoken, ...(next === "" ? {} : { next }) };
  const headers = { Cookie: `csrftoken=${oldSecret}` };
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(form),
    headers,
    redirect: "manual",
  });
  assert.equal(answer.status, 302);
  return { oldSecret, cookies: cookiesOf(answer), location: answer.headers.get("location") };
}

/** The status of a write to a work item that does not exist: 404 when CSRF let it through. */
async function postWith(cookies: Record<string, string>, token: string): Promise<number> {
  const headers = { Cookie: header(cookies), "X-CSRFToken": token };
  return (
    await fetch(`${standIn.origin}/oobc-management/work-items/none/update-progress/`, {
      method: "POST",
      headers,
    })
  ).status;
}

async function formToken(cookies: Record<string, string>): Promise<string> {
  const page = await fetch(standIn.origin + endpoints.trends.path, { headers: { Cookie: header(cookies) } });
  return tokenIn(await page.text());
}

async function statusWith(token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  return (await fetch(standIn.origin + endpoints.api_regions_list.path, { headers })).status;
}

async function idOf(name: string, token: string): Promise<number | undefined> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${standIn.origin}/api/administrative/users/?search=${name}`, { headers });
  const { results } = (await answer.json()) as { results: { id: number; username: string }[] };
  return results.find((user) => user.username === name)?.id;
}

async function obtain(origin: string): Promise<{ access: string; refresh: string }> {
  const answer = await post(origin + endpoints.jwt_obtain.path, { username, password: demoPassword });
  return (await answer.json()) as { access: string; refresh: string };
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

function cookiesOf(answer: Response): Record<string, string> {
  return Object.fromEntries(
    answer.headers.getSetCookie().map((cookie) => (cookie.split(";")[0] ?? "").split("=")),
  );
}

function header(cookies: Record<string, string>): string {
  return Object.entries(cookies)
    .map((pair) => pair.join("="))
    .join("; ");
}

function tokenIn(page: string): string {
  return /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page)?.[1] ?? "";
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
