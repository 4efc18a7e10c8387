// The application server by the header Server of one answer. Asked by observe.ts.

import { endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import { messageOf } from "../../problem.ts";
import { nothingTold, type Told } from "../observation.ts";

const PATIENCE_MS = 5_000;

/** Names by what the header begins with; a proxy's own name would hide the server behind it. */
const servers: Readonly<Record<string, string>> = {
  gunicorn: "gunicorn",
  uvicorn: "uvicorn",
  daphne: "daphne",
  wsgiserver: "runserver",
};

/** `origin`: undefined where the target has no address. Never throws. */
export async function askServerHeader(origin: string | undefined): Promise<Told> {
  if (origin === undefined) return nothingTold("there is no baseUrl to ask");
  try {
    const answer = await fetch(origin + endpoints.health.path, {
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.arrayBuffer();
    const header = answer.headers.get("server");
    const name = servers[/^[a-z]+/i.exec(header ?? "")?.[0]?.toLowerCase() ?? ""];
    if (name !== undefined)
      return { facts: { "webServer.name": name }, because: "a header tells the name alone" };
    return nothingTold(
      header === null
        ? "the answer has no header Server"
        : `the header Server says ${JSON.stringify(header.slice(0, 60))}, which names no application server`,
    );
  } catch (error) {
    return nothingTold(`${origin} does not answer: ${messageOf(error)}`);
  }
}
