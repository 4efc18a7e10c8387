// Where the tool keeps what it fetched: Node, k6 and its locks. One rule for the bootstrap and src/provision.
// Inside it: node/<version>-<platform>/, k6/<version>-<platform>/, locks/. Deleting it is always safe.
"use strict";

const os = require("os");
const path = require("path");

/** The cache folder for this environment, absolute; nothing is created. */
function cacheRoot(env, platform) {
  if (env.OBCMS_PERF_CACHE) return path.resolve(env.OBCMS_PERF_CACHE);
  // The XDG specification says that a relative value is to be ignored.
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) {
    return path.join(env.XDG_CACHE_HOME, "obcms-perf");
  }
  const home = os.homedir();
  const byPlatform = {
    win32: env.LOCALAPPDATA || path.join(home, "AppData", "Local"),
    darwin: path.join(home, "Library", "Caches"),
  };
  return path.join(byPlatform[platform] || path.join(home, ".cache"), "obcms-perf");
}

module.exports = { cacheRoot };
