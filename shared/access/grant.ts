import * as v from 'valibot';
import { grantable } from './permissions.ts';

const names = (each: v.GenericSchema<string>) => v.optional(v.pipe(v.array(each), v.minLength(1), v.maxLength(200)));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const instant = v.pipe(v.string(), v.isoTimestamp('must be a time in ISO 8601, such as 2026-03-01T00:00:00Z'));

/** What a grant is narrowed to. A kind that is absent is not narrowed. */
export const grantScope = v.pipe(
  v.strictObject({
    gtins: names(v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'))),
    lots: names(name),
    pools: names(name),
    sites: names(name),
  }),
  v.check(
    (scope) => Object.keys(scope).length > 0,
    'names nothing; leave `scope` out to grant everything, or name gtins, lots, pools or sites',
  ),
  v.check(
    ({ gtins, lots }) => lots === undefined || gtins !== undefined,
    'lots need gtins beside them: a lot number is unique with its GTIN only (GS1 General Specifications §3.4.1)',
  ),
);
export type GrantScope = v.InferOutput<typeof grantScope>;

const entries = {
  /** None withdraws the grant. */
  permissions: v.array(v.picklist(grantable, 'is no permission that can be granted')),
  scope: v.optional(grantScope),
  /** It holds from then on; from when it was given, when absent. */
  from: v.optional(instant),
  /** It holds until then, exclusive; until it is withdrawn, when absent. */
  until: v.optional(instant),
};

/** What one tenant lets another do. Strict: a misspelt bound would be no bound. */
export const grant = v.pipe(
  v.strictObject(entries),
  v.check(
    ({ from, until }) => from === undefined || until === undefined || Date.parse(from) < Date.parse(until),
    'must end after it begins',
  ),
);
/** A grant among the members of a row. */
export const keptGrant = v.object(entries);
export type Grant = v.InferOutput<typeof grant>;

/** What a call shows or changes. */
export interface Touched {
  /** 14 digits. */
  readonly gtin?: string | undefined;
  readonly lot?: string | undefined;
  readonly pool?: string | undefined;
  readonly site?: string | undefined;
}

/** True when a grant holds at a moment. @param at milliseconds since 1970 */
export const isInForce = ({ from, until }: Omit<Grant, 'permissions'>, at: number): boolean =>
  (from === undefined || Date.parse(from) <= at) && (until === undefined || at < Date.parse(until));

/**
 * True when a narrowed grant covers what is touched: of every kind that the grant narrows and the call touches, the one that is touched is
 * named; and there is at least one such kind. A grant that is narrowed to a pool opens no lot, a grant for a product opens its pools.
 */
export function isWithin(scope: GrantScope, touched: Touched): boolean {
  const kinds = [
    [scope.gtins, touched.gtin],
    [scope.lots, touched.lot],
    [scope.pools, touched.pool],
    [scope.sites, touched.site],
  ] as const;
  const judged = kinds.flatMap(([named, one]) =>
    named === undefined || one === undefined ? [] : [named.includes(one)],
  );
  return judged.length > 0 && judged.every(Boolean);
}

/** True when the scope narrows nothing. */
export const isWide = ({ gtins, lots, pools, sites }: GrantScope): boolean =>
  [gtins, lots, pools, sites].every((named) => named === undefined);
