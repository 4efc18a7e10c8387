// The address of a store as a setting gives it, with its credentials apart. No error tells any of them.

import { type SettingName, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { Problem } from "../problem.ts";

export type Address = {
  readonly url: URL;
  /** The address without credentials, as it may be shown. */
  readonly shown: string;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
};

/** Throws a Problem for what is no such address; `example` is one. Query and fragment have no meaning there. */
export function parseAddress(
  setting: SettingName,
  text: string,
  protocols: readonly string[],
  example: string,
): Address {
  const url = URL.parse(text);
  if (url === null || !protocols.includes(url.protocol) || url.search !== "" || url.hash !== "")
    throw new Problem({
      what: `${setting} is no address of a store.`,
      saw:
        url === null
          ? "it cannot be read as a URL"
          : `${url.protocol}//${url.host}, ${whatIsWrong(url, protocols)}`,
      fix: `give one such as ${example} (${settings[setting].env})`,
      exit: "configuration",
    });
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = "";
  url.password = "";
  const shown = url.href.replace(/\/$/, "");
  return { url, shown, credentials: username === "" && password === "" ? undefined : { username, password } };
}

function whatIsWrong({ protocol }: URL, protocols: readonly string[]): string {
  if (protocols.includes(protocol)) return "with a query or a fragment";
  return `which begins with none of ${protocols.map((known) => `${known}//`).join(", ")}`;
}

/** The password, and how it looks in the header that carries it. */
export function secretsOf({ credentials }: Pick<Address, "credentials">): string[] {
  if (credentials === undefined || credentials.password === "") return [];
  return [credentials.password, basic(credentials)];
}

export function authorization({ credentials }: Pick<Address, "credentials">): Record<string, string> {
  return credentials === undefined ? {} : { authorization: `Basic ${basic(credentials)}` };
}

/** Of basic authentication, without the word before it. */
export function basic({ username, password }: NonNullable<Address["credentials"]>): string {
  return Buffer.from(`${username}:${password}`).toString("base64");
}
