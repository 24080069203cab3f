import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Signature } from '#shared/access/signature.ts';
import { refuse } from '#shared/refusal.ts';

const masters = ['qa', 'administrator'];

/** What becomes of goods that are not as they should be is decided by quality, signed. @throws Refused `not-permitted`, `signature-needed` */
export function mustBeOfQuality({ role }: Pick<Request, 'role'>, signature: Signature | undefined): void {
  const rule = 'EU GDP 2013/C 343/01, chapters 5.4 and 6.3';
  if (!masters.includes(role))
    throw new Refused(
      refuse('not-permitted', `role ${role} does not decide about quality`, {
        at: '/signature',
        rule,
        remedy: 'have it decided by somebody of role qa',
      }),
    );
  if (signature === undefined)
    throw new Refused(
      refuse('signature-needed', 'quality decides this, and signs it', { at: '/signature', rule, remedy: 'sign it' }),
    );
}
