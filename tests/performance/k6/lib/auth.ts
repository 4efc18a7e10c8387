// Signing in: each virtual user has one visitor per persona, with a user of its own, signed in once and kept.

import exec from "k6/execution";
import { type PersonaName, personas } from "../catalogue/personas.ts";
import { settings } from "../catalogue/settings.ts";
import { type Answer, csrfToken, newVisitor, send, type Visitor } from "./client.ts";
import { environment } from "./environment.ts";

const visitors: Partial<Record<PersonaName, Visitor>> = {};

/**
 * This virtual user's visitor of a persona, signed in when it is not. Throws when sign-in fails: nothing that a
 * journey does signed out would be worth measuring. The requests of the sign-in itself are measured.
 */
export function visitorFor(persona: PersonaName): Visitor {
  const known = visitors[persona];
  if (known?.signedIn) return known;
  const visitor = signIn(persona, leasedUser(persona));
  visitors[persona] = visitor;
  return visitor;
}

/** Signs a user in afresh, whatever this virtual user has; setup() uses it. */
export function signIn(persona: PersonaName, username: string): Visitor {
  const visitor = newVisitor();
  const answer =
    personas[persona].signIn === "jwt"
      ? obtainTokens(visitor, username, passwordOf(persona))
      : openSession(visitor, persona, username);
  if (!answer.ok)
    throw new Error(
      `user ${username} of persona ${persona} could not sign in: ${answer.outcome}, status ${answer.status}`,
    );
  visitor.signedIn = true;
  visitor.username = username;
  return visitor;
}

/** Trades the refresh token for new ones: OBCMS rotates it, so each is good for one use and is replaced at once. */
export function refreshTokens(visitor: Visitor): Answer {
  const answer = send(visitor, "jwt_refresh", { body: { refresh: visitor.refresh } });
  if (answer.ok) keepTokens(visitor, answer);
  else if (answer.status === 401) visitor.signedIn = false;
  return answer;
}

/**
 * The user of a virtual user: by its number, which no other has in any instance of k6 that runs a segment of the same
 * test. Throws where there are too few, unless sharing is allowed. setup() and teardown() have the first one's.
 */
export function leasedUser(persona: PersonaName): string {
  const usernames = environment[personas[persona].usernames];
  const index = Math.max(0, exec.vu.idInTest - 1);
  const username = usernames[environment.shareUsers ? index % usernames.length : index];
  if (username === undefined)
    throw new Error(
      `no user of persona ${persona} for virtual user ${index + 1}, ${usernames.length} are given: set ${settings[personas[persona].usernames].env}`,
    );
  return username;
}

/** Tokens for this virtual user's API client, kept by the visitor. */
export function obtainTokens(
  visitor: Visitor,
  username = leasedUser("api_client"),
  password = passwordOf("api_client"),
): Answer {
  const answer = send(visitor, "jwt_obtain", { body: { username, password } });
  if (answer.ok) keepTokens(visitor, answer);
  return answer;
}

function openSession(visitor: Visitor, persona: PersonaName, username: string): Answer {
  const page = send(visitor, "login_page");
  return page.ok ? signInWithForm(visitor, persona, username) : page;
}

/** Fills in the login page, which the visitor has open. */
export function signInWithForm(visitor: Visitor, persona: PersonaName, username: string): Answer {
  const form = { username, password: passwordOf(persona), csrfmiddlewaretoken: csrfToken(visitor) ?? "" };
  return send(visitor, "login_submit", { form });
}

function passwordOf(persona: PersonaName): string {
  const password = environment[personas[persona].password];
  if (password === undefined)
    throw new Error(`no password for persona ${persona}: set ${settings[personas[persona].password].env}`);
  return password;
}

function keepTokens(visitor: Visitor, answer: Answer): void {
  visitor.access = String(answer.json("access"));
  visitor.refresh = String(answer.json("refresh"));
}
