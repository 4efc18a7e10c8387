// The figures that the parts of a stored result are made of.

import { z } from "zod";

export const count = z.int().nonnegative();
/** Null where nothing was measured. */
export const milliseconds = z.number().nonnegative().nullable();
