// What-if questions about budgets, as a REST view of monitoring: they compute and store nothing.

import { pesos } from "../html/data-table.ts";
import { type Answer, restJson } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { restDetail } from "../http/errors.ts";
import { may } from "../http/permissions.ts";
import { readFields } from "./fields.ts";

/** Shares of a budget that should be obligated and disbursed, in percent: OBCMS's own targets. */
const OBLIGATION_TARGET = 85;
const DISBURSEMENT_TARGET = 70;
const MONTHS = 6;

export function rebalance(call: Call<never, User>, services: Services): Answer {
  return allowed(call, (values) => {
    const asked = Array.isArray(values.scenarios) ? (values.scenarios as unknown[]) : [];
    if (asked.length === 0) return restJson(400, { error: "No scenarios provided" });
    const scenarios = [];
    for (const one of asked) {
      const { entry_id, new_allocation } = one as { entry_id?: unknown; new_allocation?: unknown };
      const entry = services.database.row<{ title: string; budget: number }>(
        "SELECT title, budget FROM monitoring_entry WHERE id = ?",
        String(entry_id),
      );
      if (entry === undefined) return restJson(404, { error: `Entry ${String(entry_id)} not found` });
      const allocation = Number(new_allocation ?? 0);
      const difference = allocation - entry.budget;
      scenarios.push({
        entry_id,
        entry_title: entry.title,
        old_allocation: entry.budget,
        new_allocation: allocation,
        difference,
        percent_change: entry.budget === 0 ? 0 : (100 * difference) / entry.budget,
        adjustment_reason: "",
      });
    }
    const ceiling = Number(values.total_ceiling ?? 0);
    const total = scenarios.reduce((sum, { new_allocation }) => sum + new_allocation, 0);
    return restJson(200, {
      valid: total <= ceiling,
      total_ceiling: ceiling,
      total_allocated: total,
      remaining: ceiling - total,
      within_ceiling: total <= ceiling,
      scenarios,
      summary: {
        ppa_count: scenarios.length,
        average_allocation: total / scenarios.length,
        utilization_rate: ceiling === 0 ? 0 : (100 * total) / ceiling,
      },
    });
  });
}

/** `months` is read by nobody: OBCMS looks six months ahead whatever is asked. */
export function forecastObligations(call: Call<never, User>, { database }: Services): Answer {
  return allowed(call, () => {
    const total = database.row<{ sum: number }>("SELECT sum(budget) AS sum FROM monitoring_entry")?.sum ?? 0;
    const wanted = (total * OBLIGATION_TARGET) / 100;
    const gap = `Obligations are ${pesos(wanted)} short of the target.`;
    return restJson(200, {
      current_status: {
        total_allocation: total,
        total_obligations: 0,
        total_disbursements: 0,
        obligation_rate: 0,
        disbursement_rate: 0,
      },
      targets: {
        target_obligation_rate: OBLIGATION_TARGET,
        target_disbursement_rate: DISBURSEMENT_TARGET,
        target_obligations: wanted,
        target_disbursements: 0,
      },
      gaps: {
        obligation_gap: wanted,
        disbursement_gap: 0,
        months_ahead: MONTHS,
        monthly_obligation_needed: wanted / MONTHS,
        monthly_disbursement_needed: 0,
      },
      recommendations: [
        {
          priority: "high",
          category: "obligation",
          message: `Nothing of ${OBLIGATION_TARGET}% is obligated.`,
        },
        {
          priority: "high",
          category: "disbursement",
          message: `Nothing of ${DISBURSEMENT_TARGET}% is disbursed.`,
        },
        { priority: "medium", category: "planning", message: gap },
      ],
    });
  });
}

function allowed(
  call: Call<never, User>,
  then: (values: Readonly<Record<string, unknown>>) => Answer,
): Answer {
  if (!may(call.user, "use_monitoring")) return restDetail(403, "You do not have access to this feature.");
  const fields = readFields(call);
  return "status" in fields ? fields : then(fields.values);
}
