import { log } from '#common/log.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { audienceOf } from '#shared/vrs/directory-entry.ts';
import type { AtpOf } from './atp.ts';
import { isRejected } from './read-jwt.ts';

interface Shown {
  /** GLN of the responder. */
  readonly gln: string;
  readonly corrUUID: string;
  readonly presentation: string | undefined;
}

/**
 * Holds who asks against what the owner of the pack demands. What is wrong with a credential stands in the log: whoever shows a false one learns
 * nothing by it.
 */
export async function admitCredential(
  atpOf: AtpOf,
  owner: string,
  settings: VrsSettings,
  { gln, corrUUID, presentation }: Shown,
): Promise<Refusal | undefined> {
  if (!settings.demands) return undefined;
  const expected = { corrUUID, audience: settings.audience ?? audienceOf(gln) };
  const judged = await atpOf(owner, settings).verify(presentation, expected);
  if (!isRejected(judged)) return undefined;
  const { problem, detail } = judged;
  log('vrs-credential-refused', { tenant: owner, corrUUID, problem, detail });
  return problem === 'unavailable'
    ? refuse('busy', 'credentials cannot be judged at the moment')
    : refuse('not-permitted', 'the ATP credential is missing, expired, revoked or not valid');
}
