// Whether a target would take a dataset's rows: what does not fit, all of it, before anything is loaded. Pure.

import type { Row } from "./row.ts";
import type { Target, TargetField } from "./target-models.ts";

export type Comparison = {
  add(row: Row): void;
  /** One line for each fault, in the order of their first rows. */
  faults(): string[];
};

export function compareWith({ models }: Pick<Target, "models">): Comparison {
  /** Each fault once, with the number of rows that have it. */
  const found = new Map<string, number>();
  const note = (fault: string): void => {
    found.set(fault, (found.get(fault) ?? 0) + 1);
  };
  const requiredOf = new Map(
    Object.entries(models).map(([model, fields]) => [
      model,
      Object.keys(fields).filter((name) => fields[name]?.required),
    ]),
  );
  return {
    add({ model, fields }) {
      const known = models[model];
      if (known === undefined) {
        note(`${model}: the target has no such model`);
        return;
      }
      for (const [name, value] of Object.entries(fields)) {
        const fault =
          known[name] === undefined ? "the target has no such field" : valueFault(known[name], value);
        if (fault !== undefined) note(`${model}.${name}: ${fault}`);
      }
      for (const name of requiredOf.get(model) ?? [])
        if (!(name in fields)) note(`${model}.${name}: the target requires it, and it is not given`);
    },
    faults: () => [...found].map(([fault, count]) => `${fault} (${count} rows)`),
  };
}

function valueFault(field: TargetField, value: unknown): string | undefined {
  if (field.many) return undefined;
  if (value === null || value === undefined) return field.null ? undefined : "the target allows no null";
  if (value === "" && field.blank) return undefined;
  if (field.choices.length > 0 && !field.choices.includes(value))
    return `${JSON.stringify(value)} is not allowed, only ${field.choices.join(", ")}`;
  if (field.max_length !== null && typeof value === "string" && value.length > field.max_length)
    return `longer than the target's ${field.max_length} characters`;
  return undefined;
}
