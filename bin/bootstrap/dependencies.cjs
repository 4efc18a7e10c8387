// Decides whether node_modules is what package-lock.json says, and runs `npm ci` when it is not. Called by bootstrap.cjs.
// The stamp inside node_modules is written last, so an interrupted `npm ci` leaves none.
"use strict";

const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const { withLock } = require("./lock.cjs");
const { runNpm } = require("./npm.cjs");

/** Makes the dependencies of `context.root` complete; `context.env` has the good Node first on PATH. */
async function ensureDependencies(context) {
  const stampFile = path.join(context.root, "node_modules", ".obcms-perf-stamp");
  const wanted = stampFor(context);
  if (read(stampFile) === wanted) return;

  const lockName = `npm-ci-${sha256(fs.realpathSync(context.root)).slice(0, 16)}`;
  const onWait = () => context.say("  waiting for another obcms-perf that runs npm ci here …");
  await withLock(context.cache, lockName, { onWait }, async () => {
    if (read(stampFile) === wanted) return;
    await runNpm({
      step: "install dependencies (npm ci)",
      // Without development dependencies (NODE_ENV=production) `npm test` and `npm run check` would not run.
      args: ["ci", "--include=dev"],
      cwd: context.root,
      env: context.env,
      platform: context.host.platform,
      stream: context.stream,
      fix: "check the network and npm's registry setting, then run the same command again",
    });
    fs.mkdirSync(path.dirname(stampFile), { recursive: true });
    fs.writeFileSync(stampFile, wanted);
  });
}

/** The platform belongs to it: a checkout can be shared with a container, and some packages are binaries. */
function stampFor(context) {
  const lockFile = fs.readFileSync(path.join(context.root, "package-lock.json"));
  return `${sha256(lockFile)} ${context.host.platform}-${context.host.arch}\n`;
}

function sha256(bytes) {
  return crypto.createHash("sha256").update(bytes).digest("hex");
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

module.exports = { ensureDependencies };
