// How the HTML report looks: light, dark, narrow and printed. System fonts only, since nothing may be loaded.
// Colours are variables; the charts read them too. A tone is never the only sign: a word stands beside it.

export const style = `
:root {
  --page: #f5f6f8; --card: #ffffff; --text: #1b2330; --soft: #566173; --line: #dfe3ea; --tint: #f0f2f6; --accent: #1f5fbf;
  --good: #16703f; --good-tint: #e6f4ec; --bad: #b3261e; --bad-tint: #fcebe9;
  --void: #7a3fb0; --void-tint: #f3ebfa; --unsure: #8a5800; --unsure-tint: #fdf3dc;
  --chart-1: #1f5fbf; --chart-2: #c2410c; --chart-3: #0f8a7e; --chart-4: #8a4bbf; --chart-bad: #c4281f; --chart-limit: #6b7280;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --card: #181e28; --text: #e4e8ef; --soft: #9aa6b8; --line: #2c3542; --tint: #202835; --accent: #7fb0ff;
    --good: #5fd08f; --good-tint: #14301f; --bad: #ff8f86; --bad-tint: #3a1a18;
    --void: #c9a0f5; --void-tint: #2b1d3b; --unsure: #f0bd5a; --unsure-tint: #352812;
    --chart-1: #6ea8ff; --chart-2: #ff9a5c; --chart-3: #4fd1c0; --chart-4: #cf9cff; --chart-bad: #ff7a70; --chart-limit: #9aa6b8;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, footer { max-width: 1280px; margin: 0 auto; padding: 24px 20px 0; }
footer { padding-block: 24px 40px; color: var(--soft); font-size: 13px; }
h1, h2, h3, p, dl, dd, ul, ol, figure { margin: 0; padding: 0; }
h2 { font-size: 19px; letter-spacing: -.01em; margin-bottom: 12px; }
h3 { font-size: 14px; margin-bottom: 6px; }
section > :not(h2) + h3 { margin-top: 16px; }
code, pre { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px 22px; margin-top: 18px;
  scroll-margin-top: 8px; }
.helps { margin: 0 0 14px; padding-left: 22px; }
.helps li { margin: 3px 0; }
.helps .sub, .takeover { overflow-wrap: anywhere; }
.takeover { font-weight: 600; margin-bottom: 10px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; color: var(--soft); margin-bottom: 10px; }
figure + .legend { margin-top: 16px; }
.legend i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; }
.stack { display: flex; height: 13px; border-radius: 3px; overflow: hidden; }
td:has(> .stack) { min-width: 180px; }
.part-database { background: var(--chart-1); } .part-template { background: var(--chart-2); }
.part-cache { background: var(--chart-3); } .part-python { background: var(--chart-4); }
.part-outside { background: var(--chart-limit); }
.nothing { color: var(--soft); }
.sub { display: block; color: var(--soft); font-size: 12.5px; font-weight: 400; }
code.sub { overflow-wrap: break-word; font-size: 11.5px; }
.unit { color: var(--soft); font-weight: 400; font-size: .8em; }
.pale { color: var(--soft); }
.alert { color: var(--bad); }
.prose { display: block; min-width: 200px; color: var(--soft); font-size: 13px; }

.verdict { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 20px 32px; align-items: center;
  border: 1px solid var(--tone); border-left-width: 8px; border-radius: 12px; background: var(--tone-tint); padding: 24px 26px; }
.good { --tone: var(--good); --tone-tint: var(--good-tint); }
.bad { --tone: var(--bad); --tone-tint: var(--bad-tint); }
.void { --tone: var(--void); --tone-tint: var(--void-tint); }
.unsure { --tone: var(--unsure); --tone-tint: var(--unsure-tint); }
.verdict h1 { font-size: clamp(34px, 6vw, 52px); line-height: 1.1; letter-spacing: -.02em; color: var(--tone); }
.verdict .sign { display: inline-block; margin-right: .3em; }
.verdict .means { font-size: 18px; font-weight: 600; margin: 4px 0 10px; }
.verdict .facts { color: var(--soft); font-size: 14px; overflow-wrap: anywhere; }
.verdict .facts b { color: var(--text); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(2, minmax(132px, 1fr)); gap: 10px; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.tiles dt { color: var(--soft); font-size: 12.5px; }
.tiles dd { font-size: 22px; font-weight: 650; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tiles .pale { color: inherit; }

.reasons { list-style: none; display: grid; gap: 12px; }
.reasons li { border-left: 4px solid var(--tone); background: var(--tone-tint); border-radius: 0 8px 8px 0; padding: 10px 14px; }
.reasons .sentence { font-weight: 600; margin: 4px 0; overflow-wrap: anywhere; }
.badge { display: inline-block; white-space: nowrap; font-size: 12.5px; font-weight: 650; line-height: 1.4; padding: 1px 8px;
  border-radius: 99px; color: var(--tone); background: var(--tone-tint); border: 1px solid color-mix(in srgb, var(--tone) 35%, transparent); }
.tag { font-size: 11.5px; color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: 0 7px; }

nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 14px 4px 0; font-size: 14px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }

.bounds { display: inline-block; max-width: 150px; white-space: normal; }
.scroll + .scroll { margin-top: 18px; }
.scroll { overflow-x: auto; margin: 0 -22px; padding: 0 22px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding-bottom: 8px; }
caption span { display: inline-block; position: sticky; left: 0; max-width: min(calc(100vw - 56px), 1192px); }
th, td { text-align: left; vertical-align: top; padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 12.5px; font-weight: 600; color: var(--soft); vertical-align: bottom; }
thead th.number { white-space: normal; }
tbody th { font-weight: 600; min-width: 150px; }
#budgets tbody th[scope="row"] { min-width: 300px; width: 44%; }
tr.info th, tr.info td { color: var(--soft); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figure { white-space: nowrap; font-variant-numeric: tabular-nums; }
.status { white-space: nowrap; font-variant-numeric: tabular-nums; }
.status b { font-weight: 400; color: var(--soft); }
.number .sub { white-space: nowrap; }
.message { white-space: pre-wrap; overflow-wrap: anywhere; font-weight: 400; }
.meter { display: block; width: 84px; height: 4px; border-radius: 2px; background: var(--line); margin: 4px 0 0 auto; overflow: hidden; }
.meter i { display: block; height: 100%; background: var(--tone); }
th[data-sortable] { padding-block: 3px; }
th button { all: unset; cursor: pointer; padding: 4px 0; }
th button:hover { color: var(--text); }
th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
th button::after { content: "↕"; opacity: .4; margin-left: 4px; }
/* Before its button is made the heading keeps the room of the arrow. */
th[data-sortable]:not(:has(button)) { padding-block: 7px; }
th[data-sortable]:not(:has(button))::after { content: "↕"; margin-left: 4px; visibility: hidden; }
th[aria-sort="ascending"] button::after { content: "↑"; opacity: 1; }
th[aria-sort="descending"] button::after { content: "↓"; opacity: 1; }
th[aria-sort="ascending"] button, th[aria-sort="descending"] button { color: var(--text); }
details { margin-top: 14px; }
summary { cursor: pointer; color: var(--soft); font-size: 14px; }
details[open] summary { margin-bottom: 10px; }

.bar { display: flex; gap: 2px; height: 10px; border-radius: 5px; overflow: hidden; background: var(--tint); }
.bar i { min-width: 3px; }
i.expected { background: var(--good); } i.wrong_body { background: var(--unsure); } i.signed_out { background: var(--void); }
i.throttled { background: var(--accent); } i.no_answer { background: var(--soft); } i.unexpected { background: var(--bad); }
.answers { display: flex; flex-wrap: wrap; gap: 10px 28px; margin: 10px 0 20px; font-size: 14px; }
.answers div { max-width: 250px; }
.answers dt { font-weight: 600; }
.answers dt i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 7px; }
.answers dd { font-variant-numeric: tabular-nums; }
.answers .sub { line-height: 1.35; }

#parity td { min-width: 110px; max-width: 340px; }
#parity .reason { min-width: 200px; }
#configuration .message { display: block; min-width: 200px; }
#configuration tbody th code { white-space: nowrap; }
html:not(.scripted) .scripts { display: none; }
.scenario + .scenario { margin-top: 18px; padding-top: 18px; border-top: 1px solid var(--line); }
.scenario h3 { font-size: 16px; margin-bottom: 2px; overflow-wrap: anywhere; }
.scenario h3 code { font-weight: 400; color: var(--soft); }
.scenario .tag { font-weight: 400; }
.means { color: var(--soft); font-size: 14px; max-width: 90ch; }
.verdict .means { color: inherit; }
.counts { display: flex; flex-wrap: wrap; gap: 10px 28px; margin: 10px 0; }
.counts dt { color: var(--soft); font-size: 12.5px; }
.counts dd { font-size: 17px; font-weight: 600; font-variant-numeric: tabular-nums; }
.counts .pale { color: inherit; }
.pairs + .means { margin-top: 12px; }
.one-endpoint { margin-top: 22px; scroll-margin-top: 8px; }
.picker { display: flex; align-items: center; gap: 10px; font-weight: 600; margin-bottom: 10px; scroll-margin-top: 14px; }
select { font: inherit; font-weight: 400; min-width: 0; max-width: 100%; color: var(--text); background: var(--card); border: 1px solid var(--soft); border-radius: 8px;
  padding: 5px 8px; }
.spark { display: block; padding: 2px; border: 1px solid transparent; border-radius: 6px; background: none; cursor: pointer; }
.spark svg { display: block; width: 80px; height: 26px; }
html:not(.scripted) .spark { cursor: default; }
.scripted .spark:hover, .spark[aria-pressed="true"] { border-color: var(--accent); }
svg path { fill: none; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; vector-effect: non-scaling-stroke; stroke: var(--chart-1); }
svg .line-1 { stroke: var(--chart-1); } svg .line-2 { stroke: var(--chart-2); } svg .line-3 { stroke: var(--chart-3); }
svg .line-4 { stroke: var(--chart-4); } svg .line-5 { stroke: var(--chart-bad); } svg .line-6 { stroke: var(--chart-limit); }
svg .failed { stroke: var(--chart-bad); } svg .p50 { stroke: var(--chart-2); }
svg .p90 { stroke: var(--chart-3); } svg .p99 { stroke: var(--chart-4); }
noscript span { margin-right: 14px; font-size: 13px; color: var(--chart-1); }
noscript .line-2 { color: var(--chart-2); } noscript .line-3 { color: var(--chart-3); } noscript .line-4 { color: var(--chart-4); }
noscript .line-5 { color: var(--chart-bad); } noscript .line-6 { color: var(--chart-limit); }
noscript .failed { color: var(--chart-bad); } noscript .p50 { color: var(--chart-2); }
noscript .p90 { color: var(--chart-3); } noscript .p99 { color: var(--chart-4); }
noscript svg { display: block; width: 100%; border-left: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.scripted .plot { min-height: calc(var(--height) + 28px); }
.scripted [data-chart="own"] .plot { min-height: calc(var(--height) + 28px * round(up, var(--entries) / 3, 1)); }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 32px; margin-top: 16px; }
.charts figure { margin: 0; min-width: 0; }
@media (max-width: 1050px) { .charts { grid-template-columns: minmax(0, 1fr); } }
#target .scroll + .means { margin: 10px 0; }
#target .means + .scroll { margin-top: 10px; }
.statement { overflow-wrap: anywhere; font-weight: 400; }
th:has(.statement) { min-width: 260px; }
.folded { margin: 0; }
.folded[open] summary .statement { display: none; }
.folded[open] summary { margin: 0; }

figure { margin-top: 18px; }
figure:first-of-type { margin-top: 0; }
figcaption { font-size: 14px; margin-bottom: 4px; display: flow-root; }
figcaption span { color: var(--soft); font-size: 13px; }
figcaption label { float: right; color: var(--soft); font-size: 13px; cursor: pointer; }
.uplot { width: 100%; font-family: inherit; }
.u-legend { font-size: 13px; text-align: left; margin: 0; font-variant-numeric: tabular-nums; }
.u-legend th, .u-legend td { border: 0; padding: 2px 4px; vertical-align: baseline; min-width: 0; font-size: 13px; color: var(--soft); }
.u-legend .u-series:first-child .u-marker { display: none; }
.u-legend .u-value { display: inline-block; min-width: 72px; color: var(--text); }
[data-chart="own"] .u-value { min-width: 52px; }
.u-cursor-x, .u-cursor-y { border-color: var(--soft) !important; }
.u-select { background: color-mix(in srgb, var(--accent) 15%, transparent); }

.columns { columns: 420px 2; column-gap: 40px; }
.columns > div { break-inside: avoid; padding-bottom: 18px; }
.pairs > div { display: grid; grid-template-columns: minmax(140px, 34%) 1fr; gap: 12px; padding: 5px 0; border-bottom: 1px solid var(--line); font-size: 14px; }
.pairs dt { color: var(--soft); overflow-wrap: anywhere; }
.pairs dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
#not-tested .pairs dt { color: var(--text); font-weight: 600; }
pre { margin: 0; padding: 12px 14px; background: var(--tint); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.defects { padding-left: 20px; }

@media (max-width: 760px) {
  main, footer { padding-inline: 10px; }
  section { padding: 16px 14px; }
  .scroll { margin: 0 -14px; padding: 0 14px; }
  .verdict { grid-template-columns: minmax(0, 1fr); padding: 18px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .tiles dd { font-size: 19px; }
  tbody th, #budgets tbody th[scope="row"] { min-width: 132px; overflow-wrap: anywhere; }
  #budgets .badge { padding-inline: 5px; }
  #budgets code.sub { display: none; }
  figcaption label { float: none; display: block; }
  .scripted .plot { min-height: calc(var(--height) + 84px); }
  .scripted [data-chart="own"] .plot { min-height: calc(var(--height) + 28px * round(up, var(--entries) / 2, 1)); }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  body { background: #fff; font-size: 11px; }
  main, footer { max-width: none; padding-inline: 0; }
  section { border: 0; padding: 8px 0; }
  nav, figcaption label, .picker, th button::after { display: none; }
  /* A heading that is repeated on the next page is painted without its buttons. */
  th button { display: contents; }
  .scroll { overflow: visible; margin: 0; padding: 0; }
  table { font-size: 10px; }
  tr, figure, .reasons li { break-inside: avoid; }
  h2, caption { break-after: avoid; }
  thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
