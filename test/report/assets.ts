// uPlot's two files as the commands hand them to the report.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = (name: string): string =>
  readFileSync(fileURLToPath(import.meta.resolve(`uplot/dist/${name}`)), "utf8");

export const assets = { uplotJs: file("uPlot.iife.min.js"), uplotCss: file("uPlot.min.css") };
