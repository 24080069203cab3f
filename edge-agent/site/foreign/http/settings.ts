import * as v from 'valibot';
import { isPasswordHash } from '../../../people/password.ts';

/** What a line that speaks HTTP is configured with: who may speak for it. */
export const httpEntries = {
  clients: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._@-]{1,64}$/, 'must be 1 to 64 letters, digits or ._@-')),
        /** What `npm run agent -- --hash-password` answers; the secret itself is nowhere. */
        secret: v.pipe(v.string(), v.check(isPasswordHash, 'must be made by npm run agent -- --hash-password')),
      }),
    ),
    v.minLength(1),
    v.check((clients) => new Set(clients.map(({ id }) => id)).size === clients.length, 'two clients bear the same id'),
  ),
};
