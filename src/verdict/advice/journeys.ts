// What to do when k6 or its journeys did not get to their end.

import { personaNames } from "../../../tests/performance/k6/catalogue/personas.ts";
import type { Result } from "../../result/result.ts";
import { type Advice, lever, numberOf, removeFaults, variableOf } from "./facts.ts";

/** What k6's log says when one of these happened; the first that fits. `(\w+)` is the persona. */
const knownErrors: readonly {
  readonly says: RegExp;
  readonly advice: (found: RegExpExecArray) => string;
}[] = [
  {
    says: /of persona (\w+) could not sign in/,
    advice: ([, name = ""]) => {
      const persona = personaNames.find((known) => known === name);
      const variable = persona === undefined ? "" : `: ${variableOf(persona, "password")} sets it`;
      return `check the user and the password of persona ${name}${variable}, and that the target lets it in`;
    },
  },
  {
    says: /not fit to be loaded: (\w+)/,
    advice: ([, row = ""]) => `look at the target first: its ${row} page says that it is not well`,
  },
  {
    says: /no space left on device/,
    advice: () => "free some disk space: k6 could not write what it measured",
  },
];

export const afterK6Failed: Advice = ({ result }) => {
  for (const { says, advice } of knownErrors) {
    const found = firstOf(result, says);
    if (found !== undefined) return advice(found);
  }
  const code = result.run.k6ExitCode;
  if (code === null)
    return "k6 was killed or did not end in time: look for a lack of memory, and at the end of k6.log";
  if (code === 107) return "the script threw before it made load: its first error in k6.log names the line";
  return undefined;
};

export const afterNothingFinished: Advice = ({ result, scenario }) => {
  if (scenario === undefined) return undefined;
  const { started, failed, interrupted, planned, plannedSeconds, model } = scenario;
  if (started === 0 && model === "open")
    return `its rate makes ${planned ?? 0} iterations in ${plannedSeconds} s: raise ${lever(result, "rate")} or ${lever(result, "durationSeconds")}, and check the suite's timeUnit`;
  if (failed >= started && started > 0) return afterThrowing({ result, budgets: [], scenario });
  if (interrupted === 0) return undefined;
  const scale = numberOf(result, "thinkTimeScale") ?? 1;
  const pauses = scale > 1 ? `, or shorten its pauses with ${lever(result, "thinkTimeScale")}` : "";
  const fault = removeFaults(result, "hang", "delay");
  return (
    fault ??
    `one iteration takes longer than the ${plannedSeconds} s of the run: raise ${lever(result, "durationSeconds")}${pauses}`
  );
};

export const afterCutOff: Advice = ({ result }) => {
  const fault = removeFaults(result, "hang");
  if (fault !== undefined) return fault;
  const stop = numberOf(result, "gracefulStopSeconds");
  const timeout = numberOf(result, "requestTimeoutSeconds");
  if (stop !== undefined && timeout !== undefined && stop <= timeout)
    return `raise ${lever(result, "gracefulStopSeconds")} above ${lever(result, "requestTimeoutSeconds")}: a request that hangs is then recorded as one without an answer`;
  return `look for requests that hang; if one iteration really takes longer than that, raise ${lever(result, "gracefulStopSeconds")}`;
};

export const afterThrowing: Advice = ({ result }) => {
  const error = firstOf(result, /an iteration threw: ([^\n]+)/)?.[1];
  if (error === undefined) return undefined;
  return `mend what threw (k6.log names the line): ${error}`;
};

export const afterInterruption: Advice = ({ result: { run, settings } }) => {
  const left = Math.max(0, Math.round(run.plannedSeconds - run.durationSeconds));
  const shorter = settings.durationSeconds?.origin === "flag" ? "a shorter --duration" : "--duration";
  return left === 0
    ? undefined
    : `run it again and let it end by itself (up to ${left} s more), or plan less with ${shorter}`;
};

function firstOf({ log }: Result, says: RegExp): RegExpExecArray | undefined {
  for (const { message } of log) {
    const found = says.exec(message);
    if (found !== null) return found;
  }
  return undefined;
}
