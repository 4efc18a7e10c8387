// Decides which Node runs the tool: the host's own, the one in the cache, or one fetched from npm. Called by bootstrap.cjs.
// The fetched one lives in the tool's cache and never among the project's dependencies.
"use strict";

const fs = require("fs");
const path = require("path");
const { execFileSync } = require("child_process");
const { withLock } = require("./lock.cjs");
const { LOWEST_NODE, nodePins, installCommands } = require("./node-pins.cjs");
const { runNpm } = require("./npm.cjs");
const { BootstrapProblem } = require("./problem.cjs");
const { removeTree, removeLeftovers, moveIntoPlace } = require("./files.cjs");

/** What matters about the Node that runs now, as a value so that tests can put another in its place. */
function thisHost() {
  return {
    version: process.versions.node,
    execPath: process.execPath,
    platform: process.platform,
    arch: process.arch,
    hasMusl,
  };
}

/** The path of a Node that is new enough. Throws a BootstrapProblem where there is none to be had. */
async function findNode(context) {
  const host = context.host;
  if (isNewEnough(host.version)) return host.execPath;
  const pin = pinFor(host);
  const folder = path.join(context.cache, "node", `${pin.version}-${host.platform}-${host.arch}`);
  const binary = path.join(folder, "node_modules", pin.package, pin.binary);
  if (fs.existsSync(binary)) return binary;

  const onWait = () => context.say("  waiting for another obcms-perf that fetches Node …");
  return withLock(context.cache, "node", { onWait }, async () => {
    if (!fs.existsSync(binary)) await fetchNode(pin, folder, context);
    return binary;
  });
}

function isNewEnough(version) {
  const parts = version.split(".").map((part) => parseInt(part, 10));
  const differing = LOWEST_NODE.findIndex((lowest, index) => parts[index] !== lowest);
  return differing === -1 || parts[differing] > LOWEST_NODE[differing];
}

function pinFor(host) {
  const key = `${host.platform}-${host.arch}`;
  const musl = host.platform === "linux" && host.hasMusl();
  const pin = nodePins[key];
  if (pin && !musl) return pin;
  throw new BootstrapProblem({
    what: `Node ${host.version} is too old, and npm has no Node for ${key}${musl ? " with musl" : ""}.`,
    saw: `needed: Node >= ${LOWEST_NODE.join(".")}; packages exist for ${Object.keys(nodePins).join(", ")}`,
    fix: installCommands[musl ? "linux-musl" : host.platform] || installCommands.other,
  });
}

async function fetchNode(pin, folder, context) {
  const temporary = `${folder}.${process.pid}-${Date.now()}.tmp`;
  removeLeftovers(path.dirname(folder));
  writeNpmProject(temporary, pin);
  try {
    await runNpm({
      step: `fetch Node ${pin.version} (npm package ${pin.package}; the host has ${context.host.version})`,
      args: ["ci", "--ignore-scripts"],
      cwd: temporary,
      env: context.env,
      platform: context.host.platform,
      stream: context.stream,
      fix: `check the network and npm's registry setting, or install Node ${LOWEST_NODE.join(".")} or newer yourself`,
    });
    checkIntegrity(temporary, pin);
    checkThatItRuns(path.join(temporary, "node_modules", pin.package, pin.binary), pin, context.host);
    moveIntoPlace(temporary, folder);
  } finally {
    removeTree(temporary);
  }
}

/** A lock file that holds our pin makes npm itself refuse a tarball with other bytes, before unpacking it. */
function writeNpmProject(folder, pin) {
  const root = { name: "obcms-perf-node", private: true, dependencies: { [pin.package]: pin.version } };
  const entry = { version: pin.version, integrity: pin.integrity };
  const packages = { "": root, [`node_modules/${pin.package}`]: entry };
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(root));
  fs.writeFileSync(
    path.join(folder, "package-lock.json"),
    JSON.stringify({ name: root.name, lockfileVersion: 3, requires: true, packages }),
  );
}

/** Guards against an `npm` that is not npm and ignores the lock file. */
function checkIntegrity(folder, pin) {
  const recorded = path.join(folder, "node_modules", ".package-lock.json");
  const entries = fs.existsSync(recorded) ? JSON.parse(fs.readFileSync(recorded, "utf8")).packages : {};
  const entry = entries[`node_modules/${pin.package}`] || {};
  if (entry.integrity === pin.integrity) return;
  throw new BootstrapProblem({
    what: `The Node that npm installed is not the pinned ${pin.package}@${pin.version}.`,
    saw: `integrity ${entry.integrity}, expected ${pin.integrity}`,
    fix: `check which registry npm uses (npm config get registry), or install Node ${LOWEST_NODE.join(".")}`,
  });
}

function checkThatItRuns(binary, pin, host) {
  let saw;
  try {
    saw = execFileSync(binary, ["--version"], { encoding: "utf8", timeout: 10000, stdio: "pipe" }).trim();
  } catch (error) {
    saw = error.message;
  }
  if (saw === `v${pin.version}`) return;
  throw new BootstrapProblem({
    what: `The fetched Node ${pin.version} does not run on this machine.`,
    saw,
    fix: installCommands[host.platform] || installCommands.other,
  });
}

/** Alpine and its like: the packages of npm are linked against glibc. */
function hasMusl() {
  if (!process.report) return false;
  process.report.excludeNetwork = true; // looking up interface names can take seconds
  return !process.report.getReport().header.glibcVersionRuntime;
}

module.exports = { findNode, thisHost, isNewEnough };
