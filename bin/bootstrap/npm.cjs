// Runs npm as one visible step; silent when it works, and shows npm's own words when it does not.
// Called by node.cjs (fetch Node) and dependencies.cjs (npm ci).
"use strict";

const os = require("os");
const path = require("path");
const { spawn } = require("child_process");
const { BootstrapProblem } = require("./problem.cjs");
const { startStep } = require("./progress.cjs");

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const COMMON_ARGS = ["--no-audit", "--no-fund", "--no-update-notifier"];

/** Resolves when npm ends with 0; otherwise rejects with a BootstrapProblem. `args` are plain words. */
async function runNpm(options) {
  const endStep = startStep(options.step, options.stream, options.env);
  const outcome = await run(options.args.concat(COMMON_ARGS), options);
  endStep(outcome.code === 0);
  if (outcome.code === 0) return;
  if (outcome.signal) {
    throw new BootstrapProblem({
      what: `${options.step} was interrupted.`,
      saw: outcome.signal,
      fix: "run the same command again; nothing half-done was kept",
      exitCode: 128 + os.constants.signals[outcome.signal],
    });
  }
  throw new BootstrapProblem({
    what: `${options.step} failed.`,
    saw: `${outcome.error || `npm ${options.args[0]} ended with ${outcome.code}`}\n${outcome.output}`,
    fix: outcome.error ? "install npm (it comes with Node), then run the same command again" : options.fix,
  });
}

function run(args, options) {
  const npm = findNpm(options.env, options.platform);
  return new Promise((resolve) => {
    const child = spawn(npm.command, npm.args.concat(args), {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: npm.shell,
    });
    let output = "";
    let signal;
    const stop = (name) => {
      signal = name;
      child.kill("SIGTERM");
    };
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    SIGNALS.forEach((name) => {
      process.on(name, stop);
    });
    const end = (outcome) => {
      SIGNALS.forEach((name) => {
        process.removeListener(name, stop);
      });
      resolve(outcome);
    };
    child.on("error", (error) => end({ error: `npm could not be started: ${error.message}`, output }));
    child.on("close", (code) => end({ code: signal ? 1 : code, signal, output }));
  });
}

/** Under `npm start` the running npm is used; npm_execpath of another package manager is not npm. */
function findNpm(env, platform) {
  const running = env.npm_execpath;
  if (running && /^npm-cli\.c?js$/.test(path.basename(running))) {
    // The good Node once there is one: packages that need it would be warned about under the host's.
    return { command: env.OBCMS_PERF_NODE || process.execPath, args: [running], shell: false };
  }
  // Node refuses to start a .cmd file without a shell; args hold no space or quote, so none is needed.
  if (platform === "win32") return { command: "npm.cmd", args: [], shell: true };
  return { command: "npm", args: [], shell: false };
}

module.exports = { runNpm };
