// What the run did to the storage of uploads.

import type { ProbeReport } from "../../../result/probes.ts";
import { html, type Insert } from "../../escape.ts";
import { bytes, count } from "../../format.ts";

export function storagePart(report: ProbeReport<"storage">): Insert {
  const { filesBefore, filesAfter, bytesBefore, bytesAfter, emptiedBytes } = report;
  const rows: readonly (readonly [string, string])[] = [
    ["Files", `${count(filesBefore)} before the run, ${count(filesAfter)} after it`],
    ["Size", `${bytes(bytesBefore)} before the run, ${bytes(bytesAfter)} after it`],
    ["Emptied", `${bytes(emptiedBytes)} that no document had any more`],
  ];
  return html`<h3>Storage of uploads</h3>
<dl class="pairs">${rows.map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}
