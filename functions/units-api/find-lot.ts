import type { Request } from '#common/http.ts';
import { mayTouch, mustTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import { refuse } from '#shared/refusal.ts';

export interface WhichLot {
  readonly gtin: string;
  readonly lot: string;
}

/** The lot that a request names; its GTIN is needed for lots that were not ordered here, and where two products share the number. */
export async function whichLot(
  lots: Pick<Lots, 'numbered'>,
  request: Pick<Request, 'tenant' | 'home' | 'within' | 'path'>,
  asked: string | undefined,
): Promise<WhichLot> {
  const lot = request.path['lot'] ?? '';
  if (asked !== undefined) {
    mustTouch(request, { gtin: asked, lot });
    return { gtin: asked, lot };
  }
  const known = (await lots.numbered(request.tenant, lot)).filter((one) => mayTouch(request, one));
  const [first, second] = known;
  if (first === undefined) throw unknownLot(lot);
  if (second === undefined) return { gtin: first.gtin, lot };
  const remedy = `add ?gtin= with one of ${known.map((one) => one.gtin).join(', ')}`;
  throw new Refused(
    refuse('conflict', `${known.length} products have a lot ${lot}`, {
      at: 'gtin',
      rule: 'GS1 General Specifications §3.4.1: a lot number is unique with its GTIN only',
      remedy,
    }),
  );
}

/** The refusal of a lot that neither orders nor events know. */
export const unknownLot = (lot: string) =>
  new Refused(
    refuse('not-found', `no lot ${lot}`, {
      at: 'lot',
      remedy: 'add ?gtin= for a lot of another company; GET /api/lots lists your own',
    }),
  );
