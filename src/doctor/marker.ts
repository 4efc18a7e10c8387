// Looks for the marker of a performance database over HTTP, as any persona may.

import { fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import {
  type DatasetMark,
  parseDataset,
  performanceMarker,
} from "../../tests/performance/k6/catalogue/performance-marker.ts";
import {
  type LeasedPersona,
  leasedPersonas,
  personas,
} from "../../tests/performance/k6/catalogue/personas.ts";
import { messageOf } from "../problem.ts";
import type { Subject } from "./subject.ts";

export type FoundMarker =
  /** Without a dataset where somebody wrote it by hand. */
  | { readonly state: "marked"; readonly dataset: DatasetMark | undefined }
  | { readonly state: "unmarked" }
  /** Nobody can look, or the target has no such list; `why` is a clause. */
  | { readonly state: "unknown"; readonly why: string };

/** Never throws: who is not let in, or gets no answer, does not know. */
export async function findMarker(subject: Subject): Promise<FoundMarker> {
  const persona = leasedPersonas.find((name) => subject.values[personas[name].usernames].length > 0);
  if (persona === undefined)
    return { state: "unknown", why: "nobody is given who could look for the marker" };
  try {
    return await look(subject, persona);
  } catch (error) {
    return { state: "unknown", why: messageOf(error).trim() };
  }
}

async function look(subject: Subject, persona: LeasedPersona): Promise<FoundMarker> {
  const path = fillPath(endpoints.api_engagement_types_search.path, { search: performanceMarker.name });
  const { status, text } = await subject.read(persona, path);
  if (status !== 200)
    return { state: "unknown", why: `the target has no list to look for the marker in: ${status}` };
  const { results = [] } = JSON.parse(text) as { results?: { name: string; description: string }[] };
  const row = results.find(({ name }) => name === performanceMarker.name);
  return row === undefined
    ? { state: "unmarked" }
    : { state: "marked", dataset: parseDataset(row.description) };
}
