import { createHash, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Told } from '../serve.ts';
import type { Report, Wrong } from './book.ts';
import { type Answer, type Called, type Pace, read, refused } from './called.ts';
import { GROUP, MOST_INSIDE, MOST_REPORTED, MOST_UNITS } from './countries.ts';
import { aggregation, type Reported, utilisation, withdrawal } from './entries.ts';
import { packOf } from './judge.ts';
import type { System } from './system.ts';
import { type Code, type Language, textOf } from './texts.ts';

const wrapped = v.object({ documentBody: v.pipe(v.string(), v.base64()), signature: v.exactOptional(v.string()) });
const asked = v.object({ codes: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1_000)) });

/** How late a result comes that comes after those of later reports. */
const LATE_MS = 60_000;

/** What every report has, whatever it says. */
type Worked = Omit<Extract<Reported, { kind: 'utilisation' }>, 'kind' | 'said'>;

/** Reports of what became of codes, and questions about them. */
export function reports(system: System, pace: Pace): Readonly<Record<string, Answer>> {
  const keep = (called: Called, body: string, entryOf: (worked: Worked) => Reported): Told => {
    const { country, book, who } = called;
    const digest = createHash('sha256').update(body).digest('hex');
    const lost = [...book.reports.values()].find(
      ({ entry }) =>
        entry.lost && entry.digest === digest && entry.tin === who.tin && entry.kind === called.asked.path.at(-1),
    );
    if (lost !== undefined) {
      system.take({ kind: 'found', country, at: pace.now(), id: lost.entry.id });
      return named(lost.entry);
    }
    const { fault } = called.asked;
    const at = pace.now();
    const due = at + pace.delayMs() + (fault?.kind === 'out-of-order' ? LATE_MS : 0);
    const id = randomUUID();
    const worked = { country, at, due, lost: fault?.kind === 'lost-result', tin: who.tin, id, digest };
    const entry = entryOf(worked);
    system.take(entry);
    system.settle(pace.now());
    return named(entry);
  };
  return {
    utilisation: (called) => {
      const body = called.asked.body.toString('utf8');
      const told = read(utilisation, body, called.language);
      if ('told' in told) return told.told;
      const problem = problemOf(called, told.said.businessPlaceId, told.said.sntins.length, MOST_REPORTED);
      const isOther = called.asked.query.get('productGroup') !== GROUP;
      if (isOther) return refused(400, 'GROUP', called.language);
      return problem ?? keep(called, body, (worked) => ({ kind: 'utilisation', ...worked, said: told.said }));
    },
    aggregation: (called) => {
      const body = documentIn(called);
      if (typeof body !== 'string') return body;
      const told = read(aggregation, body, called.language);
      if ('told' in told) return told.told;
      const { aggregationUnits: units, businessPlaceId } = told.said;
      const isFull = units.some(({ codes }) => codes.length > MOST_INSIDE);
      if (isFull || units.length > MOST_UNITS) return refused(400, 'TOO_MANY', called.language);
      const all = units.reduce((sum, { codes }) => sum + codes.length, 0);
      const problem = problemOf(called, businessPlaceId, all, MOST_REPORTED);
      return problem ?? keep(called, body, (worked) => ({ kind: 'aggregation', ...worked, said: told.said }));
    },
    withdrawal: (called) => {
      if (!called.rules.withdrawal) return refused(404, 'NO_METHOD', called.language);
      const body = documentIn(called);
      if (typeof body !== 'string') return body;
      const told = read(withdrawal, body, called.language);
      if ('told' in told) return told.told;
      if (told.said.codes.length > MOST_REPORTED) return refused(400, 'TOO_MANY', called.language);
      return keep(called, body, (worked) => ({ kind: 'withdrawal', ...worked, said: told.said }));
    },
    report: (called) => withReport(called, called.asked.path.at(-1), true, (one) => reportOf(called, one)),
    document: (called) => withReport(called, called.asked.path.at(-1), false, (one) => documentOf(called, one)),
    errors: (called) => withReport(called, called.asked.path.at(-1), false, errorsOf),
    states: (called) => {
      const told = read(asked, called.asked.body.toString('utf8'), called.language);
      if ('told' in told) return told.told;
      return { status: 200, body: { results: told.said.codes.map((code) => stateOf(called, code)) } };
    },
  };
}

