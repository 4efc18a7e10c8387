// The HTML report as text: complete, self-contained, and nothing in a run can become markup of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { html, jsonData, scriptCode } from "../../src/report/escape.ts";
import { renderHtml } from "../../src/report/html.ts";
import { picture } from "../../src/report/picture.ts";
import { type Run, runs } from "../fixtures/report/runs.ts";
import { assets } from "./assets.ts";

const render = (run: Run): string => renderHtml({ ...run, assets });
/** Without the parts that are ours: code and rules hold `<` and addresses of their own. */
const markup = (run: Run): string => render(run).replace(/<(script|style)>[\s\S]*?<\/\1>/g, "<$1></$1>");

for (const [name, make] of Object.entries(runs)) {
  test(`the report of the ${name} run loads nothing: no address in it but its own sections and an empty icon`, () => {
    const page = markup(make());
    const addresses = [...page.matchAll(/<[^>]*?\s(?:href|src|srcset|action|data|poster)="([^"]*)"/g)].map(
      (match) => match[1] ?? "",
    );
    assert.deepEqual(
      addresses.filter((address) => !/^#[a-z-]+$/.test(address)),
      ["data:,"],
    );
    assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
    assert.doesNotMatch(render(make()), /@import|url\(/);
  });

  test(`every link of the ${name} report leads to a section that is there`, () => {
    const page = markup(make());
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    assert.ok(targets.length >= 9);
    assert.deepEqual(
      targets.filter((id) => !page.includes(`id="${id}"`)),
      [],
    );
  });

  test(`the ${name} report says its verdict, profile and run in its title`, () => {
    const { result, verdict } = make();
    const title = html`<title>${verdict.state} · ${result.run.profile} · ${result.run.id}</title>`;
    assert.ok(render({ result, verdict }).includes(title.markup));
  });
}

test("verdict and reasons come before everything else", () => {
  const page = markup(runs.slow());
  const order = [
    "verdict bad",
    "reasons",
    "budgets",
    "scenarios",
    "charts",
    "endpoints",
    "generator",
    "checks",
    "not-tested",
    "facts",
    "configuration",
    "log",
    "defects",
  ];
  const places = order.map((id, index) =>
    page.indexOf(index === 0 ? `class="${id}"` : `<section id="${id}"`),
  );
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
  );
  assert.ok(!places.includes(-1));
});

