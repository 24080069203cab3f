import { createHash } from 'node:crypto';
import type { Endpoint, Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { serialListKey } from '#common/store/documents.ts';
import { listTypes } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';
import { again, begin } from './begin-import.ts';
import type { ListNeeds } from './list-needs.ts';
import { listOf } from './list-of-request.ts';
import { isRetired } from './list-refusals.ts';

/** Brings in a list that fits the request. The same id with the same bytes answers the same import. */
export const putList =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { tenant, bytes } = request;
    const { pool, importId } = await listOf(needs, request);
    const mediaType = mediaTypeOf(request);
    const sum = createHash('sha256').update(bytes).digest('hex');
    const key = serialListKey(tenant, pool.id, `${importId}.${sum.slice(0, 32)}`);
    const earlier = await needs.imports.get(tenant, pool.id, importId);
    if (earlier !== undefined) return again(needs, request, earlier, key);
    if (pool.state === 'retired') throw new Refused(isRetired(pool.id));
    await needs.documents.put(key, bytes, mediaType);
    return begin(needs, request, { pool: pool.id, importId, key, mediaType });
  };

function mediaTypeOf({ headers }: Request) {
  const asked = (headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase();
  const found = listTypes.find((type) => type === asked);
  if (found !== undefined) return found;
  throw new Refused(
    refuse('unsupported-media', `a list is no ${asked}`, {
      at: 'content-type',
      rule: 'RFC 9110 §15.5.16',
      remedy: `send ${listTypes.join(', ')}`,
    }),
  );
}
