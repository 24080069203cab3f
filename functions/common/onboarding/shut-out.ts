import { entryOf } from '#common/entry-of.ts';
import { Refused } from '#common/refused.ts';
import type { Members } from '#common/store/members.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';
import type { Acting } from './take-act.ts';

export interface ShutOutNeeds {
  readonly members: Pick<Members, 'client' | 'putClient'>;
  readonly now: () => Date;
}

/** Disables the partner's machine client: its tokens open nothing once the gateway asks again. Again it changes nothing. */
export async function shutOut(
  { members, now }: ShutOutNeeds,
  { tenant, client: id }: Pick<Onboarding, 'tenant' | 'client'>,
  who: Acting['who'],
): Promise<void> {
  const before = id === undefined ? undefined : await members.client(tenant, id);
  if (before?.state !== 'active') return;
  const at = now().toISOString();
  const after = { ...before, state: 'disabled', changedAt: at, changedBy: who.caller } as const;
  const entry = entryOf(who, at, 'client-changed', `client ${id}`, { detail: { state: 'disabled' } });
  if ((await members.putClient(tenant, before, after, entry)) === 'written') return;
  throw new Refused(refuse('busy', `client ${id} was changed by somebody else meanwhile`, { remedy: 'send it again' }));
}
