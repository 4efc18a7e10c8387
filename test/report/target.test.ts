// What the report says of the target meanwhile: a part for each probe that saw something and none for others, curves with
// their gaps, what would help most, and when waiting took over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { helps } from "../../src/report/help-view.ts";
import { renderHtml } from "../../src/report/html.ts";
import { chartRows, targetCharts } from "../../src/report/target-charts.ts";
import { targetLines } from "../../src/report/target-text.ts";
import { limits, statementLine } from "../../src/report/target-view.ts";
import { type Probes, probesSchema } from "../../src/result/probes.ts";
import type { Result } from "../../src/result/result.ts";
import { targetFigureNames } from "../../tests/performance/k6/catalogue/target-figures.ts";
import { allProbes, gappyProbes } from "../fixtures/report/probes.ts";
import { type Run, runs } from "../fixtures/report/runs.ts";
import { assets } from "./assets.ts";

const render = (run: Run): string => renderHtml({ ...run, assets });
const sectionOf = (page: string, id: string): string =>
  new RegExp(`<section id="${id}".*?</section>`, "s").exec(page)?.[0] ?? "";
const targetOf = (probes: Probes | undefined): string => {
  const { result, verdict } = runs.watched();
  return sectionOf(render({ result: { ...result, probes }, verdict }), "target");
};
const labels = (markup: string): string[] =>
  [...markup.matchAll(/role="region" aria-label="([^"]*)"/g)].map((match) => match[1] ?? "");

/** What each probe's part is known by. */
const tables = {
  postgres: ["Statements of the database", "What statements waited for"],
  query_log: ["Statements that Django logged"],
  redis: ["Commands of the cache"],
  celery: ["Background tasks"],
  prometheus: ["Views, by django-prometheus"],
  host: ["Processes"],
} as const satisfies Partial<Record<keyof Probes["reports"], readonly string[]>>;

test("every probe's tables are there, in the section after where the time went", () => {
  const page = render(runs.watched());
  assert.deepEqual(labels(sectionOf(page, "target")), ["Probes", ...Object.values(tables).flat()]);
  assert.ok(page.indexOf('<section id="server"') < page.indexOf('<section id="target"'));
  assert.ok(page.indexOf('<section id="target"') < page.indexOf('<section id="generator"'));
  assert.match(page, /href="#target"/);
});

for (const [probe, names] of Object.entries(tables)) {
  test(`without ${probe} its tables are missing, and no others`, () => {
    const { [probe as keyof Probes["reports"]]: _, ...reports } = allProbes.reports;
    const others = Object.values(tables)
      .flat()
      .filter((name) => !(names as readonly string[]).includes(name));
    assert.deepEqual(labels(targetOf({ ...allProbes, reports })), ["Probes", ...others]);
  });
}

test("uploads are told where their storage was watched", () => {
  assert.match(
    targetOf(allProbes),
    /Storage of uploads.*20 before the run, 80 after it.*16\.4 MB after it.*1\.2 MB that no document/s,
  );
  const { storage: _, ...reports } = allProbes.reports;
  assert.doesNotMatch(targetOf({ ...allProbes, reports }), /Storage of uploads/);
});

test("probes that saw nothing to list say so in a sentence, not by an empty table", () => {
  const { celery, postgres, query_log, prometheus, redis } = allProbes.reports;
  assert.ok(celery && postgres && query_log && prometheus && redis);
  const markup = targetOf({
    ...allProbes,
    curves: [],
    reports: {
      celery: { ...celery, tasks: [], drainSeconds: null, sources: [] },
      postgres: { ...postgres, statements: [], waits: [], longestBlockedMs: null },
      query_log: { ...query_log, top: [], unreadableLines: 3 },
      prometheus: { ...prometheus, views: [] },
      redis: { ...redis, hits: 0, misses: 0, commands: [] },
      host: { processes: [] },
    },
  });
  assert.deepEqual(labels(markup), ["Probes"]);
  for (const sentence of [
    "No task was seen.",
    "Nobody saw the queue become empty after the load. Nobody told of tasks.",
    "No statement was counted.",
    "No statement was seen blocked by another transaction. None was seen waiting for anything else.",
    "Django logged no statement. 3 lines of the log could not be read.",
    "No view was counted.",
  ])
    assert.ok(markup.includes(sentence), sentence);
  assert.doesNotMatch(markup, /<figure|<tbody>\s*<\/tbody>/);
});

