// Whether what goes to the target is protected on its way, and who it goes to. Called by checks.ts.

import { once } from "node:events";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { parseOrigin } from "../../../tests/performance/k6/catalogue/origin.ts";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { type Finding, failed, ok, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

/** One handshake, and no request. */
export async function isEncrypted({ origin, values }: Subject): Promise<Finding> {
  if (origin.startsWith("http:"))
    return parseOrigin(origin)?.loopback
      ? ok("plain http, within this machine")
      : warning(
          "plain http: passwords and tokens can be read on their way, and production's encryption costs nothing here",
          "give the target's https origin",
        );
  const seen = await certificateOf(new URL(origin));
  return judge(seen, values["tls.insecureSkipVerify"]);
}

type Seen = { readonly protocol: string; readonly daysLeft: number; readonly fault: string | undefined };

const SOON_DAYS = 14;

function judge({ protocol, daysLeft, fault }: Seen, acceptsAll: boolean): Finding {
  const { env } = settings["tls.insecureSkipVerify"];
  const ends = daysLeft < 0 ? `ended ${days(-daysLeft)} ago` : `ends in ${days(daysLeft)}`;
  if (fault !== undefined)
    return acceptsAll
      ? warning(
          `the certificate is not valid (${fault}, ${ends}), and is accepted all the same: tls.insecureSkipVerify`,
          `give the target a valid certificate, then unset ${env}`,
        )
      : failed(
          `the certificate is not valid: ${fault}; it ${ends}`,
          `give the target a valid certificate, have Node trust its issuer (NODE_EXTRA_CA_CERTS), or accept any: ${env}`,
        );
  const found = `${protocol}, a valid certificate of this host, which ${ends}`;
  if (daysLeft < SOON_DAYS) return warning(found, "renew it before it ends within a series of runs");
  return acceptsAll
    ? warning(`${found}; yet any is accepted: tls.insecureSkipVerify`, `unset ${env}`)
    : ok(found);
}

const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);

const PATIENCE_MS = 10_000;
const DAY_MS = 86_400_000;

/** Throws where nobody answers, or not in TLS. */
async function certificateOf({ hostname, port }: URL): Promise<Seen> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const named = isIP(host) === 0 ? { servername: host } : {};
  const socket: TLSSocket = connect({
    host,
    port: Number(port || 443),
    ...named,
    // It is looked at, whatever it is; nothing is sent.
    rejectUnauthorized: false,
    timeout: PATIENCE_MS,
  });
  socket.once("timeout", () => socket.destroy(new Error(`no handshake within ${PATIENCE_MS / 1000} s`)));
  try {
    await once(socket, "secureConnect");
    const { valid_to } = socket.getPeerCertificate();
    return {
      protocol: socket.getProtocol() ?? "TLS",
      daysLeft: Math.floor((Date.parse(valid_to) - Date.now()) / DAY_MS),
      fault: socket.authorized ? undefined : String(socket.authorizationError),
    };
  } finally {
    socket.destroy();
  }
}
