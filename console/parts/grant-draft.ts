import type { Grant } from '../../shared/access/grant.ts';
import { listed } from './listed.ts';

export const scopeKinds = [
  ['gtins', 'Only these GTINs'],
  ['lots', 'Only these lots'],
  ['pools', 'Only these pools'],
  ['sites', 'Only these sites'],
] as const;
export type TypedScope = Readonly<Record<(typeof scopeKinds)[number][0], string>>;

/** What a grant is narrowed to, as it is typed. */
export function typedScope(before: Pick<Grant, 'scope'> | undefined): TypedScope {
  const of = (kind: keyof TypedScope) => before?.scope?.[kind]?.join(', ') ?? '';
  return { gtins: of('gtins'), lots: of('lots'), pools: of('pools'), sites: of('sites') };
}

interface Typed {
  readonly scope: TypedScope;
  readonly from: string | undefined;
  /** ISO 8601 to the millisecond as it is to be; nothing where it has no end. */
  readonly until: string | undefined;
}

/** Scope and time of a grant as the API takes them. */
export function grantWithin({ scope, from, until }: Typed): Omit<Grant, 'permissions'> {
  const named = scopeKinds.flatMap(([kind]) => {
    const names = listed(scope[kind]);
    return names.length === 0 ? [] : [[kind, names] as const];
  });
  return {
    ...(named.length > 0 && { scope: Object.fromEntries(named) }),
    ...(from !== undefined && { from }),
    ...(until && { until }),
  };
}
