import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ports, redisDatabases } from "../../src/ci/target.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { defaultPort } from "../../stand-in/defaults.ts";
import { withoutPrograms } from "../service.ts";
import { buildComposeCheck, type ComposeCheck } from "./compose-model.ts";
import { type ComposeRuleName, composeRules, faultsOf } from "./compose-rules.ts";

const skip = withoutPrograms(["go"], "golang", "compose files are not loaded");
const rules = Object.keys(composeRules) as ComposeRuleName[];
/** Our own, with the names of services that OBCMS's has. */
const own = join(projectFolder, "test/fixtures/compose-of-an-application.yaml");
const stack = join(projectFolder, "deploy/compose.yaml");

/** Of each rule a file that breaks it, and it alone; `a` waits for `b`. */
const broken: Readonly<Record<ComposeRuleName, string>> = {
  "an image has a version": "services: { a: { image: 'redis:latest' } }",
  "a port is published on loopback": "services: { a: { image: 'redis:7.4.2', ports: ['6379:6379'] } }",
  "who waits, waits until the other is ready":
    "services: { a: { image: 'redis:7.4.2', depends_on: [b] }, b: { image: 'redis:7.4.2' } }",
  "who is waited for says that it is healthy":
    "services: { a: { image: 'redis:7.4.2', depends_on: { b: { condition: service_healthy } } }, b: { image: 'redis:7.4.2' } }",
  "a secret is not written there":
    "services: { a: { image: 'redis:7.4.2', environment: { POSTGRES_PASSWORD: written } } }",
  "what is mounted exists": "services: { a: { image: 'redis:7.4.2', volumes: ['./nowhere:/x:ro'] } }",
};

let check: ComposeCheck;
let folder: string;
before(() => {
  if (skip) return;
  check = buildComposeCheck();
  folder = mkdtempSync(join(tmpdir(), "obcms-perf-compose-"));
});
after(() => {
  if (skip) return;
  check.end();
  rmSync(folder, { recursive: true, force: true });
});

const expected = {
  "stand-in": ["grafana", "influxdb", "prometheus", "stand-in"],
  obcms: ["database", "grafana", "influxdb", "migrate", "prometheus", "redis", "web", "worker"],
} as const;

for (const [profile, services] of Object.entries(expected)) {
  test(`profile ${profile} loads without any variable and keeps every rule`, { skip }, () => {
    const model = check.load(profile, [stack]);
    assert.deepEqual(Object.keys(model.services).sort(), services);
    for (const rule of rules) assert.deepEqual(faultsOf(model, rule), [], rule);
  });
}

for (const rule of rules) {
  test(`a file that breaks it is caught: ${rule}`, { skip }, () => {
    const file = join(folder, "compose.yaml");
    writeFileSync(file, `name: broken\n${broken[rule]}\n`);
    const model = check.load("obcms", [file]);
    assert.deepEqual(
      rules.filter((name) => faultsOf(model, name).length > 0),
      [rule],
    );
  });
}

test("the stack listens where a run looks for it, and its Redis has the databases that a run asks", {
  skip,
}, () => {
  const { services } = check.load("obcms", [stack]);
  const published = Object.fromEntries(
    Object.entries(services).flatMap(([name, { ports: some = [] }]) =>
      some.map((port) => [name, Number(port.published)]),
    ),
  );
  const { "stand-in": standIn, ...others } = ports;
  assert.deepEqual(published, others);
  const { environment = {} } = services.web ?? {};
  assert.deepEqual(
    [environment.REDIS_URL, environment.CELERY_BROKER_URL, environment.CELERY_RESULT_BACKEND],
    (["cache", "broker", "results"] as const).map((name) => `redis://redis:6379/${redisDatabases[name]}`),
  );
  const command = check.load("stand-in", [stack]).services["stand-in"]?.command ?? [];
  assert.equal(command[command.indexOf("--port") + 1], String(standIn));
  assert.equal(standIn, defaultPort);
});

test("laid over a compose file with OBCMS's services: the overlay, the statistics, and ports of this machine alone", {
  skip,
}, () => {
  const { services } = check.load("", [own, join(projectFolder, "deploy/compose.over-obcms.yaml")], {
    OBCMS_PERF_DIR: projectFolder,
  });
  assert.deepEqual(Object.keys(services).sort(), ["celery", "db", "redis", "web"]);
  for (const rule of [
    "a port is published on loopback",
    "who is waited for says that it is healthy",
    "what is mounted exists",
  ] as const)
    assert.deepEqual(faultsOf({ services }, rule), [], rule);
  assert.match(String(services.db?.command), /shared_preload_libraries=pg_stat_statements/);
  for (const name of ["web", "celery"]) {
    const { environment = {} } = services[name] ?? {};
    assert.deepEqual(
      [environment.DJANGO_SETTINGS_MODULE, environment.DEBUG, environment.OBCMS_PERF_SYNCDB],
      ["obcms_perf.settings", "False", "1"],
    );
    assert.equal(environment.SECRET_KEY, "kept-from-the-other-file");
  }
  assert.throws(
    () => check.load("", [own, join(projectFolder, "deploy/compose.over-obcms.yaml")]),
    /OBCMS_PERF_DIR.*where obcms-perf is/s,
  );
});
