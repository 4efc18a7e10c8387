// Who asks: the first user of each persona in the settings that has a password, and an account that may be locked.

import { leasedPersonas, type PersonaName, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { Credentials, Users } from "./target.ts";

export function usersOf(values: SettingValues): Users {
  const first = (persona: PersonaName): Credentials | undefined => {
    const [username] = values[personas[persona].usernames];
    const password = values[personas[persona].password];
    return username === undefined || password === undefined ? undefined : { username, password };
  };
  // Any of them: the one of the last time may be locked still.
  const accounts = values[personas.throw_away.usernames];
  const throwAway = accounts[Math.floor(Math.random() * accounts.length)];
  const shareToken = values["calendar.shareToken"];
  const found = leasedPersonas.flatMap((persona) => {
    const user = first(persona);
    return user === undefined ? [] : [[persona, user] as const];
  });
  return {
    ...Object.fromEntries(found),
    // Its password is never sent right, so it may be unknown.
    ...(throwAway === undefined
      ? {}
      : {
          throwAway: { username: throwAway, password: values[personas.throw_away.password] ?? "not known" },
        }),
    ...(shareToken === undefined ? {} : { shareToken }),
  };
}
