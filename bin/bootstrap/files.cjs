// Nothing half-made is ever seen in the cache: make it beside its place, then rename. Called by node.cjs.
"use strict";

const fs = require("fs");
const path = require("path");

const LEFTOVER_AGE_MS = 3600 * 1000;

/** Removes a folder and all in it; quiet when there is none. */
function removeTree(folder) {
  if (!fs.existsSync(folder)) return;
  // fs.rmSync is missing before Node 14.14.
  if (fs.rmSync) fs.rmSync(folder, { recursive: true, force: true });
  else fs.rmdirSync(folder, { recursive: true });
}

/** Removes what killed processes left behind in `parent` more than an hour ago. */
function removeLeftovers(parent) {
  if (!fs.existsSync(parent)) return;
  fs.readdirSync(parent)
    .filter((name) => name.endsWith(".tmp"))
    .map((name) => path.join(parent, name))
    .filter((folder) => Date.now() - fs.statSync(folder).mtimeMs > LEFTOVER_AGE_MS)
    .forEach(removeTree);
}

/** Renames a complete folder to its place; what is there already is damaged, or the caller would not have made it anew. */
function moveIntoPlace(temporary, folder) {
  removeTree(folder);
  fs.renameSync(temporary, folder);
}

module.exports = { removeTree, removeLeftovers, moveIntoPlace };
