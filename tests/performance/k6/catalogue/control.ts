// What the suite and the tool agree on about steering a run of profile `controlled`: who asks whom, and how often.
// The tool serves, each virtual user asks for its orders; lib/control.ts is the one side, src/control the other.

/** Variables that tell k6 where the control endpoint is, and the token that it wants. Set by the tool alone. */
export const controlVariables = { url: "OBCMS_CONTROL_URL", token: "OBCMS_CONTROL_TOKEN" } as const;

/** On every sample of a turn that asks for orders. Such a turn carries no card, so no budget selects it. */
export const controlTag = { role: "control" } as const;

/** `work`: start iterations. `park`: start none, and ask again. */
export type Orders = "work" | "park";

/** A virtual user that works asks again after this many milliseconds, between two iterations. */
export const ASK_EVERY_MS = 150;

/** So long the endpoint holds the question of a virtual user that is to stay parked, milliseconds; it answers a change at once. */
export const HOLD_MS = 1000;

/** After a question that got no answer: the last orders hold for this many milliseconds, then it asks again. */
export const ASK_AGAIN_MS = 2000;
