// Plan §5: one chain of tokens per virtual user. Each refresh is used once, and its predecessor must then be worthless.

import { obtainTokens, refreshTokens } from "../../lib/auth.ts";
import { checkAdmitted, checkHeaders, checkRefused } from "../../lib/auth-checks.ts";
import { newVisitor, send, type Visitor } from "../../lib/client.ts";
import { think } from "../../lib/pacing.ts";

export function keepTokensAlive(): void {
  const client = newVisitor();
  const obtained = obtainTokens(client);
  checkHeaders(obtained, "json", "the answer with tokens");
  if (!obtained.ok) return;
  read(client);
  const used = client.refresh;
  let isUsed = false;
  for (let turn = 0; turn < 2; turn += 1) {
    const refreshed = refreshTokens(client);
    checkAdmitted(refreshed, "the refresh of a token");
    isUsed ||= refreshed.ok;
    read(client);
    think(0.3, 0.8);
  }
  if (isUsed)
    checkRefused(
      send(client, "jwt_refresh_reused", { body: { refresh: used } }),
      "a refresh token that was used",
    );
  const late: Visitor = { ...newVisitor(), access: `${client.access?.slice(0, -8)}aaaaaaaa` };
  const refused = send(late, "api_regions_expired_token");
  checkHeaders(refused, "refusal", "the answer to a bad token");
  checkRefused(refused, "a list asked for with a bad token");
}

function read(client: Visitor): void {
  checkAdmitted(send(client, "api_regions_list"), "a list asked for with a token");
}
