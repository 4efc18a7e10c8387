// Every question of every dashboard, asked of a real Prometheus and a real InfluxDB after a real run, and answered once more out
// of k6's own samples: counts and shares are equal, percentiles within what the panel's description states.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dashboardsFor, stores as kinds } from "../../observability/dashboards/dashboards.ts";
import { type Ask, kindOf, type Metric, type Question } from "../../observability/dashboards/question.ts";
import { isTime, type Store } from "../../observability/dashboards/store.ts";
import { budgetRules } from "../../observability/prometheus/budget-alerts.ts";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import type { Sample } from "../../src/result/sample-reader.ts";
import { standInFile } from "../../src/run/environment.ts";
import { runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { startInfluxdb, withoutInfluxdb } from "../influxdb.ts";
import { startPrometheus, withoutPrometheus } from "../prometheus.ts";
import { type Answers, ask, ofRank, selected, sumOf } from "./answers.ts";
import { onlyRun, scratchFolder, standInFor, tool } from "./process.ts";
import { samplesOf } from "./samples.ts";

const skip = withoutPrometheus() || withoutInfluxdb();

/** k6's buckets are at most 2 ** (1/8) wide; a percentile lies somewhere in one. */
const BUCKET = 2 ** (1 / 8) + 0.001;
/** What the end of a run may lack in Prometheus: one push, and one look at it. */
const UNSEEN_MS = 3_000;

test("each panel's question has the same answer in both stores as in k6's samples", { skip }, async (t) => {
  const [prometheus, influxdb] = await Promise.all([startPrometheus(), startInfluxdb()]);
  t.after(() => Promise.all([prometheus.stop(), influxdb.stop()]));
  const out = scratchFolder(t);
  const environment = join(scratchFolder(t), "env.json");
  const probes = { processes: [`target=pid:${process.pid}`] };
  writeFileSync(environment, JSON.stringify({ ...standInFile(await standInFor(t)), probes }));
  const { stdout, stderr } = await tool([
    ...["run", "--json", "--env", environment, "--out", out, "--think-time", "0"],
    ...["--scenario", runnableCards().join(",")],
    ...["--prometheus", prometheus.writeUrl, "--influxdb", `${influxdb.url}/k6`],
  ]).ended;
  // On a busy machine a latency breaks its budget: what counts here is that both stores were told all of it.
  const folder = onlyRun(out);
  const stored = JSON.parse(readFileSync(join(folder, runFiles.result), "utf8"));
  const { run, totals, outputs = [] } = resultSchema.parse(stored);
  assert.deepEqual(
    outputs.map(({ state }) => state),
    ["complete", "complete"],
    stdout + stderr,
  );
  const samples = await samplesOf(folder);
  const judged = JSON.parse(stdout) as { verdict: { state: string } };
  const times = samples.map(({ timeMs }) => timeMs);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  samples.push({ metric: "obcms_verdict", timeMs: last, value: 1, tags: { verdict: judged.verdict.state } });
  const asked = { testid: run.id, from: new Date(first - 5_000), to: new Date(last + 30_000) };
  const empty = new Set<Metric>();
  const full = new Set<Metric>();

  await t.test("the overview's first figure is the result's own number of requests", async () => {
    const question: Question = { ask: "total", metric: "http_reqs", where: { role: "" } };
    for (const store of kinds) {
      const answers = await ask(store, question, asked, { prometheus, influxdb });
      assert.deepEqual(answers, new Map([["", [totals.httpReqs]]]), store.name);
    }
  });

  for (const store of kinds)
    for (const { title, rows } of dashboardsFor(store))
      for (const { panels } of rows)
        for (const panel of panels)
          await t.test(`${store.name}, ${title}: ${panel.title}`, async () => {
            assert.ok(panel.asked.length > 0);
            for (const { question } of panel.asked) {
              const answers = await ask(store, question, asked, { prometheus, influxdb });
              const groups = selected(question, samples);
              const about = JSON.stringify(question);
              const strange = [...answers.keys()].filter(
                (key) => !groups.has(key) && !isNought(question, answers),
              );
              assert.deepEqual(strange, [], `answers to what was never sampled: ${about}`);
              (groups.size === 0 ? empty : full).add(question.metric);
              for (const [key, group] of groups) {
                expectations[question.ask]({
                  store,
                  question,
                  group,
                  last,
                  values: answers.get(key),
                  about: `${key} of ${about}`,
                });
              }
            }
          });

  await t.test("only metrics that this run cannot have were never sampled", () => {
    assert.deepEqual([...empty].filter((metric) => !full.has(metric)).sort(), Object.keys(without).sort());
  });

  await t.test(
    "each budget alert is understood, and those made of counters fire for the budgets that are broken",
    async () => {
      const { verdict } = JSON.parse(stdout) as { verdict: { budgets: { id: string; state: string }[] } };
      const broken = new Set(verdict.budgets.filter(({ state }) => state === "broken").map(({ id }) => id));
      for (const { expr, labels } of budgetRules()) {
        const fires = (await prometheus.query(expr, new Date(last))).length > 0;
        // A bucket of 9 % may lie on both sides of a limit.
        if (!expr.includes("histogram_quantile"))
          assert.equal(fires, broken.has(String(labels.budget)), labels.budget);
      }
    },
  );
});

/** What a run of the stand-in that passes has no sample of: both stores must then have nothing either. */
const without: Partial<Record<Metric, string>> = {
  dropped_iterations: "nothing was dropped",
  obcms_iterations_failed: "no journey threw",
  obcms_tasks_lost: "no task was lost",
  obcms_tasks_retried: "nor retried",
  obcms_tasks_failed: "nor failed",
  obcms_tasks_unacknowledged: "nor left without an acknowledgement",
  obcms_auth_checks: "only those that failed are asked for, and none did",
  obcms_document_checks: "only those that failed are asked for, and none did",
  obcms_stream_checks: "only those that failed are asked for, and none did",
  obcms_cpu_ms: "the stand-in tells no processor time",
  obcms_target_queue_depth: "no Redis was watched",
  obcms_target_cache_hits: "no Redis was watched",
  obcms_target_cache_commands: "no Redis was watched",
  obcms_target_statements: "no PostgreSQL was watched",
  obcms_target_database_ms: "no PostgreSQL was watched",
  obcms_target_connections: "no PostgreSQL was watched",
  obcms_target_waiting: "no PostgreSQL was watched",
  obcms_target_blocked: "no PostgreSQL was watched",
  obcms_target_logged_statements: "no log of Django was watched",
  obcms_target_answers: "no django-prometheus was watched",
};

/** A curve of a counter that got no sample in the window is a line at 0 in some stores. */
function isNought({ ask: asked }: Question, answers: Answers): boolean {
  return asked === "perSecond" && [...answers.values()].flat().every((value) => value === 0);
}

type Compared = {
  readonly store: Store;
  readonly question: Question;
  readonly group: readonly Sample[];
  /** When the run's last sample was, ms since the epoch. */
  readonly last: number;
  readonly values: readonly number[] | undefined;
  readonly about: string;
};

/** One for each kind of question: one without does not compile. */
const expectations: Readonly<Record<Ask, (compared: Compared) => void>> = {
  total: ({ group, values, about }) => assert.deepEqual(values, [sumOf(group)], about),
  share: ({ group, values = [], about }) => {
    assert.equal(values.length, 1, about);
    assert.ok(Math.abs((values[0] ?? -1) - sumOf(group) / group.length) < 1e-9, `${values} of ${about}`);
  },
  percentile: (compared) => {
    const { values = [], about } = compared;
    if (compared.store.name === "influxdb") {
      assert.deepEqual(values, [nearestRank(compared)], about);
      return;
    }
    const bounds = withinABucket(compared);
    if (bounds === undefined && values.length === 0) return;
    assert.equal(values.length, 1, about);
    const [low, high] = bounds ?? [Number.NaN, Number.NaN];
    const value = Number(values[0]);
    assert.ok(value >= low && value <= high, `${value} is not in ${low} … ${high}: ${about}`);
  },
  perSecond: someOf,
  shareNow: someOf,
  percentileNow: someOf,
  meanNow: someOf,
  level: someOf,
  verdict: ({ values, about }) => assert.deepEqual(values, [1], about),
};

/** InfluxDB's own rule. */
function nearestRank({ group, question: { share = 0 } }: Compared): number {
  return ofRank(group, (count) => Math.floor(count * share + 0.5));
}

/** Undefined where the store may have seen none of it. The bounds are in the store's unit. */
function withinABucket({ store, group, last, question }: Compared): [number, number] | undefined {
  const { share = 0, metric } = question;
  const factor = isTime(kindOf(metric)) ? store.milliseconds.factor : 1;
  const seen = group.filter(({ timeMs }) => timeMs <= last - UNSEEN_MS);
  if (seen.length === 0) return undefined;
  const ranks = [seen, group].map((some) => factor * ofRank(some, (count) => Math.ceil(count * share)));
  const bounds = ranks.flatMap((value) => [value / BUCKET, value * BUCKET]);
  return [Math.min(...bounds), Math.max(...bounds)];
}

/** The windows of a curve lie otherwise than ours: its figures lie between the least and the largest that a window can have. */
function someOf({ store, question, group, values = [], about }: Compared): void {
  if (store.name === "influxdb" || hasTwoPushes(group)) assert.ok(values.length > 0, `no answer: ${about}`);
  const factor = isTime(kindOf(question.metric)) ? store.milliseconds.factor : 1;
  const bound = { perSecond: sumOf(group), shareNow: 1 } as const;
  const highest =
    question.ask === "perSecond" || question.ask === "shareNow"
      ? bound[question.ask]
      : factor * BUCKET * Math.max(...group.map(({ value }) => value));
  for (const value of values) assert.ok(value <= highest + 1e-9, `${value} above ${highest}: ${about}`);
}

/** A rate needs two values of one series in its window of 8 s: what was sampled in one push only has none. */
function hasTwoPushes(group: readonly Sample[]): boolean {
  const series = Map.groupBy(group, ({ tags }) => JSON.stringify(Object.entries(tags).sort()));
  return [...series.values()].some((samples) => {
    const times = samples.map(({ timeMs }) => timeMs).sort((a, b) => a - b);
    return times.some((time, index) => {
      const next = times[index + 1] ?? time;
      return next - time > 2_500 && next - time < 5_000;
    });
  });
}
