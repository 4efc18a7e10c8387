// Alert rules by promtool: their types, and when each fires on made-up series. And the provisioning files, as far as no Grafana
// is needed for it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { stores } from "../../observability/dashboards/dashboards.ts";
import { PUSH_SECONDS } from "../../src/outputs/prometheus.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { withoutPrograms } from "../service.ts";

const skip = withoutPrograms(["promtool"], "prometheus", "no alert rule was checked");
const folder = join(projectFolder, "observability");
const rules = globSync("prometheus/*alerts.yaml", { cwd: folder }).sort();
const tests = globSync("prometheus/*.test.yaml", { cwd: folder }).sort();

for (const [words, files] of [
  [["check", "rules"], rules],
  [["test", "rules"], tests],
] as const)
  for (const file of files)
    test(`promtool ${words.join(" ")} ${file}`, { skip }, () => {
      const { status, stdout, stderr } = spawnSync("promtool", [...words, join(folder, file)], {
        encoding: "utf8",
      });
      assert.equal(status, 0, stdout + stderr);
    });

test("each file of rules has its tests, and each alert is in one", () => {
  assert.deepEqual(tests, ["prometheus/alerts.test.yaml", "prometheus/budget-alerts.test.yaml"]);
  const tested = tests.map((file) => readFileSync(join(folder, file), "utf8")).join("");
  for (const file of rules) {
    const { groups } = parse(readFileSync(join(folder, file), "utf8")) as Groups;
    for (const { alert } of groups.flatMap((group) => group.rules))
      assert.match(tested, new RegExp(`alertname: ${alert}\\b[\\s\\S]*?exp_alerts`), alert);
  }
});

test("the data sources have the names that the dashboards ask for, and the interval in which k6 pushes", () => {
  const file = join(folder, "grafana/provisioning/datasources/stores.yaml");
  const { datasources } = parse(readFileSync(file, "utf8")) as Datasources;
  assert.deepEqual(
    datasources.map(({ uid, type }) => ({ uid, type })),
    stores.map(({ datasource }) => datasource).map(({ uid, type }) => ({ uid, type })),
  );
  for (const { jsonData } of datasources) assert.equal(jsonData.timeInterval, `${PUSH_SECONDS}s`);
});

type Groups = { readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[] };
type Datasources = {
  readonly datasources: readonly {
    readonly uid: string;
    readonly type: string;
    readonly jsonData: { readonly timeInterval: string };
  }[];
};
