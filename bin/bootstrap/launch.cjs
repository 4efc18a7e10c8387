// Starts Node on the tool's TypeScript and stays until it ends: same terminal, same signals, same exit code.
// Called by bootstrap.cjs.
"use strict";

const os = require("os");
const { spawn } = require("child_process");

// node:sqlite and type stripping announce themselves as experimental on each start in some 22.x and 24.x.
const NODE_FLAGS = ["--disable-warning=ExperimentalWarning"];

/** Resolves to the exit code that this process should end with. */
function launch(node, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, NODE_FLAGS.concat(args), { stdio: "inherit", env });
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    process.on("SIGHUP", () => child.kill("SIGHUP"));
    process.on("SIGINT", () => {
      // A terminal's Ctrl-C reaches the child too, and a second one would mean "stop at once".
      if (!hasTerminal()) child.kill("SIGINT");
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal ? 128 + os.constants.signals[signal] : code));
  });
}

function hasTerminal() {
  return [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
}

module.exports = { launch };
