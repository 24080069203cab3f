import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { BusinessAct, Change } from '#shared/regimes/business-act.ts';
import { wordsOf } from '#shared/regimes/catalogue.ts';
import { type PackChange, packChanges } from '#shared/regimes/pack-change.ts';
import { type Regime, type ReportData, tailName } from '#shared/regimes/regime.ts';
import type { Holder, ReportedProduct } from '#shared/regimes/reported.ts';

const address = { city: 'Leiden', country: 'NL' };
/** With a number in every scheme, for those who want one. */
const registrations = {
  'msfx-ent': 'ent0001',
  'msfx-ref-ent': 'ref0001',
  'mdlp-subject': '6c5b9d64-1111-4222-8333-9a0000000001',
  'mdlp-place': '00000000100001',
  'mpt-place': '36',
  'asl-place': '36',
  cnpj: '11222333000181',
  'kr-business': '1234567891',
};
const holder: Holder = { tenant: 'acme', name: 'Acme', gln: '9521234000013', address, registrations };

/** A product that any regime takes when it is sold where the regime applies. */
export const soldIn = (...markets: string[]): ReportedProduct => ({
  gtin: '09521234000013',
  name: 'Acmeprazole 20 mg',
  commonName: 'omeprazole',
  form: 'capsule',
  strength: '20 mg',
  packType: 'blister',
  packSize: 28,
  version: 1,
  markets,
});

/** Bodies by which a market refuses, and says that it does not know what it was asked about. */
export interface Words {
  readonly refused: string;
  readonly unknown: string;
  /** What the report of a release wants to be given. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Where else the product is sold, where nothing is told of what stays in the country. */
  readonly alsoSold?: readonly string[];
  /** How questions are asked; GET when absent. */
  readonly asks?: 'POST';
  /** How a question about a request is, where that differs. */
  readonly asksRequest?: 'POST';
}

