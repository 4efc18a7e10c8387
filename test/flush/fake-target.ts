// The command of a fake manage.py over a real Redis; fake_manage.py says what is fake of it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../src/run/suite.ts";
import { describeDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import type { Redis } from "../redis.ts";

const dataset = { fingerprint: "0123456789abcdef", seed: 7, scale: 1, today: "2026-01-01" };

type Place = readonly [host: string, port: number, database: number];
export type State = {
  readonly marker?: string | null;
  readonly cache?: Place | null;
  readonly broker?: Place | null;
  readonly driver?: string;
  readonly backend?: string;
  readonly sessions?: string;
  readonly error?: string;
  readonly markerLost?: boolean;
  readonly interrupt?: "before" | "after";
};

/** `path`: where its state is kept. The cache is database 0, the queue database `queueAt`, unless the state differs. */
export function fakeManage(path: string, { port }: Redis, queueAt: number, state: State = {}): string {
  const usual: State = {
    marker: describeDataset(dataset),
    cache: ["127.0.0.1", port, 0],
    broker: ["127.0.0.1", port, queueAt],
    backend: "django.core.cache.backends.redis.RedisCache",
    sessions: "django.contrib.sessions.backends.cache",
  };
  writeFileSync(path, JSON.stringify({ ...usual, ...state }));
  return `python3 "${join(projectFolder, "test/flush/fake_manage.py")}" "${path}"`;
}
