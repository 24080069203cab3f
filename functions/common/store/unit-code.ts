import { identify } from '#shared/gs1/identify.ts';
import { isPlain } from '#shared/gs1/quick-key.ts';

/** What a pool would have issued. */
export type UnitCode =
  | { readonly kind: 'sgtin'; readonly gtin: string; readonly serial: string }
  | { readonly kind: 'sscc'; readonly sscc: string };

const TRADE_ITEM = 'https://id.gs1.org/01/';
const LOGISTIC_UNIT = 'https://id.gs1.org/00/';
const GTIN_END = TRADE_ITEM.length + 14;
const SERIAL = '/21/';
const SERIAL_AT = GTIN_END + SERIAL.length;
const usual = /^https:\/\/id\.gs1\.org\/01\/\d{14}\/21\//;
/** The product met last, as its packs' links begin, and its GTIN: packs come by the thousand. */
let lastHead = '';
let lastGtin = '';

/** GTIN and serial, or SSCC, of an EPC (canonical); undefined for all else. An event may name thousands, so the usual spelling is read at a glance. */
export function unitCode(epc: string): UnitCode | undefined {
  if (isUsual(epc)) return { kind: 'sgtin', gtin: lastGtin, serial: epc.slice(SERIAL_AT) };
  if (epc.startsWith(LOGISTIC_UNIT)) {
    const sscc = epc.slice(LOGISTIC_UNIT.length);
    if (/^\d{18}$/.test(sscc)) return { kind: 'sscc', sscc };
  }
  const key = identify(epc);
  if (key.kind === 'sgtin') return { kind: 'sgtin', gtin: key.gtin, serial: key.serial };
  return key.kind === 'sscc' ? { kind: 'sscc', sscc: key.sscc } : undefined;
}

/** The GTIN of a pack's EPC (canonical); undefined for all else. */
export function gtinOf(epc: string): string | undefined {
  if (isUsual(epc)) return lastGtin;
  const unit = unitCode(epc);
  return unit?.kind === 'sgtin' ? unit.gtin : undefined;
}

/** True for a pack's link whose serial needs no escapes. Its GTIN is `lastGtin` then. */
function isUsual(epc: string): boolean {
  // A slice is compared at once, `startsWith` letter by letter.
  if (epc.slice(0, SERIAL_AT) !== lastHead) {
    const head = usual.exec(epc)?.[0];
    if (head === undefined) return false;
    lastHead = head;
    lastGtin = head.slice(TRADE_ITEM.length, GTIN_END);
  }
  return isPlain(epc, SERIAL_AT);
}
