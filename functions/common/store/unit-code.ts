import { identify } from '#shared/gs1/identify.ts';

/** What a pool would have issued. */
export type UnitCode =
  | { readonly kind: 'sgtin'; readonly gtin: string; readonly serial: string }
  | { readonly kind: 'sscc'; readonly sscc: string };

/** The canonical spelling of nearly every unit there is: no character of its serial is escaped. */
const plain = /^https:\/\/id\.gs1\.org\/(?:01\/(\d{14})\/21\/([^%/?#]+)|00\/(\d{18}))$/;

/** GTIN and serial, or SSCC, of an EPC (canonical); undefined for all else. An event may name thousands, so the usual spelling is read at a glance. */
export function unitCode(epc: string): UnitCode | undefined {
  const [, gtin, serial, sscc] = plain.exec(epc) ?? [];
  if (gtin !== undefined && serial !== undefined) return { kind: 'sgtin', gtin, serial };
  if (sscc !== undefined) return { kind: 'sscc', sscc };
  const key = identify(epc);
  if (key.kind === 'sgtin') return { kind: 'sgtin', gtin: key.gtin, serial: key.serial };
  return key.kind === 'sscc' ? { kind: 'sscc', sscc: key.sscc } : undefined;
}
