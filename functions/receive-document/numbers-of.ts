import { once } from '#common/inbound/tellers.ts';
import type { BlockPiece, PieceOf } from '#common/store/block-pieces.ts';
import type { EpcPlaces, OwnPlace } from '#common/store/epc-places.ts';
import type { Registry } from '#common/store/registry.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Who } from './deeds-of.ts';

export interface NumbersNeeds {
  readonly placesOf: EpcPlaces;
  readonly pieceOf: PieceOf;
  readonly pools: Pick<SerialPools, 'issuersOf'>;
  readonly registry: Pick<Registry, 'location'>;
}

/** Whose the numbers of units are. */
export interface Numbers {
  /** Where pools of ours issued units (canonical EPCs); none for one that no pool did. */
  readonly placesOf: (epcs: readonly string[]) => Promise<ReadonlyMap<string, readonly OwnPlace[]>>;
  /**
   * True for a unit whose number was given to the partner, or that no pool of ours issued: of a product that pools of ours number, such a one takes that the product was released to it.
   *
   * @param places as `placesOf` tells them
   */
  readonly isIts: (epc: string, places: readonly OwnPlace[]) => Promise<boolean>;
}

/** Looks pieces of pools up once for a document, whose numbers mostly lie together. */
export function numbersOf({ placesOf, pieceOf, pools, registry }: NumbersNeeds, { tenant, partner }: Who): Numbers {
  const pieces = new Map<string, BlockPiece[]>();
  const own = new Map<string, Promise<boolean>>();
  const pieceAt = async ({ pool, counter }: OwnPlace) => {
    const known = pieces.get(pool) ?? [];
    pieces.set(pool, known);
    const found = known.find(({ from, to }) => from <= counter && counter <= to);
    if (found !== undefined) return found;
    const read = await pieceOf(tenant.tenant, pool, counter);
    known.push(read);
    return read;
  };
  const isGiven = (block: StoredBlock, gtin: string | undefined) => {
    const found = own.get(block.requestId) ?? isFor({ registry }, tenant.tenant, partner, block, gtin);
    own.set(block.requestId, found);
    return found;
  };
  // A product of ours that has pools gets its numbers there; whoever brings others makes packs that we know nothing of.
  const isPooled = once(async (gtin) => (await pools.issuersOf(tenant.tenant, [gtin])).length > 0);
  return {
    placesOf: (epcs) => placesOf(tenant.tenant, epcs),
    isIts: async (epc, places) => {
      const key = identify(epc);
      const gtin = key.kind === 'sgtin' ? key.gtin : undefined;
      if (places.length === 0) return gtin === undefined || isReleased(partner, gtin) || !(await isPooled(gtin));
      for (const place of places) {
        const { block } = await pieceAt(place);
        if (block === undefined || block.skips?.includes(place.counter) === true) continue;
        if (await isGiven(block, gtin)) return true;
      }
      return false;
    },
  };
}

/** A request names who its numbers are for: the partner, its tenant here, or its site. Where it names nobody else, products that it packs for us are its own as well. */
async function isFor(
  { registry }: Pick<NumbersNeeds, 'registry'>,
  tenant: string,
  partner: Partner,
  { partner: named, home = tenant, site }: StoredBlock,
  gtin: string | undefined,
): Promise<boolean> {
  if (named !== undefined) return named === partner.partner;
  if (home !== tenant) return partner.channel === 'network' && partner.tenant === home;
  if (partner.packs?.scope?.sites?.includes(site) === true || (gtin !== undefined && isReleased(partner, gtin)))
    return true;
  return /^\d{13}$/.test(site) && (await registry.location(tenant, site))?.partner === partner.partner;
}

const isReleased = ({ packs }: Partner, gtin: string): boolean => packs?.scope?.gtins?.includes(gtin) === true;
