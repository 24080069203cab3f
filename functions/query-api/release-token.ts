import type { Endpoint } from '#common/http.ts';
import { readToken } from '#common/page-token.ts';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

/** A token is given back early. It holds nothing here, so there is nothing to free (EPCIS 2.0, REST binding, nextPageToken). */
export const releaseToken = (): Endpoint => async (request) => {
  if (readToken(request.tenant, request.path['token'] ?? '') !== undefined) return { status: 204 };
  throw new Refused(refuse('not-found', 'no such page token', { at: 'token' }));
};
