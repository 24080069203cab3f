import { afterEach, beforeEach, expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, type Stores, serial, storesOf, temporary } from '../../testing/builders.ts';
import { signature, toldBy } from '../../testing/hand-bench.ts';
import { resolveException } from './resolve-exception.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  assign(stores, anOrder());
  for (const ordinal of [1, 2]) {
    const pack = stores.journal.printing(
      { batch: 1, ordinal, gtin: anOrder().gtin, serial: serial(ordinal), sequence: ordinal },
      at,
    );
    stores.journal.settled(pack, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
  }
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const now = Date.parse(at);
const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const about = { at, offset: '+00:00', ...place };
const urn = (ordinal: number) => `urn:epc:id:sgtin:9521234.000001.${serial(ordinal)}`;
const born = (epcs: string[], lot = 'LOT42') => commissionEvent({ epcs, lot, expiry: '2028-06-30', ...about });
const admit = (...events: Parameters<Stores['door']['admit']>[3]) =>
  stores.door.admit('line-1', 1, 'acme-pharma', events, now);
const resolving = () => ({ ...stores, now: () => now, resolvers: [] });

test('lets what agrees with the records pass', () => {
  admit(born([urn(1), urn(2)]));
  expect(stores.exceptions.open(1)).toEqual([]);
  expect(toldBy(stores)).toHaveLength(1);
});

test('holds a code of nobody, another lot, and what begins twice', () => {
  admit(born([urn(9)]));
  admit(born([urn(1)], 'LOT41'));
  admit(born([urn(2)]), born([urn(2)]));
  expect(stores.exceptions.list({}).map(({ code }) => code)).toEqual([
    'commissioned-twice',
    'lot-contradicts',
    'foreign-code',
  ]);
  expect(toldBy(stores)).toEqual([]);
});

test('holds what waits for something held, and tells by nobody’s word what cannot be so', async () => {
  admit(born([urn(1)]), packEvent({ parent: urn(2), children: [urn(1)], ...about }));
  const [first = 0] = stores.exceptions.open(1);
  admit(packEvent({ parent: urn(2), children: [urn(1)], ...about }));
  expect(stores.exceptions.list({}).map(({ code }) => code)).toEqual(['waits', 'before-commissioning']);
  expect(await resolveException(resolving(), first, 'tell', signature)).toMatchObject({ refused: 'conflict' });
  expect(stores.exceptions.open(1)).toHaveLength(2);
  expect(await resolveException(resolving(), first, 'drop', signature)).toMatchObject({ resolution: 'not-told' });
  expect(await resolveException(resolving(), first, 'drop', signature)).toMatchObject({ refused: 'conflict' });
  expect(toldBy(stores)).toEqual([]);
});

test('of ends that waited for something that is never told, tells those of other things', async () => {
  admit(born([urn(1)]));
  stores.packs.told([{ batch: 1, ordinal: 1 }]);
  admit(born([urn(2)], 'LOT41'));
  admit(destroyEvent({ epcs: [urn(1), urn(2)], ...about }));
  const [first = 0, second = 0] = stores.exceptions.open(1);
  expect(await resolveException(resolving(), first, 'drop', signature)).toMatchObject({ resolution: 'not-told' });
  expect(stores.exceptions.get(second)).toMatchObject({ resolution: 'cleared' });
  expect(toldBy(stores).map(({ bizStep, epcList }) => [bizStep, epcList])).toEqual([
    ['commissioning', [urn(1)]],
    ['destroying', [urn(1)]],
  ]);
});
