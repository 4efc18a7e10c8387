// What became of tasks, for k6.

import type { Tasks } from "./probe.ts";

export function openTasks(): Tasks {
  return {
    saw: () => {},
    answerDepth: () => {},
    sawWorker: () => {},
    answer: async () => {
      throw new Error("nobody watches tasks");
    },
  };
}
