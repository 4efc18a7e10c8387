// A risk acceptance, `risk-acceptances/RA-n.yaml`: one broken budget of one scenario in one environment, borne up to a
// ceiling for at most a month. Read by the gate and by the commands `risk`.

import { z } from "zod";
import { TARGET } from "../../tests/performance/k6/catalogue/budget.ts";
import { type CardName, cardNames } from "../../tests/performance/k6/catalogue/cards.ts";

/** Longest time from `created` to `expires`. */
export const LONGEST_DAYS = 30;

const judged: readonly (CardName | typeof TARGET)[] = [...cardNames, TARGET];

/** Not a pattern, not a list: an acceptance that fits two things has been thought of for one. */
const exactName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "has to be one exact name, without wildcards");

/** Long enough that "n/a" and "later" are no answers. */
const sentence = z.string().trim().min(15, "has to be a sentence");

const person = z
  .string()
  .regex(
    /^(@[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9._-]+)?|[^\s@<>`]+@[^\s@<>`]+)$/,
    "has to be @name, @organisation/team or an e-mail address",
  );

const day = z.iso.date("has to be a day, YYYY-MM-DD");

export const acceptanceSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^RA-[1-9][0-9]{0,5}$/, "has to be RA- and a number")
      .describe("the name of the file without .yaml"),
    scenario: z.enum(judged).describe("scenario of the plan; `target` for a budget of the target as a whole"),
    budget: exactName.describe("id of the one budget, as verdict.json and the report name it"),
    environment: exactName.describe("name of the one environment, as in result.json: run.environment"),
    limit: z
      .number()
      .nonnegative()
      .describe("the budget's limit when it was accepted; a limit that changed needs a new acceptance"),
    ceiling: z
      .number()
      .nonnegative()
      .describe(
        "the worst figure that is borne, in the budget's unit: milliseconds, bytes, a share 0 to 1, a count",
      ),
    measured: z.number().nonnegative().optional().describe("what had been measured, for readers; not judged"),
    reason: sentence.describe("why the merge does not wait until the budget holds"),
    mitigation: sentence.describe("what keeps the harm small until then"),
    ticket: z
      .string()
      .regex(/^\S*[0-9]\S*$/, "has to be a ticket's number or address")
      .describe("where it is mended"),
    owner: person.describe("who mends it"),
    approver: person.describe("who bears the risk; not the owner"),
    created: day.describe("day in UTC"),
    expires: day.describe(
      `the last day on which it counts, in UTC; at most ${LONGEST_DAYS} days after created`,
    ),
  })
  .describe("A risk acceptance of obcms-perf: docs/gate.md");

export type RiskAcceptance = z.infer<typeof acceptanceSchema>;