const named = ({ kind, id }: Reported): Told => ({
  status: 200,
  body: kind === 'utilisation' ? { reportId: id } : { documentId: id },
});

function problemOf({ who, language }: Called, place: number, count: number, most: number): Told | undefined {
  if (!who.places.includes(place)) return refused(400, 'PLACE', language, String(place));
  return count > most ? refused(400, 'TOO_MANY', language, String(count)) : undefined;
}

function documentIn({ asked: { body }, language }: Called): string | Told {
  const told = read(wrapped, body.toString('utf8'), language);
  return 'told' in told ? told.told : Buffer.from(told.said.documentBody, 'base64').toString('utf8');
}

function withReport(called: Called, id = '', isUtilisation: boolean, answer: (one: Report) => Told): Told {
  const one = called.book.reports.get(id);
  const isIt = one?.entry.tin === called.who.tin && (one.entry.kind === 'utilisation') === isUtilisation;
  return one === undefined || !isIt ? refused(404, 'NO_REPORT', called.language) : answer(one);
}

/** The id of a report, or another one where that is what is rehearsed. */
const idOf = ({ asked: { fault } }: Called, { entry }: Report) =>
  fault?.kind === 'wrong-id' ? randomUUID() : entry.id;

function reportOf(called: Called, one: Report): Told {
  const { status, wrong, entry } = one;
  const createdTimestamp = new Date(entry.at).toISOString();
  const rejectReason = status === 'ERROR' ? { rejectReason: listOf(wrong, called.language) } : {};
  const reportStatus = status ?? 'IN_PROCESS';
  return { status: 200, body: { reportId: idOf(called, one), reportStatus, createdTimestamp, ...rejectReason } };
}

const NAMED = 10;
const sentence = ({ code, object }: Wrong, language: Language) =>
  `${code}: ${textOf(code, language)}${object === undefined ? '' : ` (${object})`}`;
const listOf = (wrong: readonly Wrong[], language: Language) =>
  [
    ...wrong.slice(0, NAMED).map((one) => sentence(one, language)),
    ...(wrong.length > NAMED ? [`… ${wrong.length}`] : []),
  ].join('; ');

const documentOf = (called: Called, one: Report): Told => ({
  status: 200,
  body: {
    documentId: idOf(called, one),
    type: one.entry.kind.toUpperCase(),
    status: one.status ?? 'IN_PROCESS',
    createDate: new Date(one.entry.at).toISOString(),
  },
});

const errorsOf = ({ wrong }: Report): Told => ({
  status: 200,
  body: {
    documentErrors: wrong.map(({ code, property, index }: { code: Code; property: string; index?: number }) => ({
      propertyName: property,
      ...(index !== undefined && { index }),
      errorCode: code,
    })),
  },
});

function stateOf({ book, who }: Called, code: string) {
  const pack = book.packs.get(packOf(code) ?? '');
  const unit = book.units.get(code);
  if (pack?.tin === who.tin) {
    const { state, series, expiry, made, parent } = pack;
    const lot = series === undefined ? {} : { productSeries: series, expirationDate: expiry, productionDate: made };
    return { code, packageType: 'UNIT', status: state, ...lot, ...(parent !== undefined && { parentCode: parent }) };
  }
  if (unit?.tin === who.tin)
    return { code, packageType: 'GROUP', status: 'APPLIED', ...(unit.parent && { parentCode: unit.parent }) };
  return { code, status: 'NOT_FOUND' };
}
