import { refuse } from '#shared/refusal.ts';
import type { Principal } from './principal.ts';
import { Refused } from './refused.ts';

/**
 * Two machines of one hand are not two pairs of eyes: whatever wrote a version, a person decides about it.
 *
 * @throws Refused `not-permitted` when the token is a machine's
 */
export function mustBePerson({ person }: Pick<Principal, 'person'>): void {
  if (person) return;
  throw new Refused(
    refuse('not-permitted', 'a machine decides about no version', {
      rule: 'Seriate: a second person approves; 21 CFR Part 11 §11.10(j)',
      remedy: 'sign in as a person and send the same request',
    }),
  );
}
