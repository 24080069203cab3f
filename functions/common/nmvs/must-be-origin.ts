import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import type { NmvsCredentials } from './nmvs-credentials.ts';

/** A URL below one of the origins. @throws Refused for any other place: there the credentials would be given away */
export function mustBeOrigin(url: string, { origins }: Pick<NmvsCredentials, 'origins'>): void {
  const origin = URL.parse(url)?.origin;
  if (origin === undefined || !origins.some((one) => URL.parse(one)?.origin === origin))
    throw new Refused(
      refuse('not-permitted', `the secret does not name ${origin ?? url} among its origins`, {
        at: '/services',
        remedy: 'add it to origins in the secret, or mend the access',
      }),
    );
}
