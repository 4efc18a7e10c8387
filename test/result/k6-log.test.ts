import assert from "node:assert/strict";
import { test } from "node:test";
import { parseK6Log } from "../../src/result/k6-log.ts";

test("warnings and errors are kept and counted, other levels are not", () => {
  const log = [
    'time="2026-11-23T20:22:56Z" level=info msg="hello" source=console',
    'time="2026-11-23T20:22:57Z" level=error msg="an iteration threw: \\"x\\"\\nat y" source=console',
    'time="2026-11-23T20:22:58Z" level=error msg="an iteration threw: \\"x\\"\\nat y" source=console',
    'time="2026-11-23T20:22:58Z" level=warning msg=short',
    "panic: something that is no log line",
    "",
  ].join("\n");
  assert.deepEqual(parseK6Log(log), [
    { level: "error", message: 'an iteration threw: "x"\nat y', times: 2 },
    { level: "warning", message: "short", times: 1 },
    { level: "error", message: "panic: something that is no log line", times: 1 },
  ]);
});

test("at most fifty different lines are kept", () => {
  const lines = Array.from({ length: 80 }, (_, index) => `time="t" level=error msg="m${index}"`);
  assert.equal(parseK6Log(lines.join("\n")).length, 50);
});
