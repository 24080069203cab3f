/** Who may do what: one table. A grant between tenants names permissions from the same list. */
export const permissions = {
  'registry:write': ['administrator', 'serialization-manager'],
  'registry:read': ['administrator', 'serialization-manager', 'qa', 'operator', 'auditor', 'site'],
  'grants:write': ['administrator'],
  'serials:request': ['administrator', 'serialization-manager', 'site'],
  'orders:write': ['administrator', 'serialization-manager'],
  'orders:read': ['administrator', 'serialization-manager', 'qa', 'operator', 'auditor', 'site'],
  'lots:release': ['administrator', 'qa'],
  'events:capture': ['administrator', 'serialization-manager', 'site', 'partner-api'],
  'events:query': ['administrator', 'serialization-manager', 'qa', 'auditor', 'site', 'partner-api'],
  'queries:write': ['administrator', 'serialization-manager', 'qa', 'partner-api'],
  'exceptions:read': ['administrator', 'serialization-manager', 'qa', 'auditor', 'operator'],
  'exceptions:write': ['administrator', 'serialization-manager', 'qa'],
  'deliveries:write': ['administrator', 'serialization-manager'],
  'deliveries:read': ['administrator', 'serialization-manager', 'qa', 'auditor'],
  'packs:verify': ['administrator', 'serialization-manager', 'qa', 'operator', 'partner-api'],
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
