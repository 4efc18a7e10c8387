// How a run reaches the target of the compose stack: variables that are settings of `obcms-perf run`, by target. The stack's
// ports and names are those of deploy/compose.yaml, which a test holds.

import { personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { Problem } from "../problem.ts";
import type { Target } from "./plan.ts";

/** Where the stack listens on this machine. */
export const ports = {
  web: 8000,
  database: 5432,
  redis: 6379,
  "stand-in": 8600,
  prometheus: 9090,
  grafana: 3000,
  influxdb: 8086,
} as const;

/** Databases of the stack's Redis. */
export const redisDatabases = { cache: 0, broker: 1, results: 2 } as const;

export type StackVariables = {
  readonly plain: Readonly<Record<string, string>>;
  /** Never printed. */
  readonly secret: Readonly<Record<string, string>>;
};

const PROMETHEUS = { OBCMS_PROMETHEUS: `http://127.0.0.1:${ports.prometheus}/api/v1/write` };
const redis = (name: keyof typeof redisDatabases): string =>
  `redis://127.0.0.1:${ports.redis}/${redisDatabases[name]}`;

/** `compose`: the stack's file. Throws a Problem where a password is missing that the target needs. */
export function stackVariables(target: Target, compose: string, env: NodeJS.ProcessEnv): StackVariables {
  if (target === "stand-in") return { plain: { OBCMS_ENV_FILE: "stand-in", ...PROMETHEUS }, secret: {} };
  const [database, seed] = [required(env, "POSTGRES_PASSWORD"), required(env, "OBCMS_SEED_PASSWORD")];
  return {
    plain: {
      OBCMS_ENV_FILE: "dataset/env.seed.json",
      K6_BASE_URL: `http://127.0.0.1:${ports.web}`,
      OBCMS_MANAGE: `docker compose --file ${compose} --profile obcms exec -T web python manage.py`,
      OBCMS_PROBE_BROKER: redis("broker"),
      OBCMS_PROBE_CACHE: redis("cache"),
      OBCMS_PROBE_RESULTS: redis("results"),
      OBCMS_PROBE_POSTGRES: "true",
      ...PROMETHEUS,
    },
    secret: {
      OBCMS_DATABASE_URL: `postgres://obcms:${encodeURIComponent(database)}@127.0.0.1:${ports.database}/obcms`,
      ...Object.fromEntries(personaNames.map((name) => [settings[personas[name].password].env, seed])),
    },
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  // A line of GITHUB_ENV is one variable.
  if (value !== undefined && value !== "" && !/[\r\n]/.test(value)) return value;
  throw new Problem({
    what: `${name} is not set, or has more than one line.`,
    saw: "the target obcms needs it",
    fix: `set it as a secret of the workflow, and hand it over as ${name}`,
    exit: "configuration",
  });
}
