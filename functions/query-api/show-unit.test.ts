import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { call } from '../../test/kit/call.ts';
import { anyCredentials, anyRegion, type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { openCipher, unitMaker } from '../../test/kit/unit-maker.ts';
import { showUnit } from './show-unit.ts';
import { traceUnit } from './trace-unit.ts';

let engine: Dynoxide;
let tenant: string;
let units: Awaited<ReturnType<typeof unitMaker>>;
let count = 0;
let captures = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  units = await unitMaker(engine, tenant);
});

const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const capture = (...events: EpcisEvent[]) => open().append(tenant, stored(events, `capture-${captures++}`));

function show(epc: string) {
  const handler = httpHandler(
    { 'GET /api/units/{epc+}': { permission: 'events:query', endpoint: showUnit({ ledger: open() }) } },
    async () => false,
  );
  return call(handler, 'GET /api/units/{epc+}', { tenant, path: { epc } });
}
const body = async (epc: string) => (await show(epc)).body;
const commission = (epcs: string[], m: number) =>
  commissionEvent({ epcs, at: minute(m), lot: 'LOT1', expiry: '2028-12-31', ...here });
const pack = (parent: string, children: string[], m: number) => packEvent({ parent, children, at: minute(m), ...here });
const unpack = (parent: string, children: string[], m: number): EpcisEvent => ({
  ...pack(parent, children, m),
  action: 'DELETE',
  bizStep: 'unpacking',
});

async function pallet() {
  const [first = '', second = ''] = await units.packs(2);
  const [box = '', top = '', other = ''] = await units.logisticUnits(3);
  await capture(commission([first, second], 0), pack(box, [first, second], 1), pack(top, [box], 2));
  return { first, second, box, top, other };
}

describe('a unit', () => {
  test('tells its state, its parents up to the root, and its history', async () => {
    const { first, box, top } = await pallet();
    expect(await body(first)).toMatchObject({
      epc: canonicalEpc(first),
      known: true,
      exists: 'commissioned',
      lot: 'LOT1',
      expiry: '2028-12-31',
      disposition: 'in_progress',
      parent: canonicalEpc(box),
      parents: [
        { epc: canonicalEpc(box), kind: 'sscc' },
        { epc: canonicalEpc(top), kind: 'sscc' },
      ],
      history: [
        {
          eventTime: minute(0),
          type: 'ObjectEvent',
          action: 'ADD',
          bizStep: 'commissioning',
          readPoint: here.readPoint,
        },
        { eventTime: minute(1), type: 'AggregationEvent', parent: canonicalEpc(box) },
      ],
    });
    expect(await body(first)).not.toHaveProperty('children');
  });

  test('that holds others tells what is in it', async () => {
    const { first, second, box, top } = await pallet();
    expect(await body(box)).toMatchObject({
      children: [first, second].map(canonicalEpc),
      parents: [{ epc: canonicalEpc(top) }],
      history: [{ eventTime: minute(1) }, { eventTime: minute(2), parent: canonicalEpc(top) }],
    });
  });

  test('is known by URN and Digital Link, plain and percent-encoded', async () => {
    const { first } = await pallet();
    const link = canonicalEpc(first);
    const spellings = [
      first,
      encodeURIComponent(first),
      link,
      encodeURIComponent(link),
      link.replace('https://', 'https:/'),
    ];
    for (const spelling of spellings) expect(await show(spelling)).toMatchObject({ status: 200, body: { epc: link } });
  });

  test('that nobody named is not found', async () => {
    const [never = ''] = await units.packs(1);
    expect(await show(never)).toMatchObject({ status: 404, body: { type: 'urn:seriate:problem:not-found' } });
    expect(await show('urn:epc:id:sgtin:4012345.077889.1')).toMatchObject({ status: 404 });
    expect(await show('%')).toMatchObject({ status: 404 });
  });

  test('taken out has no parent, put elsewhere has another', async () => {
    const { first, second, box, other } = await pallet();
    await capture(unpack(box, [first], 3), pack(other, [second], 4));
    expect(await body(first)).toMatchObject({ parents: [] });
    expect(await body(second)).toMatchObject({ parents: [{ epc: canonicalEpc(other) }] });
  });

  test('leaves when its parent is emptied as a whole, which only the parent’s events tell', async () => {
    const { first, box } = await pallet();
    await capture(unpack(box, [], 3));
    expect(await body(first)).toMatchObject({ parents: [] });
    expect(await body(first)).not.toHaveProperty('parent');
    expect(await body(box)).not.toHaveProperty('children');
  });

  test('whose case left the pallet is still in the case', async () => {
    const { first, box, top } = await pallet();
    await capture(unpack(top, [], 3));
    expect(await body(first)).toMatchObject({ parents: [{ epc: canonicalEpc(box) }] });
  });

  test('whose packing was declared an error is not packed', async () => {
    const [unit = ''] = await units.packs(1);
    const [box = ''] = await units.logisticUnits(1);
    const packed: EpcisEvent = { ...pack(box, [unit], 1), eventID: 'urn:uuid:packed' };
    await capture(commission([unit], 0), packed);
    await capture({ ...packed, errorDeclaration: { declarationTime: minute(5), reason: 'did_not_occur' } });
    expect(await body(unit)).toMatchObject({ known: true, parents: [] });
  });

  test('inside itself ends the chain', async () => {
    const [a = '', b = ''] = await units.logisticUnits(2);
    await capture(pack(a, [b], 1), pack(b, [a], 2));
    expect(await body(a)).toMatchObject({ parents: [{ epc: canonicalEpc(b) }] });
  });
});

test('a pack in a case on a pallet is traced in four round trips once its pools are known', async () => {
  const { first } = await pallet();
  const rounds = { count: 0, inFlight: 0 };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: anyRegion, credentials: anyCredentials });
  client.middlewareStack.add(
    (next) => async (args) => {
      if (rounds.inFlight++ === 0) rounds.count++;
      try {
        return await next(args);
      } finally {
        rounds.inFlight--;
      }
    },
    { step: 'initialize', name: 'rounds' },
  );
  const watched = open(DynamoDBDocumentClient.from(client));
  await traceUnit(watched, tenant, canonicalEpc(first));
  rounds.count = 0;
  expect((await traceUnit(watched, tenant, canonicalEpc(first))).parents).toHaveLength(2);
  expect(rounds.count).toBeLessThanOrEqual(4);
  client.destroy();
});
