// What is asked of sign-ins and of the frame of every answer, and what a right frame is. lib/auth-checks.ts asks.

export const authAspects = {
  header: "the security headers of each class of answer are as they should be",
  cookie: "session and CSRF cookies carry the flags that they should",
  session: "the session's id after sign-in is not the one that the visitor came with",
  admission: "who is signed in is let in: no 401, no 403, no login page",
  refusal:
    "who must not be let in is not: reused and expired tokens, wrong passwords, locked accounts, ended sessions",
} as const satisfies Record<string, string>;
export type AuthAspect = keyof typeof authAspects;

/** On every answer of OBCMS but static files. */
const always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;
const framed = { ...always, "X-Frame-Options": "DENY" } as const;

/** Header by header, what each class of answer has to say. Names as k6 writes them. */
export const securityHeaders = {
  page: framed,
  fragment: framed,
  json: framed,
  redirect: framed,
  refusal: framed,
  /** The answer of the lock, which is made before the middleware that adds the other. */
  locked: always,
} as const satisfies Record<string, Readonly<Record<string, string>>>;
export type AnswerClass = keyof typeof securityHeaders;
