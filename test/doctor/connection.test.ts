// The check of certificate and encryption, on small https servers with certificates of openssl.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { checks } from "../../src/doctor/checks.ts";
import { examine } from "../../src/doctor/examine.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { openSubject } from "../../src/doctor/subject.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { projectFolder } from "../../src/run/suite.ts";

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-tls-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Signed by itself; for `localhost` and 127.0.0.1 unless it names another host. */
function certificate(days: number, names = "DNS:localhost,IP:127.0.0.1"): { key: Buffer; cert: Buffer } {
  const [key, request, cert] = ["key.pem", "request.pem", "cert.pem"].map((name) => join(folder, name));
  const openssl = (...args: (string | undefined)[]): void =>
    void execFileSync("openssl", args.map(String), { stdio: "ignore" });
  const named = ["-subj", "/CN=obcms-perf test", "-addext", `subjectAltName=${names}`];
  openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, ...named);
  const signed = ["-copy_extensions", "copy", "-days", String(days)];
  openssl("x509", "-req", "-in", request, "-signkey", key, "-out", cert, ...signed);
  return { key: readFileSync(String(key)), cert: readFileSync(String(cert)) };
}

const HEALTH = { status: "healthy", service: "obcms", version: "1.0.0", checks: { database: true } };

async function serve(t: TestContext, pair: { key: Buffer; cert: Buffer }): Promise<string> {
  const server = createServer(pair, (_, answer) => {
    answer.setHeader("Set-Cookie", ["a=1", "b=2"]).end(JSON.stringify(HEALTH));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function tls(origin: string, flags: Flags = {}): Promise<Finding> {
  const { values } = standInSettings(origin, flags);
  return Promise.resolve(checks.tls(openSubject(values, origin, ".")));
}

test("plain http is right within this machine, and warned of elsewhere", async () => {
  assert.equal((await tls("http://127.0.0.1:8000")).state, "ok");
  const { state, saw } = await tls("http://obcms.example");
  assert.equal(state, "warning");
  assert.match(saw, /can be read on their way/);
});

test("a certificate that nobody knows fails, and says what may be done", async (t) => {
  const { state, saw, fix } = await tls(await serve(t, certificate(30)));
  assert.equal(state, "failed");
  assert.match(saw, /DEPTH_ZERO_SELF_SIGNED_CERT; it ends in (29|30) days/);
  assert.match(fix ?? "", /OBCMS_TLS_INSECURE_SKIP_VERIFY/);
});

test("where any certificate is accepted it is a warning, and the target is asked all the same", async (t) => {
  const origin = await serve(t, certificate(30));
  const flags = { "tls.insecureSkipVerify": true, scenarios: ["document_uploads"] };
  const { state, saw } = await tls(origin, flags);
  assert.equal(state, "warning");
  assert.match(saw, /accepted all the same: tls\.insecureSkipVerify/);
  const { values } = standInSettings(origin, flags);
  const found = await examine(openSubject(values, origin, "."), () => {});
  assert.equal(found.find(({ check }) => check === "target_reachable")?.state, "ok");
  const { headers } = await openSubject(values, origin, ".").ask("health");
  assert.deepEqual(headers.getSetCookie(), ["a=1", "b=2"]);
});

test("without that nothing is asked of it", async (t) => {
  const origin = await serve(t, certificate(30));
  const { values } = standInSettings(origin, { scenarios: ["document_uploads"] });
  const found = await examine(openSubject(values, origin, "."), () => {});
  assert.equal(found.find(({ check }) => check === "target_reachable")?.state, "failed");
});

/** Node takes more issuers only when it starts, so the look is made in another process. */
async function trusting(origin: string, flags: Flags = {}): Promise<Finding> {
  const program = `
    import { checks } from "./src/doctor/checks.ts";
    import { openSubject } from "./src/doctor/subject.ts";
    import { standInSettings } from "./src/run/environment.ts";
    const { values } = standInSettings(${JSON.stringify(origin)}, ${JSON.stringify(flags)});
    console.log(JSON.stringify(await checks.tls(openSubject(values, ${JSON.stringify(origin)}, "."))));`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "cert.pem"), NODE_NO_WARNINGS: "1" };
  const args = ["--input-type=module-typescript", "-e", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: projectFolder });
  return JSON.parse(stdout) as Finding;
}

const trusted: readonly {
  title: string;
  days: number;
  names?: string;
  flags?: Flags;
  state: Finding["state"];
  saw: RegExp;
}[] = [
  {
    title: "a valid one",
    days: 90,
    state: "ok",
    saw: /^TLSv1\.3, a valid certificate .* ends in (89|90) days$/,
  },
  { title: "one that ends soon", days: 5, state: "warning", saw: /ends in [45] days$/ },
  { title: "one that has ended", days: 0, state: "failed", saw: /CERT_HAS_EXPIRED; it ended 1 days? ago/ },
  {
    title: "one of another host",
    days: 90,
    names: "DNS:elsewhere.example",
    state: "failed",
    saw: /ERR_TLS_CERT_ALTNAME_INVALID/,
  },
  {
    title: "a valid one where any is accepted",
    days: 90,
    flags: { "tls.insecureSkipVerify": true },
    state: "warning",
    saw: /yet any is accepted/,
  },
];

for (const { title, days, names, flags, state, saw } of trusted) {
  test(`a certificate of a known issuer, ${title}: ${state}`, async (t) => {
    const pair = certificate(days, names);
    const ends = Date.parse(new X509Certificate(pair.cert).validTo) + 1000;
    // Nobody can sign one that has ended already.
    if (days === 0) await sleep(ends - Date.now());
    const origin = await serve(t, pair);
    const found = await trusting(origin, flags);
    assert.equal(found.state, state, JSON.stringify(found));
    assert.match(found.saw, saw);
  });
}
