import { texts } from '../texts/language.ts';
import type { WarehouseSite } from './warehouse-shape.ts';

/** A thing by its numbers, which people know, and not by its link. */
export function short(epc: string): string {
  try {
    return decodeURIComponent(epc.split('/').slice(4).join(' '));
  } catch {
    return epc;
  }
}

/** What the agent says names things and places by their links. */
export const plainly = (said: string, places: WarehouseSite['places']): string =>
  said.replaceAll(
    /https:\/\/id\.gs1\.org\/[^\s,;]*[^\s,;.:)]/g,
    (link) => places.find((one) => one.link === link)?.name ?? short(link),
  );

/** A document of a party, as it stands on paper. */
export function documentName(id: string, partners: WarehouseSite['partners']): string {
  const [, gln, number] = /^urn:epcglobal:cbv:bt:(\d{13}):(.+)$/.exec(id) ?? [];
  if (gln === undefined || number === undefined) return id;
  const party = partners.find((one) => one.gln === gln)?.name ?? gln;
  try {
    return texts().warehouse.documentOf(decodeURIComponent(number), party);
  } catch {
    return id;
  }
}

/** Whether a scan names a place: (414), or what the site calls one. */
export const isPlace = (scan: string, places: WarehouseSite['places']): boolean =>
  /^(\](d2|C1))?414/.test(scan) || places.some((one) => one.name === scan || one.id === scan);
