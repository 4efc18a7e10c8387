import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsIn, parseK6Log } from "../../src/result/k6-log.ts";
import { faultLine } from "../../tests/performance/k6/catalogue/fault-line.ts";

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

test("faults that the suite told are read as it wrote them, and counted", () => {
  const torn = { card: "htmx_bursts", aspect: "bad_span", what: '1 "work item", torn\nin two' };
  const bare = { card: "auth_sessions", aspect: "header", what: "page has X-Frame-Options: nothing" };
  const lines = [bare, torn, bare].map(
    (fault) => `time="t" level=warning msg=${JSON.stringify(faultLine(fault))} source=console`,
  );
  const noise = 'time="t" level=warning msg="fault of nobody in particular" source=console';
  assert.deepEqual(faultsIn([...lines, noise].join("\n")), [
    { ...bare, times: 2 },
    { ...torn, times: 1 },
  ]);
});
