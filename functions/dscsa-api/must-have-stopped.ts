import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { refuse } from '#shared/refusal.ts';

/** A response that is on its way is not written over: the partner may have it. @throws Refused `conflict` while it is */
export function mustHaveStopped({ state, problem }: DscsaCase, at: string): void {
  if (state !== 'responding' || problem !== undefined) return;
  throw new Refused(
    refuse('conflict', 'the response to what was told before is on its way', {
      at,
      remedy: 'send it again when the response has arrived, or has a problem',
    }),
  );
}
