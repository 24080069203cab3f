/** Who may do what: one table. A grant between tenants names permissions from the same list. */
export const permissions = {
  'registry:write': ['administrator', 'serialization-manager'],
  'registry:read': ['administrator', 'serialization-manager', 'qa', 'operator', 'auditor', 'site'],
  'master-data:approve': ['administrator', 'serialization-manager', 'qa'],
  'pools:write': ['administrator', 'serialization-manager'],
  'pools:read': ['administrator', 'serialization-manager', 'qa', 'operator', 'auditor', 'site'],
  'serials:request': ['administrator', 'serialization-manager', 'site'],
  'blocks:write': ['administrator', 'serialization-manager', 'site'],
  'orders:write': ['administrator', 'serialization-manager', 'site'],
  'orders:stand': ['site'],
  'orders:read': ['administrator', 'serialization-manager', 'qa', 'operator', 'auditor', 'site'],
  'lots:release': ['administrator', 'qa'],
  'recalls:write': ['administrator', 'qa'],
  'events:capture': ['administrator', 'serialization-manager', 'site', 'partner-api'],
  'events:query': ['administrator', 'serialization-manager', 'qa', 'auditor', 'site', 'partner-api'],
  'queries:write': ['administrator', 'serialization-manager', 'qa', 'partner-api'],
  'exceptions:read': ['administrator', 'serialization-manager', 'qa', 'auditor', 'operator'],
  'exceptions:write': ['administrator', 'serialization-manager', 'qa'],
  'deliveries:write': ['administrator', 'serialization-manager'],
  'deliveries:read': ['administrator', 'serialization-manager', 'qa', 'auditor'],
  'inbound:read': ['administrator', 'serialization-manager', 'qa', 'auditor', 'partner-api'],
  'packs:verify': ['administrator', 'serialization-manager', 'qa', 'operator', 'partner-api'],
  'nmvs:use': ['administrator', 'serialization-manager', 'qa', 'operator'],
  'nmvs:manage': ['administrator', 'serialization-manager', 'qa'],
  'vrs:use': ['administrator', 'serialization-manager', 'qa', 'operator'],
  'vrs:manage': ['administrator', 'serialization-manager', 'qa'],
  'dscsa:read': ['administrator', 'serialization-manager', 'qa', 'auditor'],
  'dscsa:write': ['administrator', 'serialization-manager', 'qa'],
  'listeners:write': ['administrator', 'serialization-manager'],
  'announcements:read': ['administrator', 'serialization-manager', 'qa', 'auditor'],
  'grants:write': ['administrator'],
  'grants:read': ['administrator', 'serialization-manager', 'qa', 'auditor'],
  /** What a partner does for its own partnership, by its own machine client. */
  'partnership:own': ['partner-api'],
  'people:write': ['administrator'],
  'people:read': ['administrator', 'auditor'],
  'audit:read': ['administrator', 'qa', 'auditor'],
} as const satisfies Record<string, readonly string[]>;

export type Permission = keyof typeof permissions;

export const roles = [
  'administrator',
  'serialization-manager',
  'qa',
  'operator',
  'auditor',
  'partner-api',
  'site',
] as const;
export type Role = (typeof roles)[number];

/** True when the role carries the permission. */
export function roleMay(role: string, permission: Permission): boolean {
  return (permissions[permission] as readonly string[]).includes(role);
}

/** What no tenant does for another: who belongs to a tenant, whom it trusts, what it tells its own systems, and what its people changed. */
const ownAffairs: readonly Permission[] = [
  'grants:write',
  'grants:read',
  'people:write',
  'people:read',
  'audit:read',
  'listeners:write',
  'partnership:own',
];

/** True when a tenant can let another one do it. */
export const isGrantable = (permission: Permission): boolean => !ownAffairs.includes(permission);

/** Every permission that a grant may name. */
export const grantable = Object.keys(permissions)
  .filter((name): name is Permission => name in permissions)
  .filter(isGrantable);
