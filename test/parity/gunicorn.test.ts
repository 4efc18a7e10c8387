import assert from "node:assert/strict";
import { test } from "node:test";
import { configurationFile, workerKind } from "../../src/parity/sources/gunicorn.ts";

const cases: readonly (readonly [
  title: string,
  flags: string,
  configured: boolean,
  workerClass: string | undefined,
  threads: number | undefined,
])[] = [
  ["no flag and no configuration: gunicorn's defaults", "app.wsgi", false, "sync", 1],
  ["no flag, a configuration: nothing is known", "app.wsgi", true, undefined, undefined],
  ["threads without a class make it gthread", "app.wsgi --threads 2", false, "gthread", 2],
  ["one thread leaves it sync", "app.wsgi --threads 1", false, "sync", 1],
  ["threads of a flag, class perhaps of a file", "app.wsgi --threads=2", true, undefined, 2],
  ["a class of a flag goes before any file", "-k gevent app.wsgi", true, "gevent", undefined],
  ["sync of a flag with threads perhaps of a file", "-k sync app.wsgi", true, undefined, undefined],
  ["sync of a flag with threads of a flag", "-k sync --threads 4 app.wsgi", true, "gthread", 4],
  ["short and long forms", "-kgthread --threads 8 app.wsgi", true, "gthread", 8],
  ["a long form with its value", "--worker-class=gthread app.wsgi", true, "gthread", undefined],
  ["the last one counts", "--threads 2 --threads 6 app.wsgi", false, "gthread", 6],
  ["long names may be cut short", "--thr 3 --worker-cl gthread app.wsgi", true, "gthread", 3],
  [
    "other flags are not taken for them",
    "--worker-connections 9 --keyfile=k --threadsx 3 app.wsgi",
    false,
    "sync",
    1,
  ],
];

for (const [title, flags, configured, workerClass, threads] of cases) {
  test(`${title}: ${flags}`, () => {
    assert.deepEqual(workerKind(["python3", "gunicorn", ...flags.split(" ")], configured), {
      workerClass,
      threads,
    });
  });
}

test("a configuration file is found in each of its forms", () => {
  for (const flags of ["-c own.py", "-cown.py", "--config own.py", "--config=own.py", "--conf own.py"])
    assert.equal(configurationFile(["gunicorn", ...flags.split(" ")]), "own.py", flags);
  assert.equal(configurationFile(["gunicorn", "--chdir", "src", "app.wsgi"]), undefined);
});
