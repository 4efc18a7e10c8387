// How many samples say something, by what is asked of them. Budgets take their minimums from here.

/** Smallest n for which the largest of n samples bounds the 95th percentile with 95 % confidence: 0.95^59 = 0.0485 (Wilks 1941). */
export const SAMPLES_FOR_P95 = 59;
/** Samples without a failure from which a share below 1 % follows with 95 % confidence: the rule of three, 3 / 0.01. */
export const SAMPLES_FOR_ONE_PERCENT = 300;
/** The same rule for half a percent: 3 / 0.005. */
export const SAMPLES_FOR_HALF_A_PERCENT = 600;
/** How many statements a page executes follows from the data and not from chance: a few samples tell. */
export const SAMPLES_FOR_STATEMENTS = 10;
/** Iterations below which "none threw" says little; also what a smoke run of one minute reaches. */
export const ITERATIONS = 10;
