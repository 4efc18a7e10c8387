#!/usr/bin/env node
// Runs any of the project's TypeScript files on a good Node: `node bin/with-node.cjs test/run.ts`.
"use strict";

const { bootstrapAndRun } = require("./bootstrap.cjs");

bootstrapAndRun(process.argv.slice(2));
