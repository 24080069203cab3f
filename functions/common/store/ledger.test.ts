import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { exampleGtin } from '../../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { identifierLimit } from './event-identifiers.ts';
import { ledger } from './ledger.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
let tenant: string;
let units: Awaited<ReturnType<typeof unitMaker>>;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  units = await unitMaker(engine, tenant);
});

const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], at = minute(0)) =>
  commissionEvent({ epcs, at, lot: 'LOT1', expiry: '2028-12-31', ...here });
const idsOf = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId);
const rows = async () => {
  const { Items = [] } = await engine.db.send(new ScanCommand({ TableName: tables.ledger, ConsistentRead: true }));
  return Items.filter(({ pk }) => String(pk).startsWith(`${tenant}#`));
};
/** Marks are written again by whoever has not written them himself. */
const isNoMark = ({ pk }: Record<string, unknown>) => !/#(hours|recorded|values)/.test(String(pk));
const named = (event: EpcisEvent, eventID: string): EpcisEvent => ({ ...event, eventID });

describe('an event', () => {
  test('is found by each of its units, whether the pool is ours or not', async () => {
    const [own = '', ...others] = await units.packs(300);
    const event = commission([own, ...others, foreign(1)]);
    expect(await open().append(tenant, stored([event]))).toEqual(['stored']);
    for (const epc of [own, others.at(-1) ?? '', canonicalEpc(own), foreign(1)])
      expect(await open().eventsOf(tenant, epc)).toEqual(stored([event]));
    expect(await open().eventsOf(tenant, foreign(2))).toEqual([]);
  });

  test('is not found by a neighbour in the same run of counters', async () => {
    const [a = '', b = ''] = await units.packs(2);
    await open().append(tenant, stored([commission([a])]));
    expect(await open().eventsOf(tenant, b)).toEqual([]);
  });

  test('costs one index row for 256 units of our own', async () => {
    await open().append(tenant, stored([commission(await units.packs(256))]));
    const kinds = (await rows()).map(({ pk }) => String(pk).split('#')[1] ?? '').sort();
    const marks = ['hours', 'recorded', 'values'];
    expect(kinds.filter((kind) => !marks.includes(kind))).toEqual(['event', 'lot', 'run', 'time']);
  });

  test('is another tenant’s only', async () => {
    await open().append(tenant, stored([commission([foreign(3)])]));
    expect(await open().eventsOf('somebody', foreign(3))).toEqual([]);
  });

  test('is found by its lot, its id and its time', async () => {
    const events = stored([
      commission(await units.packs(3)),
      packEvent({ parent: foreign(9), children: [foreign(8)], at: minute(1), ...here }),
    ]);
    await open().append(tenant, events);
    expect(await open().eventsOfLot(tenant, exampleGtin, 'LOT1')).toEqual(events.slice(0, 1));
    expect(await open().eventsOfLot(tenant, exampleGtin, 'LOT2')).toEqual([]);
    expect(await open().eventsById(tenant, [idsOf(events)[1] ?? '', 'urn:none'])).toEqual(events.slice(1));
    const { events: found, next } = await eventsBetween(open(), tenant, { from: minute(0), to: minute(2), limit: 10 });
    expect([found, next]).toEqual([events.toReversed(), undefined]);
    expect((await eventsBetween(open(), tenant, { from: minute(1), limit: 10 })).events).toEqual(events.slice(1));
    expect((await eventsBetween(open(), tenant, { to: minute(1), limit: 10 })).events).toEqual(events.slice(0, 1));
  });

  test('with identifiers longer than a key is found all the same', async () => {
    const epc = `https://example.org/things/${'x'.repeat(3000)}`;
    const event = named(commission([epc]), `urn:example:${'y'.repeat(3000)}`);
    expect(await open().append(tenant, stored([event]))).toEqual(['stored']);
    expect(await open().eventsOf(tenant, epc)).toEqual(stored([event]));
    expect(await open().eventsById(tenant, [event.eventID ?? ''])).toEqual(stored([event]));
  });

  test('with identifiers as long as the door lets in, three bytes a character, is found all the same', async () => {
    const euros = (start: string) => start + '€'.repeat(identifierLimit - start.length);
    const epc = euros('https://example.org/things/');
    const event = { ...named(commission([epc]), euros('urn:example:')), bizStep: euros('urn:step:') };
    expect(await open().append(tenant, stored([event]))).toEqual(['stored']);
    expect(await open().eventsOf(tenant, epc)).toEqual(stored([event]));
    expect(await open().eventsById(tenant, [event.eventID ?? ''])).toEqual(stored([event]));
    expect((await eventsBetween(open(), tenant, { limit: 10 })).events).toEqual(stored([event]));
  });

  test('of a serial issued after the pool was read is found', async () => {
    const warm = open();
    await warm.append(tenant, stored([commission(await units.packs(1))], 'capture-1'));
    const later = await units.packs(1);
    await warm.append(tenant, stored([commission(later, minute(1))], 'capture-2'));
    expect(await open().eventsOf(tenant, later[0] ?? '')).toHaveLength(1);
  });

  test('captured before its pool was known is found after', async () => {
    const early = `${tenant}-early`;
    const pools = { ...serialPools(engine.db, tables.serials), issuersOf: async () => [] };
    const blind = ledger(engine.db, tables.ledger, pools, openCipher);
    const [epc = ''] = await (await unitMaker(engine, early)).packs(1);
    await blind.append(early, stored([commission([epc])]));
    expect(await open().eventsOf(early, epc)).toHaveLength(1);
  });
});

