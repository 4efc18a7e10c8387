import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { cacheRoot } from "../../bin/bootstrap/cache.cjs";

const bin = fileURLToPath(new URL("../../bin/", import.meta.url));
const files = readdirSync(bin, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".cjs"));

/** What Node 12 cannot parse or load, and an editor's quick fix readily puts in. */
const tooNew: [what: string, pattern: RegExp][] = [
  ["optional chaining", /\?\.[A-Za-z_[(]/],
  ["nullish coalescing", /\?\?/],
  ["logical assignment", /(\|\||&&)=/],
  ["a private field", /[\s.]#[a-z]\w*\s*[=(;]/],
  ["the node: protocol", /require\("node:/],
  ["replaceAll, at() or structuredClone", /\.replaceAll\(|\.at\(|structuredClone/],
];
for (const [what, pattern] of tooNew) {
  test(`bin/ runs on Node 12: no ${what}`, () => {
    assert.ok(files.length > 5);
    const found = files.filter((file) => pattern.test(readFileSync(join(bin, file), "utf8")));
    assert.deepEqual(found, []);
  });
}

const home = homedir();
const places: [sentence: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform, place: string][] = [
  ["OBCMS_PERF_CACHE wins", { OBCMS_PERF_CACHE: "/a", XDG_CACHE_HOME: "/b" }, "linux", "/a"],
  ["XDG_CACHE_HOME is next", { XDG_CACHE_HOME: "/b" }, "darwin", "/b/obcms-perf"],
  ["a relative XDG_CACHE_HOME is ignored", { XDG_CACHE_HOME: "b" }, "linux", `${home}/.cache/obcms-perf`],
  ["Linux", {}, "linux", `${home}/.cache/obcms-perf`],
  ["macOS", {}, "darwin", `${home}/Library/Caches/obcms-perf`],
  ["Windows", { LOCALAPPDATA: "/local" }, "win32", "/local/obcms-perf"],
  ["Windows without LOCALAPPDATA", {}, "win32", `${home}/AppData/Local/obcms-perf`],
];
for (const [sentence, env, platform, place] of places) {
  test(`the cache's place: ${sentence}`, () => assert.equal(cacheRoot(env, platform), place));
}
