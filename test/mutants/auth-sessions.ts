// Plan §5: what must break which budget of sign-ins, tokens and the frame of answers.

import { type Mutant, smokeWithoutPauses, waitingTogether } from "./mutant.ts";

const card = "auth_sessions";
/** A wrong status is a failed request and a failed check, and of a row that gives it often its endpoint's failure. */
const wrongStatus = { alongside: ["endpoint_failing"] } as const;
const failing = ["auth_sessions_failed", "auth_sessions_checks"] as const;

export const authSessionsMutants: readonly Mutant[] = [
  {
    title: "one page may be framed by anybody",
    card,
    faults: ["missing_header=X-Frame-Options@dashboard_page"],
    breaks: ["auth_sessions_header_faults"],
  },
  {
    title: "a fragment leaves its type to be guessed",
    card,
    faults: ["missing_header=X-Content-Type-Options@dashboard_stats_cards"],
    breaks: ["auth_sessions_header_faults"],
  },
  {
    title: "scripts can read the session's cookie, and other sites send it",
    card,
    faults: ["insecure_cookie@login_submit"],
    breaks: ["auth_sessions_cookie_faults"],
  },
  {
    title: "the session's id is the one that the browser came with",
    card,
    faults: ["session_fixation@login_submit"],
    breaks: ["auth_sessions_session_faults"],
  },
  {
    title: "a third of the refreshes is refused",
    card,
    faults: ["refresh_refused=0.33@jwt_refresh"],
    breaks: ["auth_sessions_admission_faults", ...failing],
    // Refreshes are all that this card writes, and the latency of those that were refused does not count.
    alongside: ["endpoint_failing", "too_few_samples"],
  },
  {
    title: "a refresh token works twice",
    card,
    faults: ["refresh_reusable@jwt_refresh"],
    breaks: ["auth_sessions_refusal_faults", ...failing],
    ...wrongStatus,
  },
  {
    title: "no account is ever locked",
    card,
    faults: ["lockout_off@login_submit"],
    breaks: ["auth_sessions_refusal_faults", ...failing],
    ...wrongStatus,
  },
  {
    title: "the session store is wiped now and then",
    card,
    // Of two, one may be in the middle of its sign-in, whose form is wiped away too.
    flags: [...smokeWithoutPauses, "--vus", "1"],
    faults: ["sessions_wiped=3@dashboard_page"],
    breaks: ["auth_sessions_admission_faults", ...failing],
    alongside: ["endpoint_failing", "signed_out"],
  },
  {
    title: "a sign-in takes 800 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=800@login_submit"],
    breaks: ["auth_sessions_sign_in_p95"],
  },
];