describe('the same event twice', () => {
  test('is a duplicate and leaves one set of rows, whatever the spelling', async () => {
    const [a = '', b = ''] = await units.packs(2);
    await open().append(tenant, stored([named(commission([a, b, foreign(1)]), 'urn:uuid:1')], 'capture-1'));
    const before = (await rows()).filter(isNoMark);
    const respelled = named(commission([foreign(1), b, canonicalEpc(a)], '2026-03-01T09:00:00+01:00'), 'urn:uuid:1');
    expect(await open().append(tenant, stored([respelled], 'capture-2'))).toEqual(['duplicate']);
    expect((await rows()).filter(isNoMark)).toEqual(before);
  });

  test('in one document is stored once', async () => {
    const event = named(commission([foreign(1)]), 'urn:uuid:1');
    expect(await open().append(tenant, stored([event, event]))).toEqual(['stored', 'duplicate']);
    expect(await open().eventsOf(tenant, foreign(1))).toHaveLength(1);
  });

  test('captured by many at once is stored once and found once', async () => {
    const [own = ''] = await units.packs(1);
    const event = named(commission([own, foreign(1)]), 'urn:uuid:1');
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, i) => open().append(tenant, stored([event], `capture-${i}`))),
    );
    expect(outcomes.flat().sort()).toEqual([...Array(7).fill('duplicate'), 'stored']);
    expect(await open().eventsOf(tenant, own)).toHaveLength(1);
    expect((await eventsBetween(open(), tenant, { limit: 10 })).events).toHaveLength(1);
  });
});

describe('another event under the same id', () => {
  const first = () => named(commission([foreign(1)]), 'urn:uuid:1');
  const second = () => named(commission([foreign(2)]), 'urn:uuid:1');

  test('is a conflict and cannot be found', async () => {
    await open().append(tenant, stored([first()]));
    expect(await open().append(tenant, stored([second()], 'capture-2'))).toEqual(['conflict']);
    expect(await open().eventsOf(tenant, foreign(2))).toEqual([]);
    expect(await open().eventsOf(tenant, foreign(1))).toEqual(stored([first()]));
  });

  test('withholds what belongs together with it', async () => {
    await open().append(tenant, stored([first()]));
    const good = named(commission([foreign(3)]), 'urn:uuid:3');
    const both = stored([good, second()], 'capture-2');
    expect(await open().append(tenant, both, { together: true })).toEqual(['withheld', 'conflict']);
    expect(await open().eventsOf(tenant, foreign(3))).toEqual([]);
    expect(await open().append(tenant, both)).toEqual(['stored', 'conflict']);
  });

  test('captured at the same moment: one of the two is the event', async () => {
    const outcomes = await Promise.all([
      open().append(tenant, stored([first()], 'capture-1')),
      open().append(tenant, stored([second()], 'capture-2')),
    ]);
    expect(outcomes.flat().sort()).toEqual(['conflict', 'stored']);
    const found = [...(await open().eventsOf(tenant, foreign(1))), ...(await open().eventsOf(tenant, foreign(2)))];
    expect(found).toHaveLength(1);
  });

  test('with an error declaration stands beside the first, and so does another declaration', async () => {
    const declare = (declarationTime: string): EpcisEvent => ({
      ...first(),
      errorDeclaration: { declarationTime, reason: 'did_not_occur' },
    });
    await open().append(tenant, stored([first()]));
    const [one, two] = [declare(minute(50)), declare(minute(51))];
    expect(await open().append(tenant, stored([one], 'capture-2'))).toEqual(['stored']);
    expect(await open().append(tenant, stored([one], 'capture-3'))).toEqual(['duplicate']);
    expect(await open().append(tenant, stored([two], 'capture-4'))).toEqual(['stored']);
    expect(await open().append(tenant, stored([first()], 'capture-5'))).toEqual(['duplicate']);
    const all = await open().eventsById(tenant, ['urn:uuid:1']);
    expect(all.map(({ event }) => event.errorDeclaration?.declarationTime).sort()).toEqual([
      minute(50),
      minute(51),
      undefined,
    ]);
    expect(await open().eventsOf(tenant, foreign(1))).toHaveLength(3);
  });

  test('a declaration that names other units counts for the units of the event', async () => {
    await open().append(tenant, stored([first()]));
    const declaration: EpcisEvent = { ...second(), errorDeclaration: { declarationTime: minute(50) } };
    await open().append(tenant, stored([declaration], 'capture-2'));
    expect(
      (await open().eventsOf(tenant, foreign(1))).map(({ event }) => event.errorDeclaration !== undefined),
    ).toEqual(expect.arrayContaining([true, false]));
  });
});

test('every partition key begins with the tenant', async () => {
  await open().append(tenant, stored([commission([...(await units.packs(2)), foreign(1)])]));
  const { Items = [] } = await engine.db.send(new ScanCommand({ TableName: tables.ledger, ConsistentRead: true }));
  expect(Items.filter(({ pk }) => !/^acme-\d+(-early)?#/.test(String(pk)))).toEqual([]);
});
