// The guide for a red run holds what it says: its commands exist, its links lead somewhere, and no reason is left out.

import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { reasons } from "../../src/verdict/reasons.ts";
import { tool } from "../load/process.ts";

const GUIDE = "reports/performance/INTERPRETING.md";
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...globSync(["docs/**/*.md", "reports/performance/*.md"], { cwd: projectFolder }),
];
const read = (file: string): string => readFileSync(join(projectFolder, file), "utf8");

test("every reason of a verdict stands in the guide, but for those that say all themselves", () => {
  const guide = read(GUIDE);
  // What a breakpoint is made to find, and what somebody asked to end a run by.
  const clear = ["breaking_point", "ended_by_budget", "budget_broken", "threshold_crossed"];
  const missing = Object.keys(reasons).filter(
    (name) => !guide.includes(`\`${name}\``) && !clear.includes(name),
  );
  assert.deepEqual(missing, []);
});

test("every reason, setting and file that the guide puts in backticks as one is there", () => {
  const named = [...read(GUIDE).matchAll(/^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name = ""]) => name),
  );
  assert.ok(named.length > 10);
  assert.deepEqual(
    named.filter((name) => !(name in reasons)),
    [],
  );
});

for (const file of documents)
  test(`links of ${file} lead to files`, () => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = ""]) => to);
    assert.deepEqual(
      links.filter((to) => !existsSync(join(projectFolder, dirname(file), to))),
      [],
    );
  });

type Line = { readonly command: readonly string[]; readonly flags: readonly string[] };

test("every obcms-perf command in the documents exists, with its flags", async () => {
  const lines = new Map<string, Set<string>>();
  for (const { command, flags } of documents.flatMap((file) => commandsIn(read(file)))) {
    const key = command.join(" ");
    lines.set(key, new Set([...(lines.get(key) ?? []), ...flags]));
  }
  assert.ok(lines.size > 25, `${lines.size} commands`);
  const wrong = await Promise.all(
    [...lines].map(async ([command, flags]) => {
      const { stdout, exitCode } = await tool([...command.split(" "), "--help"]).ended;
      if (exitCode !== 0 || !stdout.includes(`Usage: obcms-perf ${command}`))
        return [`obcms-perf ${command}`];
      return [...flags]
        .filter((flag) => !stdout.includes(flag))
        .map((flag) => `obcms-perf ${command} ${flag}`);
    }),
  );
  assert.deepEqual(wrong.flat(), []);
});

const groups = ["seed", "snapshot", "risk", "baseline", "ci"];

/** In blocks and in backticks; `k6` hands everything on, so it has no help of its own. `npm start --` is `run`. What stands behind `#` is a remark. */
function commandsIn(text: string): Line[] {
  const code = [...text.matchAll(/```sh\n(.*?)```|`([^`\n]+)`/gs)].map(
    ([, block, inline]) => block ?? inline ?? "",
  );
  return code
    .flatMap((part) => part.replaceAll("\\\n", " ").split(/\n|&&|\|\||;|\|/))
    .flatMap((line): Line[] => {
      const words = (line.split(/\s#\s/)[0] ?? "")
        .trim()
        .replace(/^(?:[A-Z_]+=\S* )*/, "")
        .replace(/^npm start(?: --)?/, "obcms-perf run")
        .replace(/^npx --no /, "")
        .split(/\s+/);
      if (
        words[0] !== "obcms-perf" ||
        words[1] === undefined ||
        words[1] === "k6" ||
        !/^[a-z0-9-]+$/.test(words[1])
      )
        return [];
      const isGroup =
        groups.includes(words[1]) &&
        /^[a-z]+$/.test(words[2] ?? "") &&
        !(words[1] === "snapshot" && !["list", "remove"].includes(words[2] ?? ""));
      const flags = words
        .filter((word) => /^--[a-z0-9-]+/.test(word))
        .map((word) => word.replace(/=.*$/, "").replace(/[^a-z0-9-].*$/, ""));
      return [{ command: words.slice(1, isGroup ? 3 : 2), flags }];
    });
}

test("the reading of commands sees flags, and not what is a remark", () => {
  const [line] = commandsIn("```sh\nX=1 npx --no obcms-perf risk new --run latest   # --nothing\n```");
  assert.deepEqual(line, { command: ["risk", "new"], flags: ["--run"] });
});
