// What each way of getting k6 answers. A miss goes on to the next way; what must stop the search is thrown as a Problem.

export type WayOutcome = { state: "found"; path: string; version: string } | { state: "missed"; saw: string };
