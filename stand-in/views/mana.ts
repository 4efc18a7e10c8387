// Needs assessments: how many there are in which state, as the fragment that their page asks for.

import { figureCards } from "../html/data-table.ts";
import { type Answer, htmlAnswer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { may } from "../http/permissions.ts";
import { forbiddenPage } from "./forbidden.ts";

/** No assessment is seeded here, nor on an OBCMS whose workshops were never held. */
export function showAssessmentCards(call: Call<never, User>, services: Services): Answer {
  if (!may(call.user, "use_executive_pages")) return forbiddenPage(call, services, "needs assessments");
  const parts = { Regional: 0, Provincial: 0 };
  const cards = ["Total Assessments", "Completed", "In Progress", "Planned"].map((title) => ({
    title,
    value: 0,
    parts,
  }));
  return htmlAnswer(200, figureCards(cards).markup);
}
