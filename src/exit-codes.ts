// Every exit code that obcms-perf uses, one sentence each. k6's own codes keep their meaning.
// Read by cli.ts, the verdict's printer, `--help` and docs/exit-codes.

export const exitCodes = {
  pass: { code: 0, means: "PASS, or the command did what it was asked." },
  bug: { code: 1, means: "A bug of obcms-perf itself: please report it with the printed trace." },
  usage: { code: 2, means: "The command line is wrong: unknown command, flag or value." },
  invalid: { code: 90, means: "INVALID: the run proves nothing, and the reasons say why." },
  inconclusive: {
    code: 91,
    means: "INCONCLUSIVE: nothing broken was seen, but too little was measured to say PASS.",
  },
  refused: { code: 92, means: "The target was refused by the safety lock: nothing was sent." },
  doctor: { code: 93, means: "The doctor found a blocker." },
  outputs: {
    code: 94,
    means: "PASS, but a store that must hold the run (--require-outputs) does not hold all of it.",
  },
  notComparable: {
    code: 95,
    means: "Two runs cannot be compared: what shapes their figures differs, or one of them proves nothing.",
  },
  fail: { code: 99, means: "FAIL: a budget is broken." },
  configuration: {
    code: 104,
    means: "The configuration is wrong or something needed is missing on this machine.",
  },
  interrupted: {
    code: 105,
    means: "The run was interrupted; what was measured until then is in the run folder.",
  },
  script: { code: 107, means: "The k6 script itself failed, in its set-up or before its first iteration." },
} as const satisfies Record<string, { code: number; means: string }>;

export type ExitName = keyof typeof exitCodes;
