// From whatever Node a machine has to the tool running on a good one with its dependencies in place.
// Called by obcms-perf.cjs and with-node.cjs; must parse and run on Node 12, hence CommonJS and older syntax.
"use strict";

const path = require("path");
const { cacheRoot } = require("./bootstrap/cache.cjs");
const { ensureDependencies } = require("./bootstrap/dependencies.cjs");
const { launch } = require("./bootstrap/launch.cjs");
const { findNode, thisHost } = require("./bootstrap/node.cjs");
const { BootstrapProblem } = require("./bootstrap/problem.cjs");

const root = path.dirname(__dirname);

/** Prepares the machine, runs `node ...args`, and ends this process with the exit code of that. */
async function bootstrapAndRun(args) {
  try {
    const prepared = await prepare({ root, host: thisHost(), env: process.env, stream: process.stderr });
    process.exitCode = await launch(prepared.node, args, prepared.env);
  } catch (error) {
    if (!(error instanceof BootstrapProblem)) throw error;
    process.stderr.write(`\n${error.toText()}\n`);
    process.exitCode = error.exitCode;
  }
}

/** The Node to use and the environment for what it starts. Says on `stream` only what takes time. */
async function prepare(options) {
  const cache = cacheRoot(options.env, options.host.platform);
  const say = (line) => options.stream.write(`${line}\n`);
  const context = { cache, say, ...options };
  const node = await findNode(context);
  const env = withNodeFirst(options.env, node, options.host.platform);
  await ensureDependencies({ ...context, env });
  return { node, env };
}

function withNodeFirst(env, node, platform) {
  // Windows spells it "Path", and a second key that differs in case only would win or lose at random.
  const key =
    Object.keys(env).find((name) => platform === "win32" && name.toUpperCase() === "PATH") || "PATH";
  const rest = env[key] ? path.delimiter + env[key] : "";
  return { ...env, [key]: path.dirname(node) + rest, OBCMS_PERF_NODE: node };
}

module.exports = { bootstrapAndRun, prepare, root };
