// The safety lock on the tool's side: the origin that may be asked, or a Problem. For a run and for the doctor.

import { judgeTarget, type Origin } from "../../tests/performance/k6/catalogue/origin.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { Problem } from "../problem.ts";

export function allowedOrigin(
  { baseUrl, allowedOrigins, allowWrites }: SettingValues,
  { writes }: { readonly writes: boolean },
): Origin {
  if (baseUrl === undefined) {
    throw new Problem({
      what: "No target is given.",
      saw: "no baseUrl in the environment file, no K6_BASE_URL, no --base-url",
      fix: "set one of them, or run without --env for the embedded target",
      exit: "configuration",
    });
  }
  const judgement = judgeTarget({ baseUrl, allowedOrigins, allowWrites, writes });
  if (judgement.state === "refused") throw new Problem({ ...judgement, exit: "refused" });
  return judgement.origin;
}
