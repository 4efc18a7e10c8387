// In which second of the run a sample belongs, and whether the machine's clock was changed while it ran.
// k6 stamps samples by the wall clock; its durations and ours are measured by a clock that nobody can set.

/** k6 writes samples of one moment in no strict order and in heaps; a real change of the clock is larger, milliseconds. */
const TOLERANCE_MS = 5_000;

export class RunClock {
  readonly #startMs: number;
  readonly #lastSecond: number;
  #latestMs = Number.NEGATIVE_INFINITY;
  #backMs = 0;
  #outside = 0;

  /** `startMs`: when the run began, milliseconds since the epoch. `durationMs`: how long it took. */
  constructor(startMs: number, durationMs: number) {
    this.#startMs = startMs;
    this.#lastSecond = Math.max(0, Math.ceil(durationMs / 1000));
  }

  /** Never outside the run, so that a wrong date cannot make a million empty seconds. */
  secondOf(timeMs: number): number {
    const sinceStart = timeMs - this.#startMs;
    if (sinceStart < -TOLERANCE_MS || sinceStart > this.#lastSecond * 1000 + TOLERANCE_MS) this.#outside += 1;
    this.#backMs = Math.max(this.#backMs, this.#latestMs - timeMs);
    this.#latestMs = Math.max(this.#latestMs, timeMs);
    return Math.min(this.#lastSecond, Math.max(0, Math.floor(sinceStart / 1000)));
  }

  /** A sentence where the clock was changed; the seconds of the run are not to be believed then. */
  defect(): string | undefined {
    const signs = [
      ...(this.#outside > 0 ? [`${this.#outside} samples are stamped outside the run`] : []),
      ...(this.#backMs > TOLERANCE_MS ? [`the time goes back by ${Math.round(this.#backMs / 1000)} s`] : []),
    ];
    return signs.length === 0 ? undefined : `the clock was changed during the run: ${signs.join(", ")}`;
  }
}
