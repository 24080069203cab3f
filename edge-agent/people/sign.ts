import * as v from 'valibot';
import { signature as signatureShape } from '#shared/access/signature.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { offsetAt } from '../line/event-clock.ts';
import type { Signature } from '../store/acts.ts';
import type { PasswordCheck } from './check-password.ts';
import type { Person } from './people.ts';

/** What a person gives to sign, in a session of his own: the password once more, what the signature means, and why. */
export const signing = v.strictObject({
  ...signatureShape.entries,
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});
export type Signing = v.InferOutput<typeof signing>;

/** The same where the reason may not be left out. */
export const signingWithReason = v.strictObject({ ...signing.entries, reason: v.nonOptional(signing.entries.reason) });

/**
 * A person's signature on what he does now (21 CFR Part 11 §11.50, §11.200(a)): session and password are its two components.
 *
 * @returns a refusal `unauthenticated` when the password is not the person's
 */
export async function signatureOf(
  { passwords, now }: { readonly passwords: PasswordCheck; readonly now: () => number },
  { username }: Person,
  { password, meaning, reason }: Signing,
): Promise<Signature | Refusal> {
  const signer = await passwords.check(username, password, 'signature');
  // Refused at the password: the session it was given in goes on.
  if (isRefusal(signer))
    return signer.refused === 'unauthenticated' ? { ...signer, at: '/signature/password' } : signer;
  const at = new Date(now());
  return {
    by: signer.username,
    name: signer.name,
    meaning,
    ...(reason !== undefined && { reason }),
    at: at.toISOString(),
    offset: offsetAt(at),
  };
}
