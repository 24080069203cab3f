import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ciphersOf } from '#common/pool-cipher.ts';
import { sliceOf } from '#common/recall-slices.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import { digestOf } from '#common/signature.ts';
import { audit } from '#common/store/audit.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { toldLot } from '#shared/messages/lots-api.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { skippedCounters } from '#shared/serials/skipped-counters.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { lotTime, signedIn } from '../../test/kit/lot-world.ts';
import { openCipher } from '../../test/kit/open-cipher.ts';
import { type RecallWorld, recallReason, recallWorld } from '../../test/kit/recall-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let engine: Dynoxide;
let world: RecallWorld;
let count = 200;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  world = await recallWorld(engine, count++);
  ({ needs, lot, tenant, gtin } = world);
});

let needs: RecallWorld['needs'];
let lot: RecallWorld['lot'];
let tenant: string;
let gtin: string;
const send = (route: string, more: object = {}) => world.send(route, more);
const recall = (change: object = {}) => world.recall(change);
const lift = (id?: string) => world.lift(id);
const work = (act: 'recall' | 'lift', id?: string) => world.work(act, id);
const show = async () => (await send('GET /api/recalls/{recall}', { path: { recall: 'recall-1' } })).body;
const epcOf = (serial: string) => world.epcOf(serial);
const stateOf = (serial?: string) => world.stateOf(serial);
const opened = () => exceptions(engine.db, tables.deliveries);

const signature = { meaning: 'recalled' };
const reason = recallReason;
const aRecall = (of: string): Omit<Recall, 'of'> => ({
  recall: 'recall-1',
  gtin: of,
  level: 'pharmacy',
  reason,
  state: 'active',
  signature: { ...signature, by: 'quinn', at: lotTime.toISOString(), authTime: 0, digest: '' },
});

describe('a recall', () => {
  test('of a lot is signed, kept, audited and told to the ledger', async () => {
    expect(await recall()).toMatchObject({ status: 201, body: { state: 'active', signature: { by: 'quinn' } } });
    expect(needs.woken).toEqual([
      { tenant, recallId: 'recall-1', act: 'recall' },
      { tenant, recallId: 'recall-1' },
    ]);
    const lots = await send('GET /api/lots/{lot}', { path: { lot: 'LOT1' } });
    expect(v.parse(toldLot, lots.body).recalls).toEqual(['recall-1']);
    await work('recall');
    expect(await show()).toMatchObject({ told: { state: 'done', units: 48 } });
    expect(await stateOf()).toMatchObject({ disposition: 'recalled', persistentDispositions: ['recalled'] });
    const { entries } = await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 10);
    expect(entries).toMatchObject([
      { act: 'recall-made', subject: 'recall recall-1', signature: { meaning: 'recalled' } },
    ]);
  });

  test('and its lifting sign all that the signer says: their digests can be made again', async () => {
    const words = { meaning: 'recalled', reason: 'as the regulator ordered' };
    await recall({ signature: words });
    await send('POST /api/recalls/{recall}/lift', {
      path: { recall: 'recall-1' },
      body: { reason: 'the particles were labels', signature: words },
    });
    const kept = await needs.recalls.get(tenant, 'recall-1');
    const of = { kind: 'lot', lot: 'LOT1' };
    const said = { recall: 'recall-1', gtin, of, level: 'pharmacy', reason, signature: words };
    expect(kept?.signature.digest).toBe(digestOf(said));
    const lifted = { lift: 'recall-1', reason: 'the particles were labels', recalled: kept?.signature.digest };
    expect(kept?.lifted?.signature.digest).toBe(digestOf({ ...lifted, signature: words }));
  });

  test('contradicts nothing that is known of its units', async () => {
    await recall();
    await work('recall');
    expect(await opened().counts(tenant)).toEqual([]);
  });

  test('sent twice is one recall, and with other content is refused', async () => {
    await recall();
    expect(await recall()).toMatchObject({ status: 200, body: { recall: 'recall-1' } });
    expect(await recall({ level: 'patient' })).toMatchObject({ status: 409, body: { at: '/recall' } });
    expect((await send('GET /api/recalls')).body).toMatchObject({ recalls: [{ recall: 'recall-1' }] });
  });

  test('by many at once is one recall', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => recall()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => status < 300)).toBe(true);
  });

  test('of a range is of all that was issued in between, and of nothing else', async () => {
    const [from, to] = [lot.serials[10] ?? '', lot.serials[19] ?? ''];
    await recall({ of: { kind: 'range', pool: 'packs', from, to } });
    await work('recall');
    const flags = await Promise.all(
      lot.serials.map(async (serial) => (await stateOf(serial)).disposition === 'recalled'),
    );
    expect(flags).toEqual(lot.serials.map((_, i) => i >= 10 && i <= 19));
  });

  test('of a range leaves out the numbers that the pool never issues, whose serials an older key has issued', async () => {
    const tiny = good(newRandomPool({ id: 'tiny', gtin, alphabet: '0123456789', length: 6 }));
    const generations = [
      { generation: 1, from: 0 },
      { generation: 2, from: 400_000 },
    ];
    const rotated: Pool = { ...tiny, next: 400_100, last: 999_999, generations };
    const pools = { ...needs.pools, get: async () => rotated };
    const ciphers = await ciphersOf(openCipher, tenant, rotated);
    const skips = skippedCounters(rotated, 400_000, 400_099, ciphers);
    expect(skips.length).toBeGreaterThan(0);
    const of = { kind: 'range', pool: 'tiny', from: '', to: '', first: 400_000, last: 400_099 } as const;
    const { epcs } = await sliceOf({ ...needs, pools }, tenant, { ...aRecall(gtin), of }, '');
    const issued = expandBlock(rotated, { first: 400_000, last: 400_099, skips }, ciphers);
    expect(epcs).toEqual(issued.map((serial) => unitEpc(gtin, serial)));
  });

  test('of single units is of these', async () => {
    await recall({ of: { kind: 'units', serials: [lot.serials[7]] } });
    await work('recall');
    expect(await show()).toMatchObject({ told: { units: 1 } });
    expect(await stateOf(lot.serials[7])).toMatchObject({ disposition: 'recalled' });
    expect((await stateOf(lot.serials[8])).disposition).toBe('active');
  });

  test('leaves a dispensed pack dispensed, and flags it', async () => {
    const dispensed = {
      type: 'ObjectEvent',
      eventTime: '2026-03-01T09:58:00.000Z',
      eventTimeZoneOffset: '+00:00',
      epcList: lot.urns(lot.serials.slice(0, 1)),
      action: 'OBSERVE',
      bizStep: 'dispensing',
      disposition: 'dispensed',
    } as const;
    await lot.capture(dispensed);
    await recall();
    await work('recall');
    expect(await stateOf()).toMatchObject({ disposition: 'dispensed', persistentDispositions: ['recalled'] });
  });

  test('told again after a crash is told once', async () => {
    await recall();
    await work('recall');
    await engine.db.send(
      new UpdateCommand({
        TableName: tables.deliveries,
        Key: { pk: `${tenant}#recall-run`, sk: 'recall-1#recall' },
        UpdateExpression: 'REMOVE doneAt SET units = :none, place = :begin',
        ExpressionAttributeValues: { ':none': 0, ':begin': '' },
      }),
    );
    await work('recall');
    const events = await needs.ledger.eventsOf(tenant, epcOf(lot.serials[0] ?? ''));
    expect(events.filter(({ event }) => event.bizStep === 'holding')).toHaveLength(1);
  });

  test('whose message was lost is found by the sweep', async () => {
    await recall();
    const overdue = await dueRows(engine.db, tables.deliveries).overdue(tenant, new Date(world.now() + 600_000), 10);
    expect(overdue.map(({ wake }) => wake?.queue).sort()).toEqual(['capture', 'plan']);
    await work('recall');
    const left = await dueRows(engine.db, tables.deliveries).overdue(tenant, new Date(world.now() + 600_000), 10);
    expect(left.map(({ wake }) => wake?.queue)).toEqual(['plan']);
  });
});

