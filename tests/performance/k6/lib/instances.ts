// How many instances of k6 share this test, each with a segment of it. Asked by setup(), which every instance runs.

import exec from "k6/execution";

/** 1 unless k6 was started with `--execution-segment`, and best with `--execution-segment-sequence` beside it. */
export function instancesOfTest(): number {
  const { executionSegment, executionSegmentSequence } = exec.test.options as {
    executionSegment?: string | null;
    executionSegmentSequence?: string | null;
  };
  if (executionSegmentSequence) return executionSegmentSequence.split(",").length - 1;
  if (!executionSegment) return 1;
  const [from = 0, to = 1] = executionSegment.split(":").map(numberOf);
  return Math.ceil(1 / (to - from));
}

/** `1/3`, `0.25` or `25%`. */
function numberOf(text: string): number {
  const [above = "", below] = text.replace("%", "/100").split("/");
  return Number(above) / Number(below ?? 1);
}
