import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDuration } from "../../src/run/duration.ts";
import { environmentFile, k6Environment, secretVariables } from "../../src/run/k6-environment.ts";
import { parseProgress, redact } from "../../src/run/k6-process.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";

const durations = { "30s": 30, "5m": 300, "1h30m": 5400, "250ms": 0.25, "5m30s": 330, "1.5h": 5400 } as const;
for (const [text, seconds] of Object.entries(durations)) {
  test(`${text} is ${seconds} seconds`, () => assert.equal(parseDuration(text), seconds));
}
for (const text of ["", "30", "s", "-5s", "5 m", "1d", "5mm", "5s!"]) {
  test(`${JSON.stringify(text)} is no duration`, () => assert.equal(parseDuration(text), undefined));
}

test("k6's progress is read, hours and minutes too", () => {
  assert.deepEqual(
    parseProgress("running (1h02m03.5s), 07/10 VUs, 42 complete and 1 interrupted iterations"),
    {
      seconds: 3723.5,
      vus: 7,
      maxVus: 10,
      iterations: 42,
    },
  );
  assert.equal(parseProgress("api_crud   [  30% ] 2 VUs  1.2s/4s"), undefined);
});

test("nothing from outside steers k6: its own names, the suite's and proxies are removed", () => {
  const env = k6Environment({
    PATH: "/bin",
    K6_VUS: "1",
    K6_ITERATIONS: "1",
    OBCMS_PROFILE: "soak",
    https_proxy: "x",
    NO_PROXY: "y",
  });
  assert.deepEqual(Object.keys(env).sort(), [
    "K6_AUTO_EXTENSION_RESOLUTION",
    "K6_NO_USAGE_REPORT",
    "NO_COLOR",
    "PATH",
  ]);
});

test("secrets go into variables, everything else into the file, and the two give the same settings back", () => {
  const file = {
    baseUrl: "http://127.0.0.1:1",
    vus: 3,
    tls: { insecureSkipVerify: true },
    personas: { staff: { usernames: ["a", "b"], password: "sesame" } },
    budgets: { api_crud_read_p95: 800 },
  };
  const before = resolveSettings({ flags: {}, env: {}, file });
  const written: unknown = JSON.parse(JSON.stringify(environmentFile(before.values)));
  assert.ok(!JSON.stringify(written).includes("sesame"));
  const after = resolveSettings({ flags: {}, env: secretVariables(before.values), file: written });
  assert.deepEqual(after.problems, []);
  assert.deepEqual(after.values, before.values);
});

test("secrets are blotted out of a log line, an empty one does no harm", () => {
  assert.equal(redact("user a with sesame and sesame", ["sesame", ""]), "user a with *** and ***");
});
