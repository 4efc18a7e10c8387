// A local stand-in for the server with k6's releases; its archive holds a fake k6. Used by release.test.ts.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fakeK6, temporaryFolder, writeScript } from "./fake-k6.ts";

export const archiveName = "k6-v2.2.0-linux-amd64.tar.gz";

type Answer = (response: ServerResponse, bytes: Buffer) => void;

export type Behaviour = {
  /** The version that the k6 in the archive answers; null: the archive holds no k6. */
  version?: string | null;
  checksums?: (sha256: string) => string;
  answerChecksums?: Answer;
  answerArchive?: Answer;
};

const whole: Answer = (response, bytes) => response.setHeader("content-length", bytes.length).end(bytes);

/** Starts the server; `requests` lists the paths asked for. */
export async function startReleaseServer(test: TestContext, behaviour: Behaviour = {}) {
  const bytes = buildArchive(
    temporaryFolder(test),
    behaviour.version === undefined ? "2.2.0" : behaviour.version,
  );
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const checksums = Buffer.from((behaviour.checksums ?? ((sum) => `${sum}  ${archiveName}\n`))(sha256));
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (request.url === `/v2.2.0/${archiveName}`) (behaviour.answerArchive ?? whole)(response, bytes);
    else if (request.url === "/v2.2.0/k6-v2.2.0-checksums.txt")
      (behaviour.answerChecksums ?? whole)(response, checksums);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function buildArchive(folder: string, version: string | null): Buffer {
  const inner = "k6-v2.2.0-linux-amd64";
  if (version === null) writeScript(join(folder, inner, "README"), "");
  else fakeK6(join(folder, inner, "k6"), version);
  execFileSync("tar", ["-czf", join(folder, archiveName), "-C", folder, inner]);
  return readFileSync(join(folder, archiveName));
}
