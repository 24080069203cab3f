import { identify } from '#shared/gs1/identify.ts';

/** What a pool would have issued. */
export type UnitCode =
  | { readonly kind: 'sgtin'; readonly gtin: string; readonly serial: string }
  | { readonly kind: 'sscc'; readonly sscc: string };

const TRADE_ITEM = 'https://id.gs1.org/01/';
const LOGISTIC_UNIT = 'https://id.gs1.org/00/';
const GTIN_END = TRADE_ITEM.length + 14;
const SERIAL = '/21/';
/** What a serial has escaped in a link, or what ends it. */
const special = /[%/?#]/;
/** The GTIN met last: packs come by the thousand. */
let lastGtin = '';

/** GTIN and serial, or SSCC, of an EPC (canonical); undefined for all else. An event may name thousands, so the usual spelling is read at a glance. */
export function unitCode(epc: string): UnitCode | undefined {
  const serialAt = GTIN_END + SERIAL.length;
  if (epc.startsWith(TRADE_ITEM) && epc.startsWith(SERIAL, GTIN_END) && epc.length > serialAt) {
    if (!epc.startsWith(lastGtin, TRADE_ITEM.length) || lastGtin === '')
      lastGtin = /^\d+$/.exec(epc.slice(TRADE_ITEM.length, GTIN_END))?.[0] ?? '';
    const serial = epc.slice(serialAt);
    if (lastGtin !== '' && !special.test(serial)) return { kind: 'sgtin', gtin: lastGtin, serial };
  }
  if (epc.startsWith(LOGISTIC_UNIT)) {
    const sscc = epc.slice(LOGISTIC_UNIT.length);
    if (/^\d{18}$/.test(sscc)) return { kind: 'sscc', sscc };
  }
  const key = identify(epc);
  if (key.kind === 'sgtin') return { kind: 'sgtin', gtin: key.gtin, serial: key.serial };
  return key.kind === 'sscc' ? { kind: 'sscc', sscc: key.sscc } : undefined;
}
