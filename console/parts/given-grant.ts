import * as v from 'valibot';
import { keptGrant } from '../../shared/access/grant.ts';

/** A grant as it was given, and by whom. */
export const givenGrant = v.object({ grantee: v.string(), by: v.string(), at: v.string(), ...keptGrant.entries });
export type GivenGrant = v.InferOutput<typeof givenGrant>;
export const grantPage = v.object({ grants: v.array(givenGrant), next: v.optional(v.string()) });

/** What it is narrowed to, in words. */
export function scopeText({ scope = {} }: Pick<GivenGrant, 'scope'>): string {
  const kinds = Object.entries(scope).flatMap(([kind, names]) =>
    names === undefined ? [] : [`${kind}: ${names.join(', ')}`],
  );
  return kinds.join('; ') || 'everything';
}
