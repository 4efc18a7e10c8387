// The workflow in the repository that it is for: where it stands there, how it finds the tool, and what git would leave out.
// Pure; `ci install` reads, asks git, and writes.

/** Where GitHub looks. */
export const WORKFLOW = ".github/workflows/performance.yml";
/** The line of the workflow that says where the tool is, from the root of the repository. */
const TOOL_LINE = /^( +OBCMS_PERF: ).*$/m;

/** `tool`: its folder from the repository's root, `.` where they are the same. */
export function workflowFor(source: string, tool: string): string {
  if (!TOOL_LINE.test(source)) throw new Error("ci/performance.yml has no line OBCMS_PERF");
  return source.replace(TOOL_LINE, `$1${JSON.stringify(tool)}`);
}

/** Files that the workflow needs; git leaves out what a pattern of OBCMS's own .gitignore fits (`lib/`, `.github/`). */
export function neededFiles(tool: string): string[] {
  const inTool = (path: string): string => (tool === "." ? path : `${tool}/${path}`);
  return [
    WORKFLOW,
    inTool("bin/obcms-perf.cjs"),
    inTool("ci/critical-paths.json"),
    inTool("tests/performance/k6/lib/client.ts"),
    inTool("bench/lib/bench.ts"),
    inTool("deploy/compose.yaml"),
    inTool("package-lock.json"),
  ];
}

/** One of `git check-ignore -v`: which pattern of which file leaves which path out. */
export type Ignored = { readonly path: string; readonly pattern: string; readonly where: string };

/** Lines of `git check-ignore --verbose --non-matching`: `source:line:pattern<TAB>path`, `::<TAB>path` where nothing fits. */
export function readIgnored(output: string): Ignored[] {
  return output.split("\n").flatMap((line) => {
    const [rule, path] = line.split("\t");
    const found = /^(?<where>.+:\d+):(?<pattern>.*)$/.exec(rule ?? "")?.groups;
    if (path === undefined || found === undefined) return [];
    const { where = "", pattern = "" } = found;
    // A pattern with `!` lets it in again.
    return pattern.startsWith("!") ? [] : [{ path, pattern, where }];
  });
}

/** Lines for the end of a .gitignore: a folder has to be let in before what is in it. */
export function lettingIn(ignored: readonly Ignored[]): string[] {
  const paths = ignored.flatMap(({ path }) => {
    const parts = path.split("/");
    return parts
      .slice(0, -1)
      .map((_, at) => `!/${parts.slice(0, at + 1).join("/")}/`)
      .concat(`!/${path}`);
  });
  return [...new Set(paths)];
}
