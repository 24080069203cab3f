import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import type { ReportedCode } from '#shared/regimes/reported.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { planRelease } from '../../functions/plan-deliveries/plan-release.ts';
import { gatherReport } from '../../functions/send-regulator/gather-report.ts';
import { approved } from './approved.ts';
import { aProduct } from './builders.ts';
import { aHouse, good, type House, type World } from './delivery-world.ts';
import { goodsRegime } from './goods-regime.ts';
import { planEvents } from './plan-events.ts';

const XT = { markets: ['XT'] };
const minute = (n: number) => `2026-03-01T08:${String(n).padStart(2, '0')}:00.000Z`;

/** A house whose packs are sold where a regulator hears of every movement, and what that regulator is told. */
export async function goodsHouse(world: World, regimes: readonly Regime[] = [goodsRegime()]) {
  const house = await aHouse(world, { change: XT });
  const at = { ...world, needs: { ...world.needs, regimes } };
  const { tenant, gtin, lot, place, captured } = house;
  const rowsOf = async (eventId: string) =>
    (await at.needs.deliveries.ofEvent(tenant, eventId)).toSorted((a, b) => rankOf(a) - rankOf(b));
  /** Reports of a lot by their name. */
  const reportsOf = (of: { readonly gtin: string; readonly lot: string }) => async (name: string) => {
    const rows = await at.needs.deliveries.ofLot(tenant, of);
    return rows.filter(({ report }) => report?.name === name).toSorted((a, b) => rankOf(a) - rankOf(b));
  };
  return {
    ...house,
    at,
    /** Puts children into a parent, at a minute after eight. */
    pack: (parent = '', children: readonly string[] = [], n = 3) =>
      captured(packEvent({ parent, children, at: minute(n), ...place })),
    plan: (...ids: string[]) => planEvents(at, tenant, ...ids),
    releaseLot: async (commissioned = 20) => {
      await house.report(commissioned);
      await house.release();
      await planRelease(at.needs)({ tenant, release: { gtin, lot } });
    },
    rowsOf,
    ofLot: reportsOf(house),
    reportsOf,
    /** Everything that is told of a movement: the name of each report, and the things in it. */
    told: async (eventId: string) => {
      const rows = (await rowsOf(eventId)).filter(({ state }) => state !== 'cancelled');
      return Promise.all(
        rows.map(async (row) => {
          const { movement } = await gatherReport(at.needs, row);
          return [row.report?.name, ...(movement?.things ?? []).map(({ code }) => nameOf(house, code))];
        }),
      );
    },
    nameOf: (code: ReportedCode) => nameOf(house, code),
  };
}

export type GoodsHouse = Awaited<ReturnType<typeof goodsHouse>>;

const rankOf = ({
  report,
}: {
  readonly report?: { readonly name: string; readonly units?: { readonly first: number } | undefined } | undefined;
}) => (report?.name.endsWith('-undo') ? 1_000 : 0) + (report?.units?.first ?? 0);

/** What a test calls a thing. */
function nameOf({ pallet, boxes, serials }: House, { sscc, serial }: ReportedCode): string {
  const isIt = (epc: string) => canonicalEpc(epc).endsWith(sscc ?? '-');
  if (serial !== undefined) return serials.includes(serial) ? `pack${serials.indexOf(serial)}` : serial;
  return isIt(pallet) ? 'pallet' : `box${boxes.findIndex(isIt)}`;
}

let products = 90_000;

/** Packs of another product of the tenant, made under a lot of which nobody here knows more than its events tell. */
export async function otherPacks(
  { at, tenant, place, captured }: GoodsHouse,
  serials: readonly string[],
  change: object = XT,
) {
  const body = `09521321${products++}`;
  const gtin = `${body}${checkDigit(body)}`;
  await approved(at.table.db, tenant, 'product', gtin, aProduct({ ...change }));
  const epcs = serials.map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix: '9521321' })));
  await captured(commissionEvent({ epcs, at: minute(1), lot: 'OTHER', expiry: '2029-06-30', ...place }));
  return { gtin, epcs };
}
