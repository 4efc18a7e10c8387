// The probe on a real django-prometheus behind gunicorn: exact where one process answers, and of several the ones that were
// met twice.

import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Watch } from "../../src/probes/probe.ts";
import { readSamples } from "../../src/probes/prometheus/exposition.ts";
import { Processes } from "../../src/probes/prometheus/processes.ts";
import { readScrape } from "../../src/probes/prometheus/scrape.ts";
import { prometheusProbe } from "../../src/probes/prometheus.ts";
import { probeReports } from "../../src/result/probes.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { serveWithGunicorn, withoutDjango } from "../django.ts";
import { scratchFolder } from "../load/process.ts";

const LOGIN = "django.contrib.auth.views.LoginView";

async function open(t: TestContext, address: string, token?: string): Promise<Watch<"prometheus">> {
  const settings = {
    "probes.metrics": address,
    "probes.metricsToken": token,
    "tls.insecureSkipVerify": false,
  } as SettingValues;
  const watch = await prometheusProbe.open(settings, undefined as never);
  t.after(() => watch.close());
  return watch;
}

async function reported(watch: Watch<"prometheus">) {
  return probeReports.prometheus.parse(await watch.report());
}

describe("the probe of django-prometheus", { skip: await withoutDjango() }, () => {
  const serve = async (t: TestContext, workers: number, token = "") => {
    const databaseUrl = `sqlite://${join(scratchFolder(t), "db.sqlite")}`;
    const server = await serveWithGunicorn(databaseUrl, ["--workers", `${workers}`, "--threads", "2"], {
      PROMETHEUS: "1",
      METRICS_TOKEN: token,
    });
    t.after(() => server.stop());
    const ask = async (path: string, times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await (await fetch(server.origin + path)).arrayBuffer();
    };
    return { ask, metrics: `${server.origin}/metrics/metrics` };
  };

  test("with one process every answer is counted, and the scrapes are not", async (t) => {
    const { ask, metrics } = await serve(t, 1);
    await ask("/login/", 3);
    const watch = await open(t, metrics);
    const began = performance.now();
    await ask("/login/", 20);
    await ask("/nowhere/", 4);
    const [answers] = await watch.look();
    const seconds = (performance.now() - began) / 1000;
    assert.equal(answers?.figure, "answers");
    // From the scrape before, which was earlier.
    assert.ok(
      Number(answers?.value) > 0 && Number(answers?.value) <= (24 / seconds) * 1.2,
      `${answers?.value}`,
    );
    await ask("/login/", 5);
    const { processesSeen, processesCompared, views } = await reported(watch);
    assert.deepEqual([processesSeen, processesCompared], [1, 1]);
    assert.deepEqual(views.map(({ view, method, requests }) => [view, method, requests]).sort(), [
      ["<unnamed view>", "GET", 4],
      [LOGIN, "GET", 25],
    ]);
    assert.ok(views.every(({ meanMs }) => meanMs > 0 && meanMs < 5_000));
  });

  test("with three processes those that were met twice are told, and no more was counted than was asked", async (t) => {
    const { ask, metrics } = await serve(t, 3);
    const watch = await open(t, metrics);
    for (let n = 0; n < 4; n += 1) {
      await Promise.all(Array.from({ length: 6 }, () => ask("/login/", 5)));
      await watch.look();
    }
    const { processesSeen, processesCompared, views } = await reported(watch);
    assert.ok(processesSeen >= 1 && processesSeen <= 3, `${processesSeen} seen`);
    assert.ok(processesCompared >= 1 && processesCompared <= processesSeen, `${processesCompared} compared`);
    const login = views.find(({ view }) => view === LOGIN)?.requests ?? 0;
    assert.ok(login > 0 && login <= 120, `${login} of 120`);
  });

  test("a target that asks for a token gets it, and who has none hears which variable it is", async (t) => {
    const { ask, metrics } = await serve(t, 1, "right");
    const watch = await open(t, metrics, "right");
    await ask("/login/", 2);
    assert.equal((await reported(watch)).views[0]?.requests, 2);
    for (const wrong of [undefined, "wrong"])
      await assert.rejects(open(t, metrics, wrong), /status 401.*OBCMS_PROBE_METRICS_TOKEN/);
  });

  test("what is no django-prometheus is refused, with what was seen", async (t) => {
    const { metrics } = await serve(t, 1);
    await assert.rejects(
      open(t, metrics.replace("/metrics/metrics", "/metrics/")),
      /\/metrics\/ was asked for metrics: status 404/,
    );
    await assert.rejects(
      open(t, metrics.replace("/metrics/metrics", "/login/")),
      /tells nothing of django-prometheus.*middleware/,
    );
  });
});