test("hostile names stay text", () => {
  const page = render(runs.hostile());
  assert.equal(page.match(/<script/g)?.length, 4, "the chart's data, uPlot and our own two scripts");
  assert.equal(page.match(/<\/script/g)?.length, 4);
  assert.doesNotMatch(page, /<script>alert|<img|<b>"|" onmouseover=/);
  assert.ok(page.includes("&#60;script&#62;alert(1)&#60;/script&#62;"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(page, /[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
});

test("an overridden limit says from what, a limit held by a hair is not rounded onto", () => {
  const page = markup(runs.slow());
  assert.match(
    page,
    /p\(95\) &#60; 300 ms<\/span><span class="sub">overridden from <span class="figure">&#60; 700 ms/,
  );
  assert.match(page, /<b>299\.97 ms<\/b>/);
});

test("what differs from production stands beside the verdict, the rest folded below it; a run without says that nobody described it", () => {
  const page = markup(runs.differing());
  const section = /<section id="parity".*?<\/section>/s.exec(page)?.[0] ?? "";
  assert.ok(page.indexOf(section) < page.indexOf('<section id="budgets"'));
  const [open = "", unseen = "", same = ""] = section.split("<details>");
  assert.match(open, /differs from production in 5 of 8 facts; 1 not observed\./);
  assert.equal(open.match(/<code>[a-z]+\.\w+<\/code><\/th>/gi)?.length, 5);
  assert.match(open, />1891<\/span> \(× 0\.095\)<span class="sub">by manage\.py/);
  assert.match(open, /their time grows with the number/);
  assert.match(unseen, /^<summary>1 not observed.*database\.replicas.*OBCMS_DATABASE_URL/s);
  assert.match(same, /^<summary>2 as in production.*webServer\.workerClass/s);
  assert.match(page, /href="#parity"/);
  assert.doesNotMatch(page, /No production was described/);
  const without = markup(runs.healthy());
  assert.match(without, /No production was described \(parityFile\)/);
  assert.doesNotMatch(without, /id="parity"|href="#parity"/);
});

test("each store is shown with what it holds and why it lacks something; a run without one has no such section", () => {
  const page = markup(runs.written());
  const section = /<section id="outputs".*?<\/section>/s.exec(page)?.[0] ?? "";
  const [, prometheus = "", influxdb = "", otel = ""] = section.split("<tr>").slice(1);
  assert.match(prometheus, /Prometheus.*127\.0\.0\.1:9090.*complete/s);
  assert.match(influxdb, /InfluxDB.*incomplete.*7 writes failed.*>7 × Couldn/s);
  assert.match(otel, /OpenTelemetry.*not known.*nobody can ask it/s);
  assert.match(page, /href="#outputs"/);
  const head = page.slice(0, page.indexOf('<section id="budgets"'));
  assert.match(head, /class="note">InfluxDB at http:\/\/127\.0\.0\.1:8086\/k6 does not hold the whole run/);
  assert.doesNotMatch(head, /class="note">(Prometheus|OpenTelemetry)/);
  assert.doesNotMatch(markup(runs.healthy()), /outputs"/);
});

test("an empty run says what is missing instead of showing empty tables and charts", () => {
  const page = markup(runs.empty());
  for (const sentence of [
    "No budget was judged in this run.",
    "No scenario was started.",
    "No second of load was recorded, so there is nothing to draw.",
    "No endpoint was called.",
    "No answer was checked.",
    "k6-summary.json is missing",
  ]) {
    assert.ok(page.includes(sentence), sentence);
  }
  assert.doesNotMatch(page, /<figure|<tbody>\s*<\/tbody>/);
  assert.ok(
    !render(runs.empty()).includes(assets.uplotJs),
    "uPlot is left out where there is nothing to draw",
  );
});

test("a run without timed answers and without VU samples says so, and keeps the chart it can draw", () => {
  const { result, verdict } = runs.interrupted();
  const nothing = { vus: null, p50: null, p90: null, p95: null, p99: null };
  const series = result.series.map((second) => ({ ...second, ...nothing }));
  const page = markup({ result: { ...result, series }, verdict });
  assert.equal(page.match(/<figure/g)?.length, 3, "one of the run, two of the chosen endpoint");
  assert.ok(page.includes("No expected answer was timed"));
  assert.ok(page.includes("k6 did not report its virtual users."));
});

test("seconds without a record become a gap, and the order of the seconds does not matter", () => {
  const { result, verdict } = runs.interrupted();
  const [first, , third] = result.series;
  assert.ok(first && third);
  const page = render({ result: { ...result, series: [{ ...third, t: 9 }, first] }, verdict });
  const data = /<script type="application\/json" id="chart-data">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
  const { t, requests } = JSON.parse(data) as { t: number[]; requests: (number | null)[] };
  assert.deepEqual(t, [0, 1, 9]);
  assert.deepEqual(requests, [first.requests, null, third.requests]);
});

test("the template escapes text and attributes, and leaves nothing for null, undefined and false", () => {
  const page = html`<p title="${`"'<>&`}">${["<b>", 1, null, undefined, false, html`<i>${"&"}</i>`]}</p>`;
  assert.equal(page.markup, `<p title="&#34;&#39;&#60;&#62;&#38;">&#60;b&#62;1<i>&#38;</i></p>`);
});

test("embedded data and code cannot end their element", () => {
  const data = jsonData({ name: "</script><!--\u2028" }).markup;
  assert.ok(!data.includes("<"));
  assert.deepEqual(JSON.parse(data), { name: "</script><!--\u2028" });
  assert.equal(scriptCode(`"</script>" + "<!--"`).markup, String.raw`"<\/script>" + "<\!--"`);
});

test("where iterations were dropped, each percentile is an interval, and no upper bound is said to be none", () => {
  const page = markup(runs.starved());
  assert.match(
    page,
    /<b class="bounds">from 224 ms, no upper bound<\/b><span class="sub">231 ms of what was sent/,
  );
  assert.match(page, /<b class="bounds">38\.2 ms to 61\.9 ms<\/b>/);
  assert.match(page, /7 iterations of 67 \(10\.4 %\) were never started/);
  assert.match(page, /below a p95 stand the bounds between which it lies, ∞ for no upper bound/);
  assert.doesNotMatch(markup(runs.healthy()), /no upper bound|were never started/);
});

test("each scenario says its executor, its model in a sentence, and how much of its plan took place", () => {
  const open = markup(runs.starved());
  assert.match(open, /<span class="tag">open<\/span> <code>ramping-arrival-rate<\/code>/);
  assert.match(open, /Percentiles are response times at that rate/);
  assert.match(open, /<dt>Started of planned<\/dt><dd>89\.6 %<\/dd>/);
  const closed = markup(runs.healthy());
  assert.match(closed, /Percentiles are response time per user, not at a rate/);
  assert.match(closed, /<dt>Planned<\/dt><dd>60 iterations<\/dd>/);
});

test("the generator's part says what was measured, and what was not", () => {
  const page = markup(runs.healthy());
  assert.match(page, /18\.3 % of 2 CPUs, 41\.2 % in its busiest second/);
  assert.match(page, /p\(95\) 1\.20 ms, p\(99\) 3\.10 ms, at most 7 ms, over 360 pauses/);
  assert.match(markup(runs.starved()), /<strong class="alert">91\.30 % of 2 CPUs/);
  const { result, verdict } = runs.healthy();
  const lag = { samples: 0, p50: null, p95: null, p99: null, max: null };
  const unknown = { ...result.generator, cpuShare: null, cpuPeakShare: null, maxRssBytes: null, lag };
  const blind = markup({ result: { ...result, generator: unknown }, verdict });
  assert.equal(blind.match(/<dd>not measured/g)?.length, 3);
});

test("where the time went: what would help most is named first, with what points at the cause", () => {
  const page = markup(runs.slow());
  assert.match(page, /<li><b>trends<\/b>: database, 19 s, 62\.0 % of all time in answers/);
  assert.match(
    page,
    /208 statements per answer, 199 of them repeated; statements grow with rows: 1\.0 for each row \(N\+1\)/,
  );
  assert.match(page, /208<span class="sub">199 repeated<\/span><span class="sub">1\.0 for each row<\/span>/);
  assert.match(page, /In 1 of 46 answers the remainder was negative/);
  assert.match(markup(runs.healthy()), /The target did not say: no answer had Server-Timing/);
});

test("configuration, tags and thresholds by role are there, with secrets as the result has them", () => {
  const page = markup(runs.slow());
  assert.match(page, /<code>personas\.staff\.password<\/code>.*?\*\*\*.*?environment variable/s);
  assert.match(page, /<dt>testid<\/dt><dd>20260302-091504-smoke-4f7c<\/dd>/);
  const captions = [...page.matchAll(/<caption><span><b>([^<]*)<\/b>/g)].map((match) => match[1]);
  assert.deepEqual(captions, ["Added by somebody", "Budgets", "Guards", "Placeholders"]);
});

test("without scripts there is a picture of each chart of the run, and of each endpoint", () => {
  const { result } = runs.healthy();
  const page = markup(runs.healthy());
  assert.equal(page.match(/<noscript><svg/g)?.length, 3);
  assert.equal(page.match(/class="spark"[^>]*><svg/g)?.length, result.endpoints.length);
});

test("a run of four hours makes no more points than pixels, and keeps its highest second", () => {
  const t = Array.from({ length: 14_400 }, (_, index) => index);
  const values = t.map((second) => (second === 7_777 ? 900 : second > 10_000 && second < 11_000 ? null : 10));
  const { markup } = picture(t, [{ name: "p95", values }], 96, 26);
  const points = [...markup.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  assert.ok(points.length > 60 && points.length <= 100, `${points.length}`);
  assert.equal(Math.min(...points.map(([, y]) => y ?? 0)), 2);
  assert.equal(markup.match(/M/g)?.length, 2, "the gap stays a gap");
});