describe('a recall is refused', () => {
  test.each<[string, object, number, string]>([
    ['of an unknown lot', { of: { kind: 'lot', lot: 'LOT9' } }, 404, '/of/lot'],
    ['of an unknown product', { gtin: '09521321999990' }, 404, '/gtin'],
    [
      'from a serial that the pool did not issue',
      { of: { kind: 'range', pool: 'packs', from: 'X', to: 'Y' } },
      404,
      '/of/from',
    ],
    ['of nothing', { of: { kind: 'units', serials: [] } }, 400, '/of/serials'],
    ['without a reason', { reason: 'bad' }, 400, '/reason'],
    ['on an unknown level', { level: 'street' }, 400, '/level'],
  ])('%s', async (_, change, status, at) => {
    expect(await recall(change)).toMatchObject({ status, body: { at } });
  });

  test('of units that neither a pool nor the ledger knows, naming them', async () => {
    const serials = [lot.serials[0], 'MISTYPED1', 'BOUGHT1'];
    await lot.capture(lot.commissioned(['BOUGHT1']));
    expect(await recall({ of: { kind: 'units', serials } })).toMatchObject({
      status: 404,
      body: { at: '/of/serials', detail: expect.stringMatching(/MISTYPED1$/) },
    });
    expect(needs.woken).toEqual([]);
    expect(await recall({ of: { kind: 'units', serials: [lot.serials[0], 'BOUGHT1'] } })).toMatchObject({
      status: 201,
    });
  });

  test('whose range ends before it begins', async () => {
    const [from, to] = [lot.serials[19], lot.serials[10]];
    expect(await recall({ of: { kind: 'range', pool: 'packs', from, to } })).toMatchObject({
      status: 400,
      body: { at: '/of' },
    });
  });

  test('from a machine, an old sign-in, and who has no right', async () => {
    const body = { recall: 'recall-1', gtin, of: { kind: 'lot', lot: 'LOT1' }, level: 'pharmacy', reason, signature };
    for (const who of [{ claims: {} }, signedIn(301), { role: 'operator' }])
      expect(await send('POST /api/recalls', { body, ...who })).toMatchObject({ status: 403 });
    expect(await lift('recall-9')).toMatchObject({ status: 404 });
  });
});