/** What every market keeps, whatever its wire looks like. */
export function regimeContract(regime: Regime, words: Words): void {
  const product = soldIn(...regime.countries.slice(0, 1), ...(words.alsoSold ?? []));
  const lot = { lot: 'LOT1', expiry: '2028-02-29' };
  const at = '2026-03-01T10:00:00.000Z';
  const serials = Array.from({ length: 3 }, (_, i) => `A1B2C3D4E5F6${i}`);
  const { facts } = words;
  const tails = new Map(serials.map((serial) => [tailName(product.gtin, serial), { '91': 'TEST', '92': 'DUMMY' }]));
  const data: ReportData = {
    requestId: 'request-1',
    holder,
    product,
    lot,
    serials,
    tails,
    at,
    ...(facts && { facts }),
  };
  const release = (units: number): BusinessAct => ({ kind: 'release', product, lot, units, at });
  const changed = (change: PackChange): Change => ({
    kind: 'change',
    change,
    product,
    lot,
    at,
    to: 'ZZ',
    eventId: 'ni:///sha-256;1?ver=CBV2.0',
    units: 300_000,
    lotUnits: 600_001,
  });
  const recall: BusinessAct = { kind: 'recall', recall: 'r1', product, lot, at, lotUnits: 600_001 };
  const dropout: BusinessAct = { kind: 'dropout', change: 'destroyed', product, lot, at, units: 300_000 };
  const withdrawal: BusinessAct = { kind: 'withdrawal', product, at };
  const undo = (change: PackChange, changedAt: string): BusinessAct => ({
    ...changed(change),
    kind: 'undo',
    changedAt,
  });
  /** A report of the packs, as it was sent. */
  const message = () => {
    const [report] = regime.dueReports(release(3)).filter(({ units }) => units !== undefined);
    return (report && regime.writeMessage(report, data).body) ?? '';
  };
  const acts = [release(3), dropout, ...packChanges.map(changed), recall, withdrawal, undo('sampled', at)];
  const answer = (to: 'message' | 'receipt' | 'request', status: number, body = '') =>
    regime.readAnswer({ to, status, body, sent: message() });

  describe(`market ${regime.market}`, () => {
    test('accepts a sound product, lot and serials', () => expect(regime.accept(data)).toBeUndefined());

    test.each<[string, Partial<ReportData>]>([
      ['a product without a name', { product: { ...product, name: ' ' } }],
      ['a GTIN with a wrong check digit', { product: { ...product, gtin: '09521234000014' } }],
      ['a date that does not exist', { lot: { ...lot, expiry: '2027-02-29' } }],
      ['a serial with a hyphen', { serials: ['A-1'] }],
      ['an empty serial', { serials: [''] }],
      ['a serial of 21 characters', { serials: ['A'.repeat(21)] }],
      ['a serial that stands twice', { serials: ['A1', 'A1'] }],
    ])('refuses %s, with the place and the rule', (_, wrong) => {
      const refusal = regime.accept({ ...data, ...wrong });
      expect(isRefusal(refusal)).toBe(true);
      expect(refusal?.at).toMatch(/^\//);
      expect(refusal?.rule).toBeDefined();
    });

    test.each(acts)('plans the same reports for the same $kind, each under a key of its own', (act) => {
      const reports = regime.dueReports(act);
      expect(regime.dueReports(act)).toEqual(reports);
      expect(new Set(reports.map(({ key }) => key)).size).toBe(reports.length);
    });

    test.each(acts)('has one act and a deadline after it for what a $kind makes due', (act) => {
      const reports = regime.dueReports(act);
      expect(new Set(reports.map((report) => report.act)).size).toBeLessThan(2);
      for (const { deadline = '' } of reports) expect(Date.parse(deadline)).toBeGreaterThan(Date.parse(at));
    });

    test.each(acts)('names what a $kind makes due in the table for people', (act) => {
      const kind = act.kind === 'change' ? act.change : act.kind;
      const told = wordsOf(regime.systems[0].system)
        .tells.filter((one) => one.act === kind)
        .map(({ message }) => message);
      // Not all that can be taken back is told of everything that became of packs.
      const due = act.kind === 'undo' ? packChanges.map((change) => undo(change, at)) : [act];
      expect(new Set(due.flatMap((one) => regime.dueReports(one)).map(({ name }) => name))).toEqual(new Set(told));
    });

    test('waits with what became of packs, and with a recall, for reports of the release', () => {
      const first = [release(600_001), ...packChanges.map(changed)];
      const known = first.flatMap((act) => regime.dueReports(act)).map(({ key }) => key);
      for (const act of acts.slice(1))
        for (const { after = [] } of regime.dueReports(act)) expect(known).toEqual(expect.arrayContaining([...after]));
    });

    test('holds back what cannot be told because nobody said what became of the packs', () => {
      for (const { held } of regime.dueReports(changed('ended'))) expect(held).toBeDefined();
    });

    test('takes back what was told under the same slices, one after the other', () => {
      const told = regime.dueReports(changed('sampled'));
      const back = regime.dueReports(undo('sampled', at));
      expect(back.map(({ after }) => after)).toEqual(told.map(({ key }) => [key]));
      expect(back.map(({ units, undo: isUndo }) => [units, isUndo])).toEqual(told.map(({ units }) => [units, true]));
    });

    test('tells no export to a country where it applies', () => {
      const [country = ''] = regime.countries;
      expect(regime.dueReports({ ...changed('exported'), to: country })).toEqual([]);
    });

    test('says how often each of its messages may be sent, or the method that takes them, and how sure that is', () => {
      const [{ system, throttles }] = regime.systems;
      const { tells } = wordsOf(system);
      const calls = throttles.map(({ call }) => call);
      const named = tells.filter(({ message }) => calls.includes(message));
      if (named.length > 0) expect(named).toEqual(tells);
      for (const report of regime.dueReports(release(3)))
        expect(calls).toContain(regime.writeMessage(report, data).call);
    });

    test('orders reports so that what must come first stands first', () => {
      const keys = regime.dueReports(release(600_001)).map(({ key }) => key);
      for (const { key, after } of regime.dueReports(release(600_001)))
        for (const first of after ?? []) expect(keys.slice(0, keys.indexOf(key))).toContain(first);
    });

    test.each([1, 249_999, 250_000, 250_001, 1_000_000])('names every one of %i units once', (units) => {
      // What is told of the same packs under another name names all of them, too.
      for (const reports of Map.groupBy(regime.dueReports(release(units)), ({ name }) => name).values()) {
        const parts = reports.flatMap((report) => report.units ?? []);
        if (parts.length === 0) continue;
        const ends = parts.map(({ first, count }) => first + count);
        expect(parts.map(({ first }) => first)).toEqual([0, ...ends.slice(0, -1)]);
        expect(ends.at(-1)).toBe(units);
      }
    });

    test('writes the same bytes for the same data, under the request id', () => {
      for (const report of regime.dueReports(release(3))) {
        const message = regime.writeMessage(report, data);
        expect(regime.writeMessage(report, data)).toEqual(message);
        expect(message.requestId).toBe('request-1');
        expect(message.path).toMatch(/^\//);
      }
    });

    test('asks with GET, which changes nothing, or as a platform of one method for all wants it', async () => {
      const way = words.asks ?? (regime.access === 'top-signature' ? 'POST' : 'GET');
      const nothing = () => Promise.reject(new Error('nothing was attached'));
      expect((await regime.askReceipt('r/1', holder, nothing)).method).toBe(way);
      for (const report of regime.dueReports(release(3)))
        expect(regime.askRequest(report, 'request-1', holder)?.method ?? way).toBe(words.asksRequest ?? way);
    });

    test.each([400, 403, 409, 413, 422])('takes %i for a rejection: sending again cannot help', (status) =>
      expect(answer('message', status, words.refused).verdict).toBe('rejected'),
    );

    test.each([302, 400, 403, 404, 405, 409, 413])(
      'takes %i of somebody else, or to a question, for no rejection',
      (status) => {
        expect(answer('message', status, '<html>').verdict).toBe('retry');
        for (const to of ['receipt', 'request'] as const)
          for (const body of ['<html>', words.refused]) expect(answer(to, status, body).verdict).toBe('retry');
      },
    );

    test.each([401, 429, 503])('takes %i for never arrived', (status) =>
      expect(answer('message', status)).toMatchObject({ verdict: 'retry', failure: 'transient' }),
    );

    test.each([408, 500, 502, 504])('takes %i for may have arrived', (status) =>
      expect(answer('message', status)).toMatchObject({ verdict: 'retry', failure: 'ambiguous' }),
    );

    test.each(['', '{', '<html>', '[]', 'null', '{"receipt":""}'])('never takes %j for success', (body) => {
      for (const to of ['message', 'receipt', 'request'] as const)
        expect(answer(to, 200, body)).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
    });

    test('passes on how long the regulator wants to be left alone', () =>
      expect(
        regime.readAnswer({ to: 'message', status: 429, body: '', sent: message(), retryAfter: 30 }),
      ).toMatchObject({
        retryAfter: 30,
      }));

    test('tells an unknown request or receipt from a rejection', () => {
      expect(answer('request', 404, words.unknown)).toEqual({ verdict: 'unknown' });
      expect(answer('receipt', 404, words.unknown)).toEqual({ verdict: 'unknown' });
    });
  });
}
