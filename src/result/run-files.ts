// The names of the files in a run folder, `reports/performance/runs/<id>/`.

export const runFiles = {
  /** What was planned: effective configuration without secrets, budgets, scenarios, versions. */
  plan: "plan.json",
  /** The environment file that k6 reads: effective values, no passwords. */
  environment: "environment.json",
  log: "k6.log",
  samples: "samples.json.gz",
  summary: "k6-summary.json",
  /** CPU time and memory of the k6 process, each second. */
  process: "k6-process.json",
  /** Rows of each table before the load and after it. */
  audit: "audit.json",
  /** What the tool did before the load and after it. */
  steps: "steps.json",
  result: "result.json",
  verdict: "verdict.json",
  report: "report.html",
} as const;

/** Only in the folder of a controlled run: how it was steered. */
export const steeringFile = "steering.json";

/** Only in the folder of a run for which a production was described: in what the target differed from it. */
export const parityRecord = "parity.json";

/** Only where the doctor looked before the run: what it found. */
export const doctorRecord = "doctor.json";

/** What probes saw of the target and of this machine. Always there on Linux, where the machine itself is watched. */
export const probesRecord = "probes.json";

/** Only where the gate decided on the run: what it decided, and which broken budgets were accepted. */
export const gateRecord = "gate.json";

/** Only of a run that was written to stores beside its folder: what they answered when they were asked after it. */
export const outputsRecord = "outputs.json";
