// What the suite and a target's overlay agree on: the header that asks for Server-Timing.

/** The request header that carries the setting `probeSecret`. Who does not send it learns nothing of the inside. */
export const PROBE_HEADER = "x-obcms-perf-probe";
