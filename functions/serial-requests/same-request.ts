import type { Request } from '#common/http.ts';
import { mustTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import { isOwnBlock, type StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlock, SerialRequest } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';

/** The block of an earlier request, for who sends the same again. @throws Refused for another request under its id, and for another's */
export function sameRequest(request: Request, wanted: SerialRequest, block: StoredBlock): SerialBlock {
  const { requestId, pool, first, last, skips, count, gtin, site } = block;
  if (!isOwnBlock(request, block))
    throw new Refused(
      refuse('not-found', `no serial request ${requestId} of ${request.home}`, {
        at: '/requestId',
        rule: 'Seriate: a request id stands for one request of one company',
        remedy: 'use another request id',
      }),
    );
  mustTouch(request, { gtin, pool, site });
  const differs = different(request, wanted, block);
  if (differs.length === 0) return { requestId, pool, first, last, ...(skips !== undefined && { skips }) };
  throw new Refused(
    refuse('conflict', `request ${requestId} was for ${count} of pool ${pool}, and differs in ${differs.join(', ')}`, {
      at: '/requestId',
      rule: 'Seriate: a request id stands for one request',
      remedy: 'use a new request id for another request',
    }),
  );
}

const members = ['pool', 'count', 'site', 'line', 'order', 'partner', 'market'] as const;

/** What two requests do not agree in. */
function different({ tenant, home }: Request, wanted: SerialRequest, block: StoredBlock): string[] {
  const others = members.filter((member) => wanted[member] !== block[member]);
  return (block.home ?? tenant) === home ? others : [...others, 'company'];
}
