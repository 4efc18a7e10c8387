// What the run left on the target for good: how much, by which endpoint, why it stays, and the ids to find it by; and
// beside what journeys announced, the differences in the number of rows that the audit counted.

import type { Endpoint } from "../../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import type { Result } from "../../result/result.ts";
import { type AuditView, type Difference, signed, viewAudit } from "../audit-view.ts";
import { type Html, html } from "../escape.ts";
import { count, counted, moment } from "../format.ts";
import { type Column, nothing, section, table } from "./frame.ts";

/** Ids that are shown of one endpoint; result.json has all. */
const SHOWN = 50;

export function residueSection({ residue, audit, notTested, target }: Result): Html {
  const groups = [...Map.groupBy(residue, ({ endpoint }) => endpoint)];
  const body =
    groups.length === 0
      ? nothing("Nothing, as far as the suite knows.")
      : groups.map(
          ([endpoint, rows]) => html`<details>
<summary>${count(rows.length)} × <code>${endpoint}</code>: ${reasonOf(endpoint)}</summary>
<p><code>${idsOf(rows)}</code></p>
</details>
`,
        );
  const unaudited = notTested.find(({ kind }) => kind === "audit")?.why ?? "this run was not audited";
  return section("residue", "Left on the target", [
    html`<h3>What journeys announced</h3>\n`,
    body,
    html`<h3>What was counted</h3>\n`,
    audit === undefined ? nothing(`Nobody counted rows: ${unaudited}.`) : auditPart(audit, target.kind),
  ]);
}

function auditPart(audit: NonNullable<Result["audit"]>, target: Result["target"]["kind"]): Html[] {
  const { left, grown, sentence, offer } = viewAudit(audit);
  const { before, after, of, uncounted } = audit;
  const moments = `Counted in ${of}: ${count(before.rows)} rows at ${moment(before.at)}, ${count(after.rows)} at ${moment(after.at)}.`;
  return [
    html`<p>${sentence[0]?.toUpperCase()}${sentence.slice(1)}. ${moments} A changed value in a row is not seen.${target === "stand-in" && " The embedded target's database is gone with the run."}</p>\n`,
    ...(offer === undefined ? [] : [offerPart(offer)]),
    ...(left.length === 0
      ? []
      : [
          table({
            label: "Rows left or taken away",
            caption: "Greatest difference first.",
            columns,
            rows: left,
          }),
        ]),
    ...(grown.length === 0
      ? []
      : [
          html`<details><summary>${counted(grown.length, "table")} that every run makes longer</summary>
${table({ label: "Tables that grow by design", caption: "Nobody has to take these rows away.", columns: [...columns, reasonColumn], rows: grown })}</details>\n`,
        ]),
    ...(uncounted.length === 0
      ? []
      : [html`<p>Not counted: ${uncounted.map(({ name, why }) => `${name} (${why})`).join(", ")}.</p>\n`]),
  ];
}

function offerPart({ before, command, after }: NonNullable<AuditView["offer"]>): Html {
  return html`<p>${before}<code>${command}</code>${after}.</p>\n`;
}

const columns: readonly Column<Difference>[] = [
  {
    title: "Table",
    names: true,
    cell: ({ table }) => html`<code>${table}</code>`,
    sortBy: ({ table }) => table,
  },
  { title: "Before", numeric: true, cell: ({ before }) => count(before), sortBy: ({ before }) => before },
  { title: "After", numeric: true, cell: ({ after }) => count(after), sortBy: ({ after }) => after },
  { title: "Change", numeric: true, cell: ({ change }) => signed(change), sortBy: ({ change }) => change },
];

const reasonColumn: Column<Difference> = {
  title: "Why it grows",
  cell: ({ growsByDesign }) => growsByDesign,
};

function idsOf(rows: Result["residue"]): string {
  const ids = rows.slice(0, SHOWN).map(({ id }) => id);
  return [...ids, ...(rows.length > SHOWN ? ["… result.json has all"] : [])].join(" ");
}

/** A stored run may name an endpoint that the catalogue no longer has. */
function reasonOf(endpoint: string): string {
  const row: Endpoint | undefined = endpoints[endpoint as EndpointName];
  return row?.residue ?? "the catalogue no longer has it";
}
