import type { NamedPack, PackAct } from '../owned-packs.ts';
import type { Entry, World } from '../owned-world.ts';
import { OK, refusals, stateCode, TOO_FEW } from './codes.ts';
import { Fault, type ListRequest } from './read-request.ts';
import { element } from './write-soap.ts';

/** Packs in one call; more are refused as a whole. The real limit is not public. */
export const MOST_PACKS = 50_000;

export interface Taking {
  readonly world: World;
  readonly take: (entry: Entry) => void;
  readonly now: () => number;
  readonly isKnown: (gln: string) => boolean;
}

const product = ({ gtin, serial, lot, expiry }: NamedPack, code: string) =>
  element('PRODUCT', [
    ...[element('GTIN', gtin), element('SN', serial), element('BN', lot), element('XD', expiry)],
    element('RC', code),
  ]);

/** Judges every pack of a list for itself, and does what it can. */
export function takeList(taking: Taking, act: PackAct, who: string, request: ListRequest): string[] {
  const { world, take, now, isKnown } = taking;
  const { party, packs, lines } = request;
  if (party !== '' && (!isKnown(party) || party === who)) throw new Fault('80204', `no stakeholder ${party}`);
  if (packs.length > MOST_PACKS) throw new Fault('80203', `${packs.length} packs`);
  const told = { act, who, party };
  const id = String(700_000_001 + world.told.size);
  const rows: string[] = [];
  const taken: NamedPack[] = [];
  for (const one of packs) {
    const refused = world.packs.take(told, one);
    if (refused === undefined) taken.push(one);
    rows.push(product(one, refused === undefined ? OK : refusals[refused]));
  }
  for (const { quantity, ...line } of lines) {
    const found = world.packs.some(told, line, quantity);
    const isEnough = found.length === quantity;
    if (isEnough) for (const one of found) world.packs.take(told, one);
    if (isEnough) taken.push(...found);
    rows.push(batchLine(line, quantity, isEnough ? OK : TOO_FEW));
  }
  take({ kind: 'told', at: now(), id, act, who, party, packs: taken });
  return [element('NOTIFICATIONID', id), element('PRODUCTLIST', rows)];
}

const batchLine = ({ gtin, lot, expiry }: Omit<NamedPack, 'serial'>, quantity: number, code: string) =>
  element('PRODUCT', [
    ...[element('GTIN', gtin), element('BN', lot), element('XD', expiry)],
    ...[element('QUANTITY', String(quantity)), element('RC', code)],
  ]);

/** What became of packs, to who asks. */
export const statesOf = ({ packs }: World, who: string, asked: readonly NamedPack[]): string[] => [
  element(
    'PRODUCTLIST',
    asked.map((one) => product(one, stateCode(packs.get(one), who))),
  ),
];

/** What a notification was of, to those whom it is about. */
export function detailOf({ told }: World, who: string, id: string): string[] {
  const found = told.get(id);
  if (found === undefined || ![found.who, found.party].includes(who)) throw new Fault('80202', `no notification ${id}`);
  return [
    element('NOTIFICATIONID', id),
    element('FROMGLN', found.who),
    element(
      'PRODUCTLIST',
      found.packs.map((one) => product(one, OK)),
    ),
  ];
}
