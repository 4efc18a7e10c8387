#!/usr/bin/env node
// The command `obcms-perf`: src/cli.ts on a good Node, whatever Node started this file.
"use strict";

const path = require("path");
const { bootstrapAndRun, root } = require("./bootstrap.cjs");

bootstrapAndRun([path.join(root, "src", "cli.ts")].concat(process.argv.slice(2)));
