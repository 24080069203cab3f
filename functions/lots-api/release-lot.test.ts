import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestOf } from '#common/signature.ts';
import { audit } from '#common/store/audit.ts';
import { aRelease } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { aLot, aSignature, gtinOf, type LotNeeds, lotHandler, lotNeeds, signedIn } from '../../test/kit/lot-world.ts';

let engine: Dynoxide;
let tenant: string;
let gtin: string;
let needs: LotNeeds;
let lot: Awaited<ReturnType<typeof aLot>>;
let count = 100;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  tenant = `acme-${count}`;
  gtin = gtinOf(count++);
  needs = lotNeeds(engine.db);
  lot = await aLot(needs, engine.db, tenant, gtin, 24);
  await lot.order();
});

const release = (more: object = {}) =>
  call(lotHandler(needs), 'POST /api/lots/{lot}/release', {
    tenant,
    path: { lot: 'LOT1' },
    body: { signature: aSignature },
    ...signedIn(),
    ...more,
  });
/** The digest of the reconciliation, as the signer reads it. */
const asRead = async () => {
  const { body } = await call(lotHandler(needs), 'GET /api/lots/{lot}/reconciliation', {
    tenant,
    path: { lot: 'LOT1' },
  });
  return (body as { digest?: string }).digest;
};
const trail = async () => (await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 10)).entries;
/** All but the first are in the ledger; the first was rejected. */
const reported = async () => {
  await lot.capture(lot.commissioned(lot.serials.slice(1)));
  await lot.tell({ rejected: lot.serials.slice(0, 1) });
};
const withGap = async () => {
  await lot.capture(lot.commissioned(lot.serials.slice(2)));
  await lot.tell({ rejected: lot.serials.slice(0, 1) });
};

describe('releasing a lot', () => {
  test('keeps who signed, what it meant, and what was signed, and wakes the planner once, however often it is asked', async () => {
    await reported();
    const first = await release();
    expect(first).toMatchObject({
      status: 200,
      body: {
        state: 'released',
        releasedBy: 'quinn',
        release: {
          signature: {
            by: 'quinn',
            name: 'Quinn Quality',
            meaning: 'released for sale',
            digest: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
          figures: { asked: 24, commissioned: 23, rejected: 1 },
          differences: [],
        },
      },
    });
    expect((await release()).body).toEqual(first.body);
    expect(needs.woken).toEqual([{ tenant, release: { gtin, lot: 'LOT1' } }]);
    expect(await trail()).toMatchObject([
      { act: 'lot-released', by: 'quinn', subject: `lot ${gtin} LOT1`, signature: { meaning: 'released for sale' } },
    ]);
  });

  test('signs what stands in the lot, its own words too: its digest can be made again', async () => {
    await reported();
    await release({ body: { signature: { ...aSignature, reason: 'every number has one fate' } } });
    const kept = await needs.lots.get(tenant, gtin, 'LOT1');
    const { signature, ...judged } = kept?.release ?? aRelease().record;
    const { meaning, reason } = signature;
    expect(reason).toBe('every number has one fate');
    const signed = { gtin, lot: 'LOT1', report: kept?.report, ...judged, signature: { meaning, reason } };
    expect(signature.digest).toBe(digestOf(signed));
  });

  test('by many at once is one release', async () => {
    await reported();
    const answers = await Promise.all(Array.from({ length: 8 }, () => release()));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(needs.woken).toHaveLength(1);
    expect(await trail()).toHaveLength(1);
  });

  test.each([[{}], [{ deviation: { reason: 'packed by hand, and nobody closed the line' } }]])(
    'before its report is refused, and no deviation stands in for that: %j',
    async (more) => {
      expect(await release({ body: { signature: aSignature, ...more } })).toMatchObject({
        status: 409,
        body: { at: 'lot', remedy: expect.stringContaining('ended the order') },
      });
      expect(await trail()).toEqual([]);
    },
  );

  test('that does not reconcile is refused with what is wrong and what to do', async () => {
    await withGap();
    expect(await release()).toMatchObject({
      status: 409,
      body: {
        at: '/deviation',
        rule: expect.stringContaining('asked ='),
        remedy: expect.stringContaining('deviation'),
      },
    });
    expect(await trail()).toEqual([]);
  });

  test('that does not reconcile needs a reasoned deviation, which is kept', async () => {
    await withGap();
    const without = { signature: aSignature, deviation: { reason: 'short' } };
    expect(await release({ body: without })).toMatchObject({ status: 400, body: { at: '/deviation/reason' } });
    const deviation = { reason: 'the pack was found crushed under the conveyor', reference: 'DEV-17' };
    expect(await release({ body: { signature: aSignature, deviation } })).toMatchObject({
      status: 409,
      body: { at: '/reconciliation' },
    });
    expect(await release({ body: { signature: aSignature, deviation, reconciliation: await asRead() } })).toMatchObject(
      {
        status: 200,
        body: { release: { deviation, differences: ['lost', 'report-commissioned'] } },
      },
    );
    expect(await trail()).toMatchObject([{ act: 'lot-released-with-deviation', detail: { deviation } }]);
  });

  test('with a deviation is refused when other differences stand than the signer read', async () => {
    await withGap();
    const body = {
      signature: aSignature,
      deviation: { reason: 'the pack was found crushed under the conveyor' },
      reconciliation: await asRead(),
    };
    await lot.capture(lot.commissioned(['FOREIGN1']));
    expect(await release({ body })).toMatchObject({ status: 409, body: { at: '/reconciliation' } });
    expect(await trail()).toEqual([]);
    expect(await release({ body: { ...body, reconciliation: await asRead() } })).toMatchObject({ status: 200 });
  });

  test.each([
    ['a machine', { role: 'qa', claims: {} }],
    ['a person who signed in six minutes ago', signedIn(360)],
  ])('needs a signature, which %s cannot give', async (_, who) => {
    await reported();
    expect(await release(who)).toMatchObject({
      status: 403,
      body: { type: 'urn:seriate:problem:signature-needed', remedy: expect.stringContaining('sign in') },
    });
  });

  test('without a meaning is refused', async () => {
    await reported();
    expect(await release({ body: {} })).toMatchObject({ status: 400, body: { at: '/signature' } });
  });

  test('needs the right: an operator may not', async () => {
    await reported();
    expect(await release({ role: 'operator' })).toMatchObject({ status: 403 });
  });

  test('on a report that was replaced while it was judged is refused', async () => {
    await reported();
    const judged = await needs.lots.get(tenant, gtin, 'LOT1');
    if (judged?.report === undefined) throw new Error('no lot');
    await needs.lots.putReport(tenant, { ...judged.report, unaccounted: 5 }, new Date('2026-03-02T00:00:00Z'));
    const { record, audit: entry } = aRelease();
    expect(await needs.lots.release(tenant, judged, record, entry)).toBe('not-reported');
    expect(await trail()).toEqual([]);
  });

  test('keeps the report it was released on', async () => {
    await reported();
    await release();
    const released = await needs.lots.get(tenant, gtin, 'LOT1');
    if (released?.report === undefined) throw new Error('no lot');
    expect(await needs.lots.putReport(tenant, { ...released.report, rejected: 0 }, new Date())).toBe('not-stored');
  });

  test('of another tenant is not found', async () => {
    await reported();
    expect(await release({ tenant: 'medico' })).toMatchObject({ status: 404 });
  });
});
