import * as v from 'valibot';
import { csvHeaders, wantsCsv } from '#common/csv-answer.ts';
import type { Endpoint } from '#common/http.ts';
import { unitQueries } from '#common/queries/units.ts';
import type { PlaceNeeds } from '#common/reported-place.ts';
import type { Product } from '#shared/master-data/product.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { journeyOf } from '#shared/trace/journey.ts';
import { distributionCount, type OfRecipient, type Totals } from './count-distribution.ts';
import { distributionCsv, type MappedLot } from './distribution-csv.ts';
import { unknownLot, type WhichLot, whichLot } from './find-lot.ts';
import { distributionOf } from './fold-distribution.ts';
import type { LotNeeds } from './list-lot-units.ts';
import { pageAnswer, readPaging } from './page-token.ts';
import { recipientsOf } from './recipients.ts';
import { readParameters } from './unit-request.ts';
import { type LotPosition, type LotUnit, walkLot } from './walk-lot.ts';

export interface MapNeeds extends LotNeeds {
  readonly registry: PlaceNeeds['registry'] & {
    product(tenant: string, gtin: string): Promise<Product | undefined>;
  };
}

/** Packs of one page, and how many of them are read together. */
const MOST = 100_000;
const BATCH = 2_000;
/** Longest one page counts: the gateway waits 30 s, and a batch takes some. */
const LONGEST_MS = 15_000;

const position = v.object({ at: v.pipe(v.string(), v.regex(/^\d{4}-[^#]+#\d+#/)), count: v.number() });

/**
 * The distribution map of a lot, as the holder of a registration keeps it (Law 14.338/2022): who got how many packs of it on which days, net of what came back and of
 * shipments that were voided or declared errors, and what is still ours. JSON, or CSV. A page counts so many packs of the lot: figures of pages add up.
 */
export const showDistributionMap =
  (needs: MapNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const { read, sent } = readParameters(request, unitQueries['GET /api/lots/{lot}/distribution-map']);
    const url = `/api/lots/${encodeURIComponent(path['lot'] ?? '')}/distribution-map`;
    // Who names no size wants all of the lot that one page can hold.
    const asked = { request, url, parameters: new Map([['perPage', String(MOST)], ...sent]) };
    const { perPage, after } = readPaging(asked, position, MOST);
    const which = await whichLot(needs.lots, request, read.gtin);
    const walk = walkLot({ ...needs, tenant, batch: Math.min(BATCH, perPage + 1) }, which, after);
    const { recipients, totals, expiry, next } = await counted(needs, tenant, walk, perPage);
    const row = await needs.lots.get(tenant, which.gtin, which.lot);
    if (totals.units === 0 && after === undefined && row === undefined) throw unknownLot(which.lot);
    const of = lotTold(which, row, expiry, await needs.registry.product(tenant, which.gtin));
    const body = { ...of, at: needs.now().toISOString(), ...notesOn(of, recipients, totals), recipients, totals };
    const answer = pageAnswer(asked, body, next);
    if (!wantsCsv(read, request)) return answer;
    const headers = { ...answer.headers, ...csvHeaders(`distribution-map-${which.gtin}-${which.lot}`) };
    return { status: 200, headers, body: distributionCsv({ ...of, recipients, totals }) };
  };

async function counted(needs: MapNeeds, tenant: string, walk: AsyncGenerator<LotUnit>, perPage: number) {
  const end = needs.now().getTime() + LONGEST_MS;
  const recipients = recipientsOf(needs, tenant);
  const count = distributionCount(recipients.recipient);
  let [units, last, expiry]: [number, LotPosition?, string?] = [0];
  for await (const { epc, timeline, position: at } of walk) {
    if (units === perPage || (units > 0 && now(needs) > end)) {
      return { recipients: count.recipients(), totals: count.totals(), expiry, next: last };
    }
    const journey = journeyOf(timeline, epc);
    await recipients.learn(journey.map(({ happening }) => happening.stored));
    const state = unitAtEnd(timeline, epc);
    count.add(
      distributionOf(journey, ({ happening }) => recipients.moveOf(happening.stored.eventId)),
      state.exists === 'commissioned',
    );
    expiry ??= state.expiry;
    [units, last] = [units + 1, at];
  }
  return { recipients: count.recipients(), totals: count.totals(), expiry, next: undefined };
}

const now = ({ now: clock }: Pick<MapNeeds, 'now'>) => clock().getTime();

function lotTold(
  which: WhichLot,
  row: Lot | undefined,
  expiryOfPacks: string | undefined,
  product?: Product,
): MappedLot {
  const { manufactured, expiry = expiryOfPacks } = row ?? {};
  const registration = product?.nationalNumbers?.find(({ type }) => type === 'drn')?.value;
  return {
    ...which,
    ...(product !== undefined && { name: product.name }),
    ...(registration !== undefined && { registration }),
    ...(manufactured !== undefined && { manufactured }),
    ...(expiry !== undefined && { expiry }),
  };
}

/** What the law wants told and nobody knows. */
function notesOn({ manufactured, expiry }: MappedLot, recipients: readonly OfRecipient[], { leftTwice }: Totals) {
  const unknown = recipients.filter(({ recipient }) => recipient.missing !== undefined).length;
  const notes = [
    manufactured === undefined &&
      'no manufacture date is known: tell it with the order (POST /api/orders/{order}/change)',
    expiry === undefined && 'no expiry date is known',
    unknown > 0 && `of ${unknown} recipients something is missing: complete their locations or partners`,
    leftTwice > 0 && `${leftTwice} packs left again without having come back: capture what happened between`,
  ];
  return { notes: notes.filter((note) => note !== false) };
}
