// The quirk `false_success`: a form that was refused is shown again with status 200, so only its body tells.

import type { Answer } from "../http/answer.ts";
import type { Services } from "../http/call.ts";

export function refusedForm({ quirks }: Services, form: Answer): Answer {
  return { ...form, status: quirks.has("false_success") ? 200 : 422 };
}
