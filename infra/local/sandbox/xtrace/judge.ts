import { sgtinOf } from '../oms/codes.ts';
import { hasCheckDigit } from '../rsd/read-request.ts';
import type { Book, Pack, Wrong } from './book.ts';
import { CODES_LIVE_MS } from './countries.ts';
import type { Reported } from './entries.ts';
import type { Code } from './texts.ts';

type Of<Kind extends Reported['kind']> = Extract<Reported, { kind: Kind }>;

/** GTIN and serial of a code without its crypto part. */
export function packOf(code: string): string | undefined {
  const [, gtin = '', serial = ''] = /^01(\d{14})21([A-Za-z0-9]{13})$/.exec(code) ?? [];
  return gtin === '' ? undefined : gtin + serial;
}

const REASONS = ['DEFECT', 'LOST', 'EXPIRY', 'RETURN_SUPPLIER', 'DESTRUCTION', 'OTHER'];

/** Codes are on packs: all of a report, or nothing of it. */
export function utilise(book: Book, { tin, said, due, country }: Of<'utilisation'>): Wrong[] {
  const head = headProblem(said, due, country);
  if (head !== undefined) return [head];
  const named = new Set<string>();
  const wrong = said.sntins.flatMap((whole, index): Wrong[] => {
    const code = codeProblem(book, named, tin, whole, due);
    if (code === undefined) return [];
    return [{ code, property: 'sntins', index, object: whole.split('\u001d')[0] ?? '' }];
  });
  if (wrong.length > 0) return wrong;
  const state = said.releaseType === 'IMPORT' ? 'APPLIED' : 'INTRODUCED';
  const told = { state, series: said.seriesNumber, made: said.productionDate, expiry: said.expirationDate } as const;
  for (const pack of named) change(book, pack, told);
  return [];
}

function headProblem(said: Of<'utilisation'>['said'], now: number, country: string): Wrong | undefined {
  const [made, expiry] = [Date.parse(said.productionDate), Date.parse(said.expirationDate)];
  const isHome = said.manufacturerCountry === country.toUpperCase();
  if (said.seriesNumber.length > 20) return { code: 'SERIES', property: 'seriesNumber' };
  if (expiry <= now) return { code: 'EXPIRY', property: 'expirationDate' };
  if (made >= expiry || made > now) return { code: 'MADE', property: 'productionDate' };
  if (isHome === (said.releaseType === 'IMPORT')) return { code: 'COUNTRY', property: 'manufacturerCountry' };
  return undefined;
}

function codeProblem(book: Book, named: Set<string>, tin: string, whole: string, now: number): Code | undefined {
  const pack = sgtinOf(whole);
  const known = pack === undefined ? undefined : book.packs.get(pack);
  if (pack === undefined || known?.tin !== tin) return 'CODE_UNKNOWN';
  if (named.has(pack)) return 'CODE_TWICE';
  named.add(pack);
  if (known.state !== 'RECEIVED') return 'CODE_USED';
  return known.at + CODES_LIVE_MS <= now ? 'CODE_EXPIRED' : undefined;
}

function change({ packs }: Book, name: string, what: Partial<Pack>): void {
  const before = packs.get(name);
  if (before !== undefined) packs.set(name, { ...before, ...what });
}

const isOut = (pack: Pack | undefined, tin: string) =>
  pack?.tin === tin && (pack.state === 'APPLIED' || pack.state === 'INTRODUCED');

/** Each package is taken or refused by itself. */
export function aggregate(book: Book, { tin, said }: Of<'aggregation'>): Wrong[] {
  return said.aggregationUnits.flatMap((unit, index): Wrong[] => {
    const code = unitProblem(book, tin, unit);
    if (code !== undefined) return [{ code, property: 'aggregationUnits', index, object: unit.unitSerialNumber }];
    const parent = unit.unitSerialNumber;
    book.units.set(parent, { ...book.units.get(parent), tin });
    for (const child of unit.codes) put(book, child, parent);
    return [];
  });
}

function put(book: Book, child: string, parent: string): void {
  const unit = book.units.get(child);
  if (unit !== undefined) book.units.set(child, { ...unit, parent });
  else change(book, packOf(child) ?? '', { parent });
}

type UnitSaid = Of<'aggregation'>['said']['aggregationUnits'][number];

function unitProblem(book: Book, tin: string, unit: UnitSaid): Code | undefined {
  const { unitSerialNumber: code, codes, aggregationItemsCount: count, aggregationUnitCapacity: capacity } = unit;
  if (!isUnit(code)) return 'UNIT';
  if (book.units.has(code) && unit.shouldBeUnbundled !== true) return 'UNIT_USED';
  if (count !== codes.length || count > capacity) return 'COUNT';
  if (new Set(codes).size < codes.length) return 'CODE_TWICE';
  for (const child of codes) {
    const inner = book.units.get(child);
    const pack = book.packs.get(packOf(child) ?? '');
    if (inner?.tin !== tin && !isOut(pack, tin)) return 'CODE_NOT_USED';
    const parent = inner?.parent ?? pack?.parent;
    if (parent !== undefined && unit.shouldBeUnbundled !== true) return 'CHILD_PACKED';
  }
  return undefined;
}

/** An SSCC, or a code of a group of packs. */
const isUnit = (code: string) => packOf(code) !== undefined || hasCheckDigit(code, 18);

/** Each pack is taken or refused by itself. */
export function withdraw(book: Book, { tin, said }: Of<'withdrawal'>): Wrong[] {
  if (!REASONS.includes(said.withdrawalReason) || (said.withdrawalReason === 'OTHER' && said.comment === undefined))
    return [{ code: 'REASON', property: 'withdrawalReason' }];
  const state = said.withdrawalType === 'WRITE_OFF' ? 'WRITTEN_OFF' : 'WITHDRAWN';
  return said.codes.flatMap(({ code }, index): Wrong[] => {
    const name = packOf(code) ?? '';
    if (!isOut(book.packs.get(name), tin)) return [{ code: 'CODE_NOT_USED', property: 'codes', index, object: code }];
    change(book, name, { state });
    return [];
  });
}
