// What stops the bootstrap, in the same three lines as src/problem.ts prints.
// Thrown by its parts; printed and turned into exit code 104 (configuration) by bootstrap.cjs.
"use strict";

class BootstrapProblem extends Error {
  constructor(parts) {
    super(parts.what);
    this.name = "BootstrapProblem";
    this.saw = parts.saw;
    this.fix = parts.fix;
    this.exitCode = parts.exitCode || 104;
  }

  toText() {
    return [`✗ ${this.message}`, `    saw  ${indent(this.saw)}`, `    do   ${indent(this.fix)}`].join("\n");
  }
}

function indent(text) {
  return text.trim().split("\n").join("\n         ");
}

module.exports = { BootstrapProblem };
