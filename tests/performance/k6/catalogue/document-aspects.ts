// What is asked of each document on its way. lib/document-checks.ts asks, budgets allow no wrong answer.

export const documentAspects = {
  ready: "an uploaded document gets ready at all (documents.patienceSeconds)",
  metadata: "its metadata tell the size and the name of what was sent",
  content: "what is downloaded is what was sent, byte for byte",
  removal: "what was deleted is gone",
  rejection: "a file that is too large, empty, of a wrong type or infected is not taken",
} as const satisfies Record<string, string>;
export type DocumentAspect = keyof typeof documentAspects;
export const documentAspectNames = Object.keys(documentAspects) as DocumentAspect[];
