// The line of k6's log by which the suite tells the tool what stays on the target: written and read here.

export type Residue = { readonly endpoint: string; readonly id: string };

export function residueLine({ endpoint, id }: Residue): string {
  return `left behind: ${endpoint} ${id}`;
}

/** Undefined for any other message. */
export function parseResidue(message: string): Residue | undefined {
  const [, endpoint, id] = /^left behind: (\S+) (\S+)$/.exec(message) ?? [];
  return endpoint === undefined || id === undefined ? undefined : { endpoint, id };
}
