// The names of the files in a run folder, `reports/performance/runs/<id>/`.

export const runFiles = {
  /** What was planned: effective configuration without secrets, budgets, scenarios, versions. */
  plan: "plan.json",
  /** The environment file that k6 reads: effective values, no passwords. */
  environment: "environment.json",
  log: "k6.log",
  samples: "samples.json.gz",
  summary: "k6-summary.json",
  result: "result.json",
  verdict: "verdict.json",
  report: "report.html",
} as const;