test("figures of each table are where a reader looks for them", () => {
  const markup = targetOf(allProbes);
  const text = markup
    .replace(/<[^>]*>/g, " ")
    .replace(/&#34;/g, '"')
    .replace(/\s+/g, " ");
  for (const expected of [
    // Calls, together, share of all, mean, rows per call.
    "1,204 14,210 ms 38.8 % 11.8 ms 80",
    "2,408 4,900 ms 13.4 % 2.03 ms 1",
    "IO:DataFileRead 11.8 %",
    "blocked by another transaction: 3,120 ms.",
    "1,204 15,904 ms 38.8 % 13.2 ms",
    "90.46 % of 24,144 look-ups found something",
    "get 16,204 48.7 ms 59.2 % 3.01 µs",
    "The queue was empty 5 s after the load. Told by: log, events, results.",
    "generate_ daily_ alerts 120 9,300 ms 9,410 ms 212 ms 391 ms 14.1 ms 110 3 5 0 2",
    "celery. ping_ me – – – 2 ms 3.10 ms – 4 0 – 0 –",
    "3 processes of the target answered; 2 could be compared",
    "login POST 41 244 ms 10 s",
    "web 4 69 % 97 % 505 MB 0",
  ])
    assert.ok(text.includes(expected), `${expected} in ${text}`);
  assert.match(markup, /<strong class="alert">2<\/strong>/, "lost tasks are marked");
});

test("a blind probe says why, gaps say when and why, and more than three of them how many", () => {
  const markup = targetOf(gappyProbes);
  assert.match(
    markup,
    /<code>postgres<\/code>.*?badge bad.*?blind.*?pg_stat_statements is not installed in this database/s,
  );
  assert.match(markup, /<code>redis<\/code>.*?with gaps.*?second 21 to 31.*?closed the connection/s);
  assert.equal(markup.match(/a look took longer than 5 s/g)?.length, 3);
  assert.match(markup, /and 2 more gaps/);
  assert.deepEqual(
    labels(markup),
    ["Probes", "Processes"],
    "no part of the blind one, none of an idle cache",
  );
});

test("where nobody watched, or only the host was, one sentence says how to have more", () => {
  const hint = /Queue, tasks, database and cache are watched too .*docs\/probes\.md/;
  assert.match(targetOf(undefined), new RegExp(`Nobody watched the target\\. ${hint.source}`));
  assert.deepEqual(labels(targetOf(undefined)), []);
  const host = sectionOf(render(runs.unasked()), "target");
  assert.match(host, hint);
  assert.deepEqual(labels(host), ["Probes", "Processes"]);
  assert.doesNotMatch(targetOf(gappyProbes), hint);
});

test("a statement, a task and a reason that are markup stay text, in tables, charts and advice", () => {
  const attack = `SELECT '</script><script>alert(1)</script><img src=x onerror=alert(2)>' ${"x".repeat(300)}`;
  const { postgres, celery, host } = allProbes.reports;
  const [task] = celery?.tasks ?? [];
  assert.ok(postgres && celery && host && task);
  const probes = probesSchema.parse({
    probes: [{ ...allProbes.probes[0], state: "blind", why: attack }],
    curves: allProbes.curves.map((curve) =>
      curve.process === undefined ? curve : { ...curve, process: attack },
    ),
    reports: {
      postgres: {
        ...postgres,
        statements: [{ text: attack, calls: 1, ms: postgres.ms, rows: 1 }],
        waits: [{ event: attack, share: 1 }],
      },
      celery: { ...celery, tasks: [{ ...task, name: attack }] },
      host: { processes: [{ ...host.processes[0], name: attack }] },
    },
  });
  const { result, verdict } = runs.watched();
  const page = render({ result: { ...result, probes }, verdict });
  assert.doesNotMatch(page, /<script>alert|<img/);
  assert.ok((page.match(/&#60;script&#62;alert\(1\)/g)?.length ?? 0) >= 6);
  assert.equal(page.match(/<script/g)?.length, page.match(/<\/script/g)?.length);
});

test("a long statement is folded behind its beginning, its columns left out; a short one is not", () => {
  const markup = targetOf(allProbes);
  assert.match(
    markup,
    /<summary><code class="statement">SELECT … FROM &#34;common_work_item&#34; WHERE .*?<\/summary><code class="statement">SELECT &#34;common_work_item&#34;\.&#34;id&#34;/,
  );
  assert.match(markup, /<th scope="row"[^>]*><code class="statement">SELECT COUNT\(\*\)/);
  assert.equal(statementLine("SELECT a,\n  b FROM t", 40), "SELECT a, b FROM t");
  assert.equal(statementLine("SELECT aaaaaaaaaa FROM t WHERE x = $1", 30), "SELECT … FROM t WHERE x = $1");
  assert.equal(statementLine("UPDATE t SET aaaaaaaaaa = $1", 12), "UPDATE t SE…");
});

test("every figure that is watched has its chart, and one only", () => {
  const drawn = chartRows.flatMap(({ figures }) => Object.keys(figures));
  assert.deepEqual([...drawn].sort(), [...targetFigureNames].sort());
});

/** The figures of the charts that a page carries, in their order. */
function embedded(markup: string): {
  title: string;
  span: [number, number];
  t: number[];
  lines: { label: string; values: (number | null)[]; color: number }[];
}[] {
  return [
    ...markup.matchAll(
      /<figure data-chart="own"><figcaption><b>(.*?)<\/b>.*?<script type="application\/json">(.*?)<\/script>/gs,
    ),
  ].map(([, title = "", data = ""]) => ({ title, ...JSON.parse(data) }));
}

test("the page carries the figures of each chart, in the chart's unit and over the run's time", () => {
  const charts = embedded(targetOf(allProbes));
  assert.deepEqual(
    charts.map(({ title }) => title),
    chartRows.map(({ title }) => title),
  );
  assert.ok(charts.every(({ span }) => span[0] === 0 && span[1] === 59));
  const cpu = charts[1];
  assert.deepEqual(
    cpu?.lines.map(({ label }) => label),
    ["machine", "k6", "web", "worker", "database"],
  );
  assert.equal(cpu?.lines[0]?.values[0], 62);
  const memory = charts.find(({ title }) => title === "Memory");
  assert.deepEqual(
    memory?.lines.map(({ label }) => label),
    ["k6", "web", "worker", "database"],
    "all there is would make processes flat",
  );
  assert.equal(memory?.lines[0]?.values[0], 140);
  const colorOf = (chart: typeof cpu): number | undefined =>
    chart?.lines.find(({ label }) => label === "web")?.color;
  assert.equal(colorOf(cpu), colorOf(memory));
  assert.deepEqual(
    embedded(targetOf(gappyProbes)).map(({ title }) => title),
    ["Queue", "Processor, of all of this machine"],
  );
});

test("a gap is a gap in the line, a look that came a second late is not", () => {
  const queue = (seconds: readonly number[], gaps: { from: number; to: number }[] = []): unknown => {
    const [redis] = allProbes.probes;
    const [curve] = allProbes.curves;
    assert.ok(redis?.probe === "redis" && curve?.figure === "queue_depth");
    const [chart] = targetCharts({
      probes: [{ ...redis, gaps: gaps.map((gap) => ({ ...gap, why: "" })) }],
      curves: [{ ...curve, points: seconds.map((second) => [second, second]) }],
    });
    return chart?.lines[0]?.values;
  };
  assert.deepEqual(queue([0, 1, 2, 4]), [0, 1, 2, 4]);
  assert.deepEqual(queue([0, 1, 2, 6]), [0, 1, 2, null, 6]);
  assert.deepEqual(queue([0, 1, 3, 4], [{ from: 1.02, to: 2.04 }]), [0, 1, null, 3, 4]);
});

test("a run without seconds has no charts of the target either", () => {
  const { result, verdict } = runs.watched();
  const page = render({ result: { ...result, series: [] }, verdict });
  assert.deepEqual(embedded(page), []);
  assert.ok(labels(sectionOf(page, "target")).length > 5);
});

test("when waiting took over is a sentence and a chart; a result that tells no seconds has neither", () => {
  const server = sectionOf(render(runs.watched()), "server");
  assert.match(
    server,
    /From second 41 on, answers waited longer than the target worked on them \(network \+ queueing took over at 12 VUs, 22 requests\/s\)\./,
  );
  const [chart] = embedded(server);
  assert.deepEqual(
    chart?.lines.map(({ label, values }) => [label, values.length]),
    [
      ["outside", 60],
      ["in the target", 60],
    ],
  );
  const older = sectionOf(render(runs.slow()), "server");
  assert.doesNotMatch(older, /<figure|answers waited/);
  assert.match(older, /Where the time went/);
  const { result, verdict } = runs.watched();
  const always = result.series.map((second) => ({ ...second, outside: 900 }));
  assert.match(
    sectionOf(render({ result: { ...result, series: always }, verdict }), "server"),
    /From the beginning, answers waited longer/,
  );
  const passed = result.series.map((second) => ({ ...second, outside: second.t < 50 ? second.outside : 1 }));
  assert.match(
    sectionOf(render({ result: { ...result, series: passed }, verdict }), "server"),
    /From second 41 to second 50, answers/,
  );
});

/** With the shares of the database's time that its longest statement took. */
function withStatement(share: number): Result {
  const { result } = runs.watched();
  const { postgres } = allProbes.reports;
  assert.ok(postgres);
  const statements = [{ text: "SELECT 1", calls: 3, ms: share * 10_000, rows: 3 }];
  const reports = { postgres: { ...postgres, ms: 10_000, statements } };
  return { ...result, probes: { ...allProbes, reports } };
}

test("a statement of more than a fifth of the database's time is named among what would help, by its time", () => {
  const [first, second] = helps(runs.watched().result);
  assert.deepEqual([first?.name, second?.name], ["trends", "one database statement"]);
  assert.match(second?.what ?? "", /^14 s, 38\.8 % of the database's time, in 1,204 calls$/);
  assert.match(second?.hint ?? "", /^SELECT … FROM "common_work_item" WHERE/);
  const named = (share: number): boolean =>
    helps(withStatement(share)).some(({ name }) => name === "one database statement");
  assert.deepEqual([named(0.2), named(0.21)], [false, true]);
  const places = helps(runs.watched().result).map(({ seconds }) => seconds);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => b - a),
  );
});

/** The processor shares' p95 by process. */
function withProcessors(p95: Readonly<Record<string, number>>): Probes {
  const [curve] = allProbes.curves;
  assert.ok(curve);
  const curves = Object.entries(p95).map(([process, value]) => ({
    ...curve,
    figure: "cpu" as const,
    process,
    p95: value,
  }));
  return { ...allProbes, curves, reports: {} };
}

test("a process that had no processor left is named; where only all of them together had none, the one with most", () => {
  const said = (p95: Readonly<Record<string, number>>): string[] => limits({ probes: withProcessors(p95) });
  assert.deepEqual(said({ machine: 0.95, web: 0.9, k6: 0.05 }), [
    "web had no processor left: p95 of its share of this machine is 90 %",
  ]);
  assert.deepEqual(said({ machine: 0.97, web: 0.5, database: 0.4 }), [
    "this machine had no processor left: p95 is 97 % of it; of the processes that are named web used most, 50 %",
  ]);
  assert.deepEqual(said({ machine: 0.89, web: 0.89 }), []);
});

/** Of one task, milliseconds. */
function withTask(waited: number | null, worked: number): Probes {
  const { celery } = allProbes.reports;
  const [task] = celery?.tasks ?? [];
  assert.ok(celery && task);
  const step = (p50: number | null) => (p50 === null ? null : { samples: 10, p50, p95: p50, max: p50 });
  const tasks = [{ ...task, name: "t", waited: step(waited), worked: step(worked) }];
  return { ...allProbes, curves: [], reports: { celery: { ...celery, tasks } } };
}

test("tasks that waited far longer than they were worked on lacked workers", () => {
  const said = (waited: number | null, worked: number): string[] =>
    limits({ probes: withTask(waited, worked) });
  assert.deepEqual(said(1_200, 200), [
    "the queue's workers did not keep up: t waited 1,200 ms for 200 ms of work (medians)",
  ]);
  assert.deepEqual(said(900, 10), [], "less than a second is none");
  assert.deepEqual(said(1_200, 300), [], "nor is four times the work");
  assert.deepEqual(said(null, 300), [], "nor what nobody told");
});

test("the terminal has at most four lines of it, each only where there is something to tell", () => {
  assert.equal(targetLines(runs.watched().result).length, 3);
  assert.deepEqual(targetLines({}), []);
  assert.deepEqual(targetLines(runs.unasked().result), [], "the machine and k6 alone are told elsewhere");
  const blind = allProbes.probes.map((one) => ({ ...one, state: "blind" as const, why: "no" }));
  assert.equal(targetLines({ probes: { ...allProbes, probes: blind } }).length, 4);
  const { celery } = allProbes.reports;
  assert.ok(celery);
  const untold = { ...celery, tasks: celery.tasks.map((task) => ({ ...task, lost: null, failed: null })) };
  assert.match(
    targetLines({ probes: { ...allProbes, reports: { celery: untold } } })[0] ?? "",
    /5 s after the load; lost ones are not known$/,
  );
  const never = { ...celery, drainSeconds: null, tasks: celery.tasks.map((task) => ({ ...task, lost: 0 })) };
  assert.match(
    targetLines({ probes: { ...allProbes, reports: { celery: never } } })[0] ?? "",
    /^tasks: the queue was not seen empty after the load; none lost, 3 failed$/,
  );
});
