import type { TenantLimits } from './store/tenant-limits.ts';

/** People and machine clients of a tenant at most: many times what the largest sites have, and few enough that a script gone astray is noticed. */
export const USUAL_MEMBERS = { person: 5000, client: 200 } as const;

/** How many of a kind a tenant may have. @param own what whoever runs the installation lets it have */
export const membersAtMost = (
  own: Pick<TenantLimits, 'people' | 'clients'>,
  kind: keyof typeof USUAL_MEMBERS,
): number => (kind === 'person' ? own.people : own.clients) ?? USUAL_MEMBERS[kind];
