import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import { refuse } from '#shared/refusal.ts';

export interface KnownNeeds {
  readonly master: Pick<MasterData, 'get'>;
}

/**
 * Of a list in which nothing was found it is told whether there is such a partner at all: a slip would read as "nothing came". A partner that is only drafted, or was withdrawn, is one;
 * a client that is a partner's own names nobody else.
 *
 * @throws Refused `not-found`
 */
export async function mustBeKnown(
  { master }: KnownNeeds,
  { tenant, partner: own }: Pick<Request, 'tenant' | 'partner'>,
  asked: string | undefined,
): Promise<void> {
  if (asked === undefined || own !== undefined) return;
  if ((await master.get(tenant, 'partner', asked)) !== undefined) return;
  throw new Refused(
    refuse('not-found', `there is no partner ${JSON.stringify(asked.slice(0, 80))}`, {
      at: '?partner',
      remedy: 'GET /api/partners lists them',
    }),
  );
}
