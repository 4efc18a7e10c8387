// Judges an endpoint by the outcomes of its cases: one of a few words, and what was seen. Pure.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Outcome, Seen } from "./outcome.ts";

/** In the order in which they outweigh one another. */
export const words = {
  broken: "5xx, a redirect to itself, or no answer",
  missing: "404 where something was expected",
  forbidden: "401, 403 or a redirect to the login page where something else was expected",
  throttled: "429 where none was expected",
  changed: "it answers, but differently",
  mended: "the catalogue calls it broken, and it is no longer",
  "not looked at": "what was needed for it was not given or not found",
  works: "each case of it is as expected",
} as const satisfies Record<string, string>;
export type Word = keyof typeof words;

export type Verdict = {
  readonly endpoint: EndpointName;
  readonly word: Word;
  /** False: the contract has drifted. */
  readonly isExpected: boolean;
  /** Cases that were asked, and all there are. */
  readonly asked: number;
  readonly cases: number;
  /** Why it is not `works`: a case and what was seen, or a reason, each in one line. */
  readonly saw: readonly string[];
};

type Different = Extract<Outcome, { state: "different" }>;
type Judged = Pick<Verdict, "word" | "isExpected" | "saw">;

/** How many differences of a case are told. */
const TOLD = 3;

/** `mended`: the setting of that name. `outcomes`: those of this endpoint alone. */
export function verdictOf(
  endpoint: EndpointName,
  outcomes: readonly Outcome[],
  mended: readonly string[],
): Verdict {
  const row: Endpoint = endpoints[endpoint];
  const isBroken = row.broken !== undefined;
  const judge = !isBroken ? judgeWorking : mended.includes(endpoint) ? judgeMended : judgeBroken;
  const asked = outcomes.filter(({ state }) => state !== "not looked at").length;
  return { endpoint, ...judge(endpoint, row, outcomes), asked, cases: outcomes.length };
}

/** The word for an answer that is not as expected. */
export function wordFor({ expected, seen }: Pick<Different, "expected" | "seen">): Word {
  const isOther = seen.status !== expected.status;
  const isElsewhere = seen.location !== null && !isPlace(expected.headers?.Location, seen.location);
  const isRedirect = seen.status >= 300 && seen.status < 400 && (isOther || isElsewhere);
  if (isOther && seen.status === 429) return "throttled";
  if (seen.status === 0 || (isOther && seen.status >= 500)) return "broken";
  if (isRedirect && isPlace(seen.path, pathIn(seen.location))) return "broken";
  if (isOther && (seen.status === 401 || seen.status === 403)) return "forbidden";
  if (isRedirect && pathIn(seen.location).startsWith("/login/")) return "forbidden";
  if (isOther && seen.status === 404) return "missing";
  return "changed";
}

function judgeWorking(endpoint: EndpointName, { ok }: Endpoint, outcomes: readonly Outcome[]): Judged {
  const different = outcomes.filter((one) => one.state === "different");
  if (different.length > 0) return drifted(different);
  const isProven = outcomes.some(
    ({ state, expected }) => state === "as expected" && ok.includes(expected.status),
  );
  return isProven ? { word: "works", isExpected: true, saw: [] } : unseen(endpoint, outcomes);
}

/** What the catalogue calls broken is asked for its failure. */
function judgeBroken(endpoint: EndpointName, row: Endpoint, outcomes: readonly Outcome[]): Judged {
  const different = outcomes.filter((one) => one.state === "different");
  const answers = different.filter(({ seen }) => isAnswer(row, seen));
  if (answers.length > 0)
    return {
      word: "mended",
      isExpected: false,
      saw: [
        ...answers.map(line),
        `the catalogue says: ${row.broken}; where that is over, give --mended ${endpoint} to a run`,
      ],
    };
  if (different.length > 0) return drifted(different);
  const isProven = outcomes.some(
    ({ state, expected }) => state === "as expected" && row.broken?.startsWith(String(expected.status)),
  );
  return isProven
    ? { word: "broken", isExpected: true, saw: [`as known: ${row.broken}`] }
    : unseen(endpoint, outcomes);
}

/** The settings say that it is mended, and the table asks for its failure alone. */
function judgeMended(endpoint: EndpointName, row: Endpoint, outcomes: readonly Outcome[]): Judged {
  const still = outcomes.filter(
    ({ state, expected }) => state === "as expected" && row.broken?.startsWith(String(expected.status)),
  );
  if (still.length > 0)
    return { word: "broken", isExpected: false, saw: [`it is set as mended, and answers ${row.broken}`] };
  const different = outcomes.filter((one) => one.state === "different");
  const faults = different.filter(({ seen }) => !isAnswer(row, seen));
  if (faults.length > 0) return drifted(faults);
  if (different.some(({ seen }) => row.ok.includes(seen.status)))
    return { word: "works", isExpected: true, saw: [] };
  return different.length > 0
    ? { word: "not looked at", isExpected: true, saw: [`only refused: ${different.map(line).join("; ")}`] }
    : unseen(endpoint, outcomes);
}

/** Right, or right to refuse: cases of what is broken name no record that is there. */
function isAnswer({ ok }: Endpoint, { status, contentType }: Seen): boolean {
  return ok.includes(status) || ([400, 404].includes(status) && contentType === "application/json");
}

function drifted(different: readonly Different[]): Judged {
  const all = different.map((one) => ({ word: wordFor(one), one }));
  const word = (Object.keys(words) as Word[]).find((name) => all.some((each) => each.word === name));
  const first = all.filter((each) => each.word === word);
  const others = all.length - first.length;
  return {
    word: word ?? "changed",
    isExpected: false,
    saw: [
      ...first.map(({ one }) => line(one)),
      ...(others > 0 ? [`and ${others} more of its cases are different`] : []),
    ],
  };
}

function unseen(endpoint: EndpointName, outcomes: readonly Outcome[]): Judged {
  const reasons = new Set(outcomes.flatMap((one) => (one.state === "not looked at" ? [one.why] : [])));
  const saw = reasons.size > 0 ? [...reasons] : [`no case asks for the right answer of ${endpoint}`];
  return { word: "not looked at", isExpected: true, saw };
}

function line({ name, differences }: Different): string {
  const more = differences.length - TOLD;
  const told = differences.slice(0, TOLD).join("; ");
  return `${name}: ${told}${more > 0 ? `; and ${more} more` : ""}`;
}

function isPlace(wanted: string | RegExp | null | undefined, location: string): boolean {
  return wanted instanceof RegExp ? wanted.test(location) : wanted === location;
}

/** Of an absolute address too. */
function pathIn(location: string | null): string {
  return (location ?? "").replace(/^https?:\/\/[^/]+/, "");
}
