// One process at a time does a slow thing (npm ci, fetching Node or k6); the others wait and then find it done.
// A lock is a folder in the cache whose age its holder keeps young, so that a killed holder does not block for ever.
// Works across containers that share the cache, where process ids mean nothing.
"use strict";

const fs = require("fs");
const path = require("path");

const POLL_MS = 200;
const HEARTBEAT_MS = 2000;
const STALE_MS = 15000;

/**
 * Runs `work` while holding the lock `name`. `onWait` is called once if somebody else holds it.
 * `signal`, when aborted, ends the waiting with the signal's reason.
 */
async function withLock(cache, name, options, work) {
  const folder = path.join(cache, "locks", name);
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const signal = options.signal || { aborted: false };
  let waited = false;
  while (!tryToTake(folder)) {
    if (signal.aborted) throw signal.reason;
    if (!waited) options.onWait();
    waited = true;
    dropIfStale(folder);
    await sleep(POLL_MS);
  }
  const heartbeat = setInterval(() => touch(folder), HEARTBEAT_MS);
  const release = () => {
    clearInterval(heartbeat);
    remove(folder);
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

function tryToTake(folder) {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    // EPERM: Windows, while another process is still removing the folder.
    if (error.code === "EEXIST" || error.code === "EPERM") return false;
    throw error;
  }
}

function dropIfStale(folder) {
  try {
    if (Date.now() - fs.statSync(folder).mtimeMs > STALE_MS) fs.rmdirSync(folder);
  } catch {
    // Released or dropped by another waiter in the meantime: the next try to take it decides.
  }
}

function touch(folder) {
  try {
    fs.utimesSync(folder, new Date(), new Date());
  } catch {
    // The whole cache was deleted under us; the work itself will say so.
  }
}

function remove(folder) {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Already gone.
  }
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

module.exports = { withLock };
