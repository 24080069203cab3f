import type { Named, Wanted } from './read-request.ts';
import { type Pack, type Ruling, ruleOf } from './rules.ts';
import { type Entry, type NmvsState, openState } from './state.ts';

/** Packs in other markets, which this one asks for through the Hub. */
export interface Elsewhere {
  find(productCode: string, serial: string): Promise<{ batch: string; expiry: string; state: string } | undefined>;
  /** Whether changes are carried out there. */
  readonly changes: boolean;
}

/** What became of one pack. */
export interface Told extends Wanted {
  readonly code: string;
  readonly alertId?: string;
  readonly state?: string;
}

export type NmvsWorld = ReturnType<typeof openWorld>;

/** Packs, batches and alerts of one country, kept as a journal. */
export function openWorld(file: string | undefined, country: string, elsewhere: Elsewhere | undefined) {
  const state = openState(file);
  const { take, alerts } = state;

  const raise = (
    code: string,
    { operation, productCode, batch, expiry, serial }: Wanted,
    location: string,
    at: number,
  ) => {
    const alertId = `${country}-${String(alerts.length + 1).padStart(8, '0')}`;
    const raisedAt = new Date(at).toISOString();
    take({
      kind: 'alert',
      alert: { alertId, code, raisedAt, operation, productCode, batch, expiry, serial, location },
    });
    return alertId;
  };

  return {
    take: (happened: Entry) => take(happened),
    alerts: (after: number) => alerts.slice(after),
    hasBatch: state.hasBatch,
    hasProduct: state.hasProduct,
    stateOf: (productCode: string, serial: string) => state.pack(productCode, serial)?.state,
    /** Does what is wanted of one pack, or does not. */
    act: async (wanted: Wanted, location: string, at: number): Promise<Told> => {
      const { productCode, serial } = wanted;
      const { code, to, alert } = await judge(state, elsewhere, wanted, { location, at });
      if (to !== undefined) take({ kind: 'state', productCode, serial, state: to, since: at, by: location });
      const alertId = alert === undefined ? undefined : raise(alert, wanted, location, at);
      const told = stateTold(state, wanted, at);
      return { ...wanted, code, ...(alertId && { alertId }), ...(told !== undefined && { state: told }) };
    },
  };
}

async function judge(
  state: NmvsState,
  elsewhere: Elsewhere | undefined,
  wanted: Wanted,
  { location, at }: { location: string; at: number },
): Promise<Ruling> {
  const { productCode, serial, batch, expiry, operation } = wanted;
  const foreign = state.pack(productCode, serial) ? undefined : await fetchPack(state, elsewhere, wanted, at);
  if (foreign !== undefined) return foreign;
  const pack = state.pack(productCode, serial);
  if (pack === undefined)
    return state.hasBatch(productCode, batch)
      ? { code: 'NMVS_NC_PC_02', alert: 'A3' }
      : { code: 'NMVS_FE_LOT_03', alert: 'A2' };
  if (pack.batch !== batch) return { code: 'NMVS_FE_LOT_13', alert: 'A68' };
  if (pack.expiry !== expiry) return { code: 'NMVS_FE_LOT_12', alert: 'A52' };
  return ruleOf(operation, pack, { location, at, overlay: overlayOf(state, wanted, pack, at) });
}

const overlays = ['RECALLED', 'WITHDRAWN'] as const;

/** Takes over a pack that another market has; answers what another market says against it. */
async function fetchPack(
  state: NmvsState,
  elsewhere: Elsewhere | undefined,
  wanted: Wanted,
  at: number,
): Promise<Ruling | undefined> {
  const found = await elsewhere?.find(wanted.productCode, wanted.serial);
  if (found === undefined) return undefined;
  const isChange = wanted.operation !== 'G110';
  if (isChange && elsewhere?.changes === false) return { code: 'NMVS_NC_PCK_27' };
  const { batch, expiry } = found;
  const overlay = overlays.find((one) => one === found.state);
  if (isChange && found.state !== 'ACTIVE' && overlay === undefined) return { code: 'NMVS_NC_PCK_19', alert: 'A7' };
  state.take({ kind: 'batch', productCode: wanted.productCode, batch, expiry, serials: [wanted.serial] });
  const { productCode, serial } = wanted;
  // As it is there: who only looks must not find it active.
  if (found.state !== 'ACTIVE' && overlay === undefined)
    state.take({ kind: 'state', productCode, serial, state: found.state, since: at, by: 'elsewhere' });
  // No alert comes of what was recalled or withdrawn: the pack is inactive, and says why.
  if (overlay)
    state.take({
      kind: 'overlay',
      reason: overlay,
      productCode: wanted.productCode,
      batch: overlay === 'RECALLED' ? batch : '',
    });
  return undefined;
}

/** Only who names batch and expiry rightly is told the state. */
function stateTold(state: NmvsState, wanted: Wanted, at: number): string | undefined {
  const pack = state.pack(wanted.productCode, wanted.serial);
  if (pack === undefined || pack.batch !== wanted.batch || pack.expiry !== wanted.expiry) return undefined;
  return overlayOf(state, wanted, pack, at) ?? pack.state;
}

function overlayOf(state: NmvsState, { productCode }: Named, { batch, expiry }: Readonly<Pack>, at: number) {
  return state.overlayOf(productCode, batch) ?? (isOver(expiry, at) ? 'EXPIRED' : undefined);
}

/** The day after the expiry; day 00 stands for the end of the month. */
function isOver(expiry: string, at: number): boolean {
  const [year, month, day] = [0, 2, 4].map((from) => Number(expiry.slice(from, from + 2)));
  const after =
    day === 0
      ? Date.UTC(2000 + (year ?? 0), month ?? 1, 1)
      : Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, (day ?? 1) + 1);
  return at >= after;
}
