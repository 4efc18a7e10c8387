// Roles, features and permissions. OBCMS's migrations insert them, and on PostgreSQL those migrations fail; without
// these rows nobody but a superuser opens monitoring, recommendations or project management.

import type { personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { madeOn } from "./days.ts";
import type { Order } from "./order.ts";
import { type Row, uuidOf } from "./row.ts";

type RoleSlug = NonNullable<(typeof personas)[keyof typeof personas]["rbacRole"]>;

/** A feature by the key that OBCMS's views ask for, with its permissions as [codename, type]. */
const features = {
  mana_access: { module: "mana", permissions: [["view_mana", "view"]] },
  recommendations_access: { module: "recommendations", permissions: [["view_recommendations", "view"]] },
  planning_budgeting_access: { module: "common", permissions: [["view_planning_budgeting", "view"]] },
  project_management_access: {
    module: "project_central",
    permissions: [["view_project_management", "view"]],
  },
  user_approvals_access: { module: "common", permissions: [["view_user_approvals", "view"]] },
  monitoring_access: { module: "monitoring", permissions: [["view_monitoring", "view"]] },
  rbac_management: {
    module: "oobc_management",
    permissions: [
      ["oobc_management.view_rbac_config", "view"],
      ["oobc_management.assign_user_roles", "edit"],
      ["oobc_management.manage_user_permissions", "custom"],
      ["oobc_management.manage_feature_access", "custom"],
    ],
  },
} as const;
type FeatureKey = keyof typeof features;

/** What each role that a persona has may open: measured on OBCMS. */
const roles = {
  "oobc-staff": { level: 2, opens: ["monitoring_access"] },
  "oobc-executive-director": { level: 5, opens: Object.keys(features) as FeatureKey[] },
} as const satisfies Record<RoleSlug, { level: number; opens: readonly FeatureKey[] }>;
export const roleSlugs = Object.keys(roles) as RoleSlug[];

const featureKeys = Object.keys(features) as FeatureKey[];
const permissions = featureKeys.flatMap((feature) =>
  features[feature].permissions.map(([codename, type]) => ({ feature, codename, type })),
);

export function roleId(seed: number, slug: string): string {
  return uuidOf(seed, `role ${slug}`, 0);
}

export function* roleRows({ seed, today }: Order): Generator<Row> {
  const stamps = { is_active: true, ...madeOn(today) };
  const featureId = (key: string): string => uuidOf(seed, `feature ${key}`, 0);
  const permissionId = (codename: string): string => uuidOf(seed, `permission ${codename}`, 0);
  for (const [index, key] of featureKeys.entries())
    yield {
      model: "common.feature",
      pk: featureId(key),
      fields: {
        feature_key: key,
        name: titleOf(key),
        module: features[key].module,
        sort_order: (index + 1) * 10,
        ...stamps,
      },
    };
  for (const { feature, codename, type } of permissions)
    yield {
      model: "common.permission",
      pk: permissionId(codename),
      fields: {
        codename,
        name: titleOf(codename),
        feature: featureId(feature),
        permission_type: type,
        ...stamps,
      },
    };
  for (const slug of roleSlugs) {
    yield {
      model: "common.role",
      pk: roleId(seed, slug),
      fields: {
        name: titleOf(slug),
        slug,
        scope: "system",
        level: roles[slug].level,
        is_system_role: true,
        ...stamps,
      },
    };
    for (const { feature, codename } of permissions)
      if ((roles[slug].opens as readonly string[]).includes(feature))
        yield {
          model: "common.rolepermission",
          pk: uuidOf(seed, `${slug} ${codename}`, 0),
          fields: {
            role: roleId(seed, slug),
            permission: permissionId(codename),
            is_granted: true,
            conditions: {},
            ...stamps,
          },
        };
  }
}

function titleOf(key: string): string {
  return key.replaceAll(/[-_.]/g, " ").replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
