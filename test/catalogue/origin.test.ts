import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeTarget, parseOrigin } from "../../tests/performance/k6/catalogue/origin.ts";

const locked = { allowedOrigins: [], allowWrites: false, writes: true };

const loopback: readonly string[] = [
  "http://127.0.0.1:8000",
  "http://127.0.0.1",
  "http://127.9.8.7:1/",
  "http://localhost:8000",
  "HTTP://LOCALHOST:8000",
  "https://[::1]:8443",
];
for (const baseUrl of loopback) {
  test(`${baseUrl} is this machine and may be loaded`, () => {
    assert.equal(judgeTarget({ ...locked, baseUrl }).state, "allowed");
  });
}

const disguises: Readonly<Record<string, string>> = {
  "http://obcms.gov.example": "another host",
  "http://127.0.0.1.evil.example": "a name that begins like loopback",
  "http://localhost.evil.example": "a name that begins like localhost",
  "http://127.0.0.1@evil.example": "a user name before the real host",
  "http://user:pass@127.0.0.1:8000": "credentials in the URL",
  "http://evil.example#127.0.0.1": "a fragment",
  "http://evil.example/?127.0.0.1": "a query",
  "http://127.0.0.1:8000/path": "a path",
  "http://127.0.0.1\\@evil.example": "a back-slash that browsers turn round",
  "http://2130706433": "loopback as one decimal number",
  "http://0x7f.0.0.1": "hexadecimal",
  "http://0177.0.0.1": "octal",
  "http://127.1": "a short form",
  "http://127.0.0.256": "not an address",
  "http://0.0.0.0:8000": "any address",
  "http://[::ffff:10.0.0.1]": "IPv4 within IPv6",
  "http://localhost.": "a trailing dot",
  "http://127.0.0.1:0": "port 0",
  "http://127.0.0.1:99999": "a port that does not exist",
  "ftp://127.0.0.1": "another scheme",
  "127.0.0.1:8000": "no scheme",
  " http://127.0.0.1": "white space",
  "http://127.0.0.1\n.evil.example": "a line break",
  "": "nothing",
};
for (const [baseUrl, why] of Object.entries(disguises)) {
  test(`${JSON.stringify(baseUrl)} is refused: ${why}`, () => {
    assert.equal(judgeTarget({ ...locked, baseUrl }).state, "refused");
  });
}

test("an allowed origin is compared with its port, scheme and host, whatever the spelling", () => {
  const allowed = { ...locked, writes: false, allowedOrigins: ["https://perf.example"] };
  assert.equal(judgeTarget({ ...allowed, baseUrl: "https://PERF.example:443/" }).state, "allowed");
  for (const baseUrl of ["http://perf.example", "https://perf.example:8443", "https://www.perf.example"]) {
    assert.equal(judgeTarget({ ...allowed, baseUrl }).state, "refused", baseUrl);
  }
});

test("writing to an allowed origin needs allowWrites as well", () => {
  const target = { allowedOrigins: ["https://perf.example"], baseUrl: "https://perf.example", writes: true };
  const refused = judgeTarget({ ...target, allowWrites: false });
  assert.equal(refused.state, "refused");
  assert.match(refused.state === "refused" ? refused.fix : "", /"allowWrites": true/);
  assert.equal(judgeTarget({ ...target, allowWrites: true }).state, "allowed");
  assert.equal(judgeTarget({ ...target, allowWrites: false, writes: false }).state, "allowed");
});

test("an origin is written in one way", () => {
  assert.equal(parseOrigin("HTTP://Perf.Example/")?.text, "http://perf.example:80");
  assert.equal(parseOrigin("https://[::1]")?.text, "https://[::1]:443");
});