async function serving(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics/metrics`;
}

test("an answer without an end is cut off by size, and one that does not come by time", async (t) => {
  let written = 0;
  const endless = await serving(t, (_, response) => {
    const part = Buffer.alloc(2 ** 20, "#");
    const more = (): void => {
      if (response.destroyed) return;
      written += 1;
      response.write(part, more);
    };
    more();
  });
  await assert.rejects(open(t, endless), /more than 8388608 bytes/);
  assert.ok(written < 3 * 40, `${written} MB were written`);
  const silent = await serving(t, () => {});
  const began = performance.now();
  await assert.rejects(open(t, silent), /no answer within 3 s/);
  assert.ok(performance.now() - began < 4_500);
});

test("each scrape has a connection of its own, because a kept one would meet the same process again", async (t) => {
  const met = new Set<unknown>();
  let asked = 0;
  const address = await serving(t, (request, response) => {
    met.add(request.socket);
    asked += 1;
    response.end("# TYPE django_http_requests_latency_seconds_by_view_method histogram\n");
  });
  const watch = await open(t, address);
  for (let looks = 0; looks < 3; looks += 1) await watch.look();
  assert.deepEqual([asked, met.size], [12, 12]);
});

test("what is no address, and one that holds a password, is refused without being shown", async (t) => {
  await assert.rejects(open(t, "metrics"), /probes\.metrics is no address/);
  await assert.rejects(open(t, "http://user:geheim@127.0.0.1:1/"), (error: Error) => {
    assert.match(error.message, /may hold no password/);
    assert.ok(!error.message.includes("geheim"));
    return true;
  });
});

test("the text format: labels with quotes, exponents, timestamps, comments and broken lines", () => {
  const text = [
    "# HELP a_total Help.",
    'a_total{view="say \\"hi\\", {x}\\\\",method="GET"} 1.5e+02',
    "a_total 7 1395066363000",
    "a_total{} +Inf",
    "a_total{",
    "a_total nonsense",
    "b_total 3",
    "a_total_more 3",
  ].join("\n");
  assert.deepEqual(readSamples(text, new Set(["a_total"])), [
    { name: "a_total", labels: { view: 'say "hi", {x}\\', method: "GET" }, value: 150 },
    { name: "a_total", labels: {}, value: 7 },
  ]);
});

function answered(startedAt: number | undefined, requests: number, seconds = requests / 10) {
  const labels = '{method="GET",view="common:dashboard"}';
  const name = "django_http_requests_latency_seconds_by_view_method";
  const start = startedAt === undefined ? [] : [`process_start_time_seconds ${startedAt}`];
  return readScrape(
    [...start, `${name}_count${labels} ${requests}`, `${name}_sum${labels} ${seconds}`].join("\n"),
  );
}

test("of each process the difference between its own answers counts, and of one that answered once nothing", () => {
  const processes = new Processes();
  processes.add([answered(1, 100), answered(2, 7), answered(2, 5)], 0);
  assert.equal(processes.perSecond(0), undefined);
  assert.deepEqual(processes.views(), []);
  processes.add([answered(1, 150), answered(3, 900)], 5_000);
  assert.equal(processes.perSecond(5_000), 10);
  processes.add([answered(2, 27)], 10_000);
  assert.equal(processes.perSecond(10_000), 10 + 2);
  assert.deepEqual([processes.seen, processes.compared], [3, 2]);
  const [view] = processes.views();
  assert.deepEqual(
    [view?.view, view?.method, view?.requests, Math.round((view?.seconds ?? 0) * 10)],
    ["common:dashboard", "GET", 70, 70],
  );
  assert.equal(processes.perSecond(36_000), 2, "the first one's rate is too old");
});

test("two processes that began at the same time are not taken for one", () => {
  const processes = new Processes();
  for (const [at, requests] of [100, 5, 110].entries()) processes.add([answered(1, requests)], at * 5_000);
  assert.deepEqual([processes.seen, processes.compared, processes.perSecond(10_000)], [1, 0, undefined]);
});

test("counters of all processes together begin anew when the server does", () => {
  const processes = new Processes();
  for (const [at, requests] of [100, 5, 15].entries())
    processes.add([answered(undefined, requests)], at * 5_000);
  assert.equal(processes.perSecond(10_000), 2);
  assert.equal(processes.views()[0]?.requests, 10);
});

test("a server that replaces its processes all the time is remembered in bounds", () => {
  const processes = new Processes();
  for (let n = 1; n <= 300; n += 1) processes.add([answered(n, 1)], n);
  for (let n = 1; n <= 300; n += 1) processes.add([answered(n, 2)], 1_000 + n);
  assert.deepEqual([processes.compared, processes.views()[0]?.requests], [200, 200]);
});

test("a look at a server that went away is a gap, and the next one sees again", async (t) => {
  let isUp = true;
  const name = "django_http_requests_latency_seconds_by_view_method_count";
  let requests = 0;
  const address = await serving(t, (_, response) => {
    requests += 10;
    if (!isUp) response.writeHead(503).end();
    else
      response.end(
        `# TYPE django_http_requests_x counter\nprocess_start_time_seconds 5\n${name}{method="GET",view="x"} ${requests}\n`,
      );
  });
  const watch = await open(t, address);
  isUp = false;
  await assert.rejects(watch.look(), /status 503/);
  isUp = true;
  await sleep(20);
  assert.ok(Number((await watch.look())[0]?.value) > 0);
});
