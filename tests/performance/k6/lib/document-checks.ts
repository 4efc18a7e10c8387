// Questions about documents, as samples: budgets allow none of them to fail.

import type { DocumentAspect } from "../catalogue/document-aspects.ts";
import { addSample } from "./metrics.ts";

/** Each failure is told once for a virtual user: a defect of every document would fill the log. */
const told = new Set<string>();

/** Returns whether it holds. */
export function checkDocument(aspect: DocumentAspect, holds: boolean, otherwise: string): boolean {
  addSample("obcms_document_checks", 1, { aspect, result: holds ? "pass" : "fail" });
  if (holds || told.has(otherwise)) return holds;
  told.add(otherwise);
  console.warn(`document, ${aspect}: ${otherwise}`);
  return holds;
}
