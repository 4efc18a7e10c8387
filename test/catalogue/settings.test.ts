import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { suiteFolder } from "../../src/run/suite.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { settingNames, settings } from "../../tests/performance/k6/catalogue/settings.ts";

const none = { flags: {}, env: {}, file: undefined };

test("a flag wins over a variable, a variable over the file, the file over the default", () => {
  const file = { vus: 1, rate: 2, profile: "soak" };
  const env = { OBCMS_VUS: "3", OBCMS_RATE: "4" };
  const { values, origins, problems } = resolveSettings({ flags: { vus: 5 }, env, file });
  assert.deepEqual(problems, []);
  assert.deepEqual([values.vus, values.rate, values.profile, values.thinkTimeScale], [5, 4, "soak", 1]);
  assert.deepEqual(
    [origins.vus, origins.rate, origins.profile, origins.thinkTimeScale],
    ["flag", "environment variable", "file", "default"],
  );
});

test("an empty variable counts as not set", () => {
  assert.equal(resolveSettings({ ...none, env: { K6_BASE_URL: "" } }).origins.baseUrl, "default");
});

test("all problems are listed at once", () => {
  const { problems } = resolveSettings({
    flags: {},
    env: { OBCMS_VUS: "many", OBCMS_ALLOW_WRITES: "yes" },
    file: {
      thinkTimeScale: -1,
      allowedOrigins: "x,,y",
      budgets: { a: "1" },
      cpas: { vus: 1 },
      tls: { skip: true },
    },
  });
  assert.equal(problems.length, 7, problems.join("\n"));
  for (const part of [
    "vus",
    "allowWrites",
    "thinkTimeScale",
    "allowedOrigins",
    "budgets",
    "cpas",
    "tls.skip",
  ]) {
    assert.ok(
      problems.some((problem) => problem.startsWith(part)),
      part,
    );
  }
});

test("a problem with a secret does not show it", () => {
  const { problems } = resolveSettings({ ...none, file: { personas: { staff: { password: 12345 } } } });
  assert.equal(problems.length, 1);
  assert.doesNotMatch(problems.join(), /12345/);
});

test("only the plan's three names begin with K6_, because others steer k6 itself", () => {
  const names = settingNames
    .map((name) => settings[name].env)
    .filter((variable) => !variable.startsWith("OBCMS_"));
  assert.deepEqual(names.sort(), ["K6_BASE_URL", "K6_CLIENT_ID", "K6_CLIENT_SECRET"]);
  assert.equal(new Set(settingNames.map((name) => settings[name].env)).size, settingNames.length);
});

test("env.example.json has no problem and no secret", () => {
  const file: unknown = JSON.parse(readFileSync(join(suiteFolder, "env.example.json"), "utf8"));
  const { problems, values } = resolveSettings({ ...none, file });
  assert.deepEqual(problems, []);
  for (const name of settingNames)
    if ("secret" in settings[name]) assert.equal(values[name], undefined, name);
});
