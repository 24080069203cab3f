import type { BusinessAct, Movement, Packing, Release, Repacking } from '#shared/regimes/business-act.ts';
import type { Regime, Report } from '#shared/regimes/regime.ts';

/** Things or containers in one report of this regime. */
const IN_ONE = 2;

/** A regulator of a country that nobody has (ISO 3166-1: user-assigned), who hears of packs, of what they are in, and of every movement. */
export const goodsRegime = (wants: readonly string[] = []): Regime => ({
  market: 'test',
  countries: ['XT'],
  profiles: ['eu'],
  systems: [{ system: 'test', throttles: [] }],
  movements: true,
  packing: true,
  accept: () => undefined,
  dueReports: (act) => dueReports(act, wants),
  writeMessage: ({ name }, { requestId }) => ({ method: 'POST', call: name, path: '/', headers: {}, requestId }),
  askReceipt: () => ({ method: 'GET', call: 'ask', path: '/', headers: {} }),
  askRequest: () => undefined,
  readAnswer: () => ({ verdict: 'acknowledged' }),
});

/** A regulator of the same country who hears of packs alone. */
export const packsRegime = (): Regime => ({ ...goodsRegime(), movements: false, packing: false });

function dueReports(act: BusinessAct, wants: readonly string[]): Report[] {
  switch (act.kind) {
    case 'release':
      return [sliceOf(act, `packs:${act.product.gtin}:${act.lot.lot}`, 'packs', act.units)].flat();
    case 'packing':
      return sliceOf(act, `packing:${act.product.gtin}:${act.lot.lot}`, 'packing');
    case 'repacking':
      return sliceOf(act, `repacking:${act.eventId}:${act.how}:${act.container}`, act.how);
    case 'shipment':
    case 'receipt':
    case 'transfer':
      return sliceOf(
        act,
        `${act.undo ? 'undo:' : ''}${act.kind}:${act.eventId}`,
        act.undo ? `${act.kind}-undo` : act.kind,
      ).map((report) => ({ ...report, ...(wants.length > 0 && { wants }), ...(act.undo && { undo: true }) }));
    default:
      return [];
  }
}

function sliceOf(
  { units, first = 0 }: Release | Packing | Repacking | Movement,
  act: string,
  name: string,
  size = IN_ONE,
): Report[] {
  return Array.from({ length: Math.ceil(units / size) }, (_, n) => {
    const of = { first: first + n * size, count: Math.min(size, units - n * size) };
    return { key: `${act}:${of.first}`, name, act, units: of };
  });
}
