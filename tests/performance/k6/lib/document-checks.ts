// Questions about documents, as samples: budgets allow none of them to fail.

import type { DocumentAspect } from "../catalogue/document-aspects.ts";
import { ask } from "./questions.ts";

/** Returns whether it holds. */
export function checkDocument(aspect: DocumentAspect, holds: boolean, otherwise: string): boolean {
  return ask("obcms_document_checks", aspect, holds, otherwise);
}
