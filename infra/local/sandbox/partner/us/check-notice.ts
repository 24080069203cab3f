import type { Problem } from './check-head.ts';
import { gtinOf } from './identifiers.ts';
import type { Told } from './read-document.ts';

/** One product of a despatch advice. */
export interface NoticeLine {
  readonly gtin: string;
  /** Units, whatever they are packed in. */
  readonly quantity: number;
  readonly lot?: string | undefined;
  /** YYYY-MM-DD. */
  readonly expiry?: string | undefined;
}

export interface Unit {
  readonly epc: string;
  readonly lot: string;
  readonly expiry: string;
}

/** What the document ships, and is not what the despatch advice announced under which it ships. Without one that is known, nothing. */
export function checkNotice(
  shipped: readonly Told[],
  units: readonly Unit[],
  notice: (id: string) => readonly NoticeLine[] | undefined,
): Problem[] {
  const ids = new Set(shipped.flatMap(({ transactions }) => transactions.filter(({ type }) => type === 'desadv')));
  return [...ids].flatMap(({ value }) => {
    const lines = notice(value);
    return lines === undefined ? [] : [...checkLots(lines, units), ...checkQuantities(value, lines, units)];
  });
}

function checkLots(lines: readonly NoticeLine[], units: readonly Unit[]): Problem[] {
  return units.flatMap(({ epc, lot, expiry }) => {
    const ofGtin = lines.filter(({ gtin, lot: named }) => gtin === gtinOf(epc) && named !== undefined);
    const line = ofGtin.find((one) => one.lot === lot);
    if (ofGtin.length === 0 || lot === '') return [];
    if (line === undefined) return [{ code: 'LOT_UNKNOWN', object: epc, detail: `lot ${lot} was not announced` }];
    if (line.expiry === undefined || line.expiry === expiry) return [];
    return [{ code: 'EXPIRY_DIFFERS', object: epc, detail: `${expiry} is told, ${line.expiry} was announced` }];
  });
}

function checkQuantities(notice: string, lines: readonly NoticeLine[], units: readonly Unit[]): Problem[] {
  const told = Map.groupBy(units, ({ epc }) => gtinOf(epc) ?? '');
  const announced = Map.groupBy(lines, ({ gtin }) => gtin);
  return [...new Set([...told.keys(), ...announced.keys()])].flatMap((gtin) => {
    const is = told.get(gtin)?.length ?? 0;
    const shall = (announced.get(gtin) ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
    const detail = `${is} units are told, ${shall} were announced in ${notice}`;
    return is === shall ? [] : [{ code: 'QUANTITY_DIFFERS', object: gtin, detail }];
  });
}
