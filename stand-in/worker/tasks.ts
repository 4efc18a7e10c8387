// What the worker can do, by the name of the task. A trigger of the catalogue names one.

export type Work = {
  /** 41 ms a task was measured on OBCMS, 20 of them in a row. */
  readonly ms: number;
  /** The line of the application's own log. */
  readonly says: string;
  /** As Python prints what the task returns. */
  readonly returns: string;
};

export const tasks: Readonly<Record<string, Work>> = {
  "project_central.generate_daily_alerts": {
    ms: 41,
    says: "Daily alert generation completed: 0 total alerts",
    // On OBCMS it ends well with an error inside, and generates nothing: nobody who looks at its state alone sees that.
    returns: `{'unfunded_needs': 0, 'overdue_ppas': 0, 'workflow_blocked': 0, 'total': 0, 'errors': ["workflow_blocked: Cannot resolve keyword 'is_blocked' into field."]}`,
  },
};
