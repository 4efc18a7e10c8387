// How unwell the generator may be before a run measures it instead of the target. Read by the rule and its advice.

export const generatorLimits = {
  /**
   * The 95th percentile of scheduling lag, as a share of the tightest latency limit of the run. A pause of a journey
   * and the reading of an answer wait for the same scheduler, so a lag of this size is in the latencies as well. It is
   * relative, because what spoils a budget of 50 ms does nothing to one of 5 s. A quarter, by judgement between two
   * measurements on 2 CPUs with a limit of 500 ms: beside two to four processes that wanted every processor for
   * themselves it was 3 to 69 ms, and for k6 stopped for 300 ms in every second 250 ms or more.
   */
  lagShare: 0.25,
  /** Pauses from which the 95th percentile of their lag is worth a judgement: 0.95^59 < 5 % (Wilks 1941), as for budgets. */
  minLagSamples: 59,
  /**
   * CPU time of k6 while it made load, as a share of the CPUs that it may use. k6's documentation on large tests asks
   * for at least 20 % idle, or its times grow. Of k6 alone and not of the host: the embedded target shares the machine,
   * and neighbours that hold k6 up show in its lag.
   */
  cpuShare: 0.8,
} as const;
