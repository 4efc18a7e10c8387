// The programs that run in the target's shell: to load rows, and to put its tree of work items in order.

/** Follows the last row, with the number of rows before it. */
export const END = "OBCMS_PERF_END";

/**
 * `loaddata` alone would take a pipe that broke for the end of its rows, and store half a dataset. So they are gathered
 * first, and loaded only when the last line has come. Its own progress (verbosity 3) tells how far it is.
 */
export const loadProgram = `
import sys, tempfile
from django.core.management import call_command

with tempfile.NamedTemporaryFile(suffix=".jsonl") as rows:
    count, last = 0, b""
    for line in sys.stdin.buffer:
        if line.startswith(b"${END}"):
            last = line
            break
        rows.write(line)
        count += 1
    rows.flush()
    if last.split()[1:] != [str(count).encode()]:
        sys.exit(f"only {count} rows came, and then the connection broke")
    sys.stdout.reconfigure(write_through=True)
    call_command("loaddata", rows.name, verbosity=3)
`;

/** What loaddata has stored so far, and at its end; undefined before it stored anything. */
export function processedIn(output: string): number | undefined {
  const last = output.lastIndexOf("Processed ");
  const found = last < 0 ? null : /^Processed (\d+) object/.exec(output.slice(last));
  return found === null ? undefined : Number(found[1]);
}

export function installedIn(output: string): number | undefined {
  const found = /Installed (\d+) object/.exec(output);
  return found === null ? undefined : Number(found[1]);
}

/** Where rows of others are, or were changed since, the edges of ours overlap with theirs. OBCMS knows how to mend that. */
export const rebuildProgram = `
from django.apps import apps
apps.get_model("common.WorkItem").objects.rebuild()
`;
