import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { aLot, gtinOf, type LotNeeds, lotHandler, lotNeeds } from '../../test/kit/lot-world.ts';

let engine: Dynoxide;
let tenant: string;
let gtin: string;
let needs: LotNeeds;
let lot: Awaited<ReturnType<typeof aLot>>;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const SIZE = 600;
beforeEach(async () => {
  tenant = `acme-${count}`;
  gtin = gtinOf(count++);
  needs = lotNeeds(engine.db);
  lot = await aLot(needs, engine.db, tenant, gtin, SIZE);
  await lot.order();
});

const get = (route: string, more: object = {}) =>
  call(lotHandler(needs), `GET /api/lots/{lot}/reconciliation${route}`, { tenant, ...more });
const reconciliation = async (number = 'LOT1') => (await get('', { path: { lot: number } })).body;
const behind = (figure: string, query: Record<string, string> = {}) =>
  get('/{figure}', { path: { lot: 'LOT1', figure }, query });

/** Everything but the first five is commissioned in the lot, in cases of 24. */
async function pack(serials = lot.serials.slice(5)) {
  for (let at = 0; at < serials.length; at += 24) await lot.capture(lot.commissioned(serials.slice(at, at + 24)));
}
const five = () => ({
  rejected: lot.serials.slice(0, 3),
  sampled: lot.serials.slice(3, 4),
  destroyed: lot.serials.slice(4, 5),
});

describe('a lot of which every number has one fate', () => {
  test('reconciles per lot, line and block', async () => {
    await pack();
    await lot.tell(five());
    const figures = {
      asked: SIZE,
      commissioned: SIZE - 5,
      rejected: 3,
      sampled: 1,
      destroyed: 1,
      returned: 0,
      unaccounted: 0,
    };
    expect(await reconciliation()).toMatchObject({
      reconciles: true,
      figures,
      lines: [{ site: 'site-1', line: 'line-1', figures }],
      blocks: [{ block: 'block-1', pool: 'packs', figures }],
      differences: [],
    });
  });

  test('lists the serials behind every figure, page by page', async () => {
    await pack();
    await lot.tell(five());
    expect((await behind('rejected')).body).toEqual({
      figure: 'rejected',
      serials: lot.serials.slice(0, 3).map((serial) => ({ serial, block: 'block-1' })),
    });
    const found: string[] = [];
    for (let after = {}; ; ) {
      const { body } = await behind('commissioned', { limit: '256', ...after });
      const page = body as { serials: { serial: string }[]; next?: string };
      found.push(...page.serials.map(({ serial }) => serial));
      if (page.next === undefined) break;
      after = { after: page.next };
    }
    expect(found).toEqual(lot.serials.slice(5));
  });

  test('is told as CSV, in which no cell is a formula', async () => {
    await pack();
    await lot.tell(five());
    const { headers, body } = await get('', { path: { lot: 'LOT1' }, query: { format: 'csv' } });
    expect(headers['content-type']).toContain('text/csv');
    expect(String(body).split('\r\n')[1]).toBe(`lot,${gtin},LOT1,,,,600,595,1,1,3,0,0,`);
    expect(String((await behind('sampled', { format: 'csv' })).body)).toContain(
      `${gtin},${lot.serials[3]},LOT1,block-1,sampled`,
    );
  });

  test('refuses a page of another list, and a figure that is none', async () => {
    expect(await behind('commissioned', { after: 'anything' })).toMatchObject({ status: 400, body: { at: '?after' } });
    expect(await behind('stolen')).toMatchObject({
      status: 404,
      body: { remedy: expect.stringContaining('commissioned') },
    });
  });
});

test('a lot of many numbers is listed page by page, each number once and in the order of issue', async () => {
  tenant = `acme-${count}`;
  gtin = gtinOf(count++);
  const size = 30_000;
  lot = await aLot(needs, engine.db, tenant, gtin, size);
  await lot.order();
  const packed = [10, 25_599, 25_600, 29_999];
  const serialsAt = packed.map((i) => lot.serials[i] ?? '');
  await lot.capture(lot.commissioned(serialsAt));
  const all = async (figure: string, limit: string) => {
    const found: string[] = [];
    for (let after = {}; ; ) {
      const page = (await behind(figure, { limit, ...after })).body as { serials: { serial: string }[]; next?: string };
      found.push(...page.serials.map(({ serial }) => serial));
      if (page.next === undefined) return found;
      after = { after: page.next };
    }
  };
  expect(await all('commissioned', '3')).toEqual(serialsAt);
  expect(await all('left-over', '10000')).toEqual(lot.serials.filter((_, i) => !packed.includes(i)));
});

test('a page goes on where the one before ended when the lot has drawn another block meanwhile', async () => {
  const serials = await lot.draw('block-2', 20, 'order-1');
  const { ofOrder } = needs.blocks;
  needs.blocks.ofOrder = async (...asked) =>
    (await ofOrder(...asked)).filter(({ requestId }) => requestId === 'block-2');
  const first = Object((await behind('left-over', { limit: '10' })).body);
  needs.blocks.ofOrder = ofOrder;
  const second = Object((await behind('left-over', { limit: '10', after: first.next })).body);
  const shown = [...first.serials, ...second.serials].map(({ serial }: { serial: string }) => serial);
  expect(shown).toEqual(serials);
});

describe('a lot that does not reconcile says why, and what to do', () => {
  const kinds = async () =>
    ((await reconciliation()) as { differences: { kind: string; count: number; remedy: string }[] }).differences.map(
      ({ kind, count: many, remedy }) => (remedy === '' ? 'no remedy' : `${kind} ${many}`),
    );

  test('before its line has closed it', async () => {
    await pack();
    expect(await kinds()).toEqual([`no-report ${SIZE}`, 'left-over 5']);
  });

  test('when a commissioned number never came to the ledger', async () => {
    await pack(lot.serials.slice(6));
    await lot.tell(five());
    expect(await kinds()).toEqual(['lost 1', 'report-commissioned 1']);
    expect((await behind('lost')).body).toMatchObject({ serials: [{ serial: lot.serials[5] }] });
  });

  test('when the ledger knows a pack that the line rejected', async () => {
    await pack(lot.serials.slice(2));
    await lot.tell(five());
    expect(await kinds()).toEqual(
      expect.arrayContaining([
        'commissioned-and-rejected 1',
        'commissioned-and-sampled 1',
        'commissioned-and-destroyed 1',
      ]),
    );
    expect((await behind('commissioned-and-rejected')).body).toMatchObject({ serials: [{ serial: lot.serials[2] }] });
    expect(await reconciliation()).toMatchObject({ figures: { asked: SIZE, commissioned: SIZE - 2, unaccounted: 0 } });
  });

  test('when the line counted more than it named', async () => {
    await pack();
    await lot.tell(
      { ...five(), rejected: lot.serials.slice(0, 2) },
      { rejected: 3, commissioned: SIZE - 5 },
      { rejected: 3, commissioned: SIZE - 5 },
    );
    expect(await kinds()).toEqual(['lost 1', 'report-rejected 1', 'unnamed 1']);
  });

  test('when the line names serials and blocks that nobody issued', async () => {
    await pack();
    await lot.tell(
      { ...five(), rejected: [...lot.serials.slice(0, 3), '00000000000000'] },
      { printed: SIZE, rejected: 3, commissioned: SIZE - 5 },
    );
    expect(await kinds()).toContain('unknown-serials 1');
    expect((await behind('unknown-serials')).body).toMatchObject({ serials: [{ serial: '00000000000000' }] });
  });

  test('when units that no block of it has were commissioned in it', async () => {
    await pack();
    await lot.tell(five());
    await lot.capture(lot.commissioned(['FOREIGN1', 'FOREIGN2']));
    expect(await kinds()).toEqual(['foreign 2']);
  });

  test('when units of another lot’s block were commissioned in it, even of the same 256 counters, alone or beside its own', async () => {
    const others = await lot.draw('block-2', 20, 'order-2');
    await pack();
    await lot.tell(five());
    await lot.capture(lot.commissioned(others.slice(0, 10)));
    expect(await reconciliation()).toMatchObject({ reconciles: false });
    expect(await kinds()).toEqual(['foreign 10']);
    await lot.capture(lot.commissioned([...others.slice(10), 'FOREIGN1', ...lot.serials.slice(5, 7)]));
    expect(await kinds()).toEqual(['foreign 21']);
    const { serials } = (await behind('foreign')).body as { serials: { serial: string }[] };
    expect(serials.map(({ serial }) => serial).sort()).toEqual([...others, 'FOREIGN1'].sort());
  });

  test('when somebody declared a commissioning an error', async () => {
    await pack(lot.serials.slice(29));
    const wrong = lot.commissioned(lot.serials.slice(5, 29));
    const [stored] = await lot.capture(wrong);
    await lot.tell(five());
    expect(await reconciliation()).toMatchObject({ reconciles: true });
    const errorDeclaration = { declarationTime: '2026-03-01T09:50:00.000Z', reason: 'incorrect_data' };
    await lot.capture({ ...wrong, eventID: stored?.eventId ?? '', errorDeclaration });
    expect(await reconciliation()).toMatchObject({ figures: { commissioned: SIZE - 29, unaccounted: 24 } });
  });

  test('until what was left over is given back', async () => {
    await lot.draw('block-2', 100, 'order-1');
    await pack();
    await lot.tell(five());
    expect(await kinds()).toEqual(['left-over 100']);
    const block = await needs.blocks.get(tenant, 'block-2');
    if (block === undefined) throw new Error('no block');
    const { first, last } = block;
    const part = {
      first,
      last,
      fate: 'returned',
      reason: 'left over',
      by: 'quinn',
      at: '2026-03-01T09:55:00.000Z',
    } as const;
    await needs.blocks.giveBack(tenant, block, { parts: [part], free: [], generation: 1, closes: false });
    expect(await reconciliation()).toMatchObject({ figures: { asked: SIZE + 100, returned: 100 } });
  });

  test('and what another lot drew of its block is that lot’s to account for', async () => {
    const [own, others] = [lot.serials.slice(0, 400), lot.serials.slice(400)];
    await pack(own.slice(5));
    await lot.tell(
      five(),
      { printed: 400, commissioned: 395 },
      { to: own.at(-1) ?? '', printed: 400, commissioned: 395 },
    );
    expect(await kinds()).toEqual(['left-over 200']);
    await lot.order({ order: 'order-2', lot: 'LOT2' });
    const drawn = {
      block: 'block-1',
      pool: 'packs',
      from: others[0] ?? '',
      to: others.at(-1) ?? '',
      printed: 200,
      commissioned: 200,
      rejected: 0,
      sampled: 0,
      destroyed: 0,
      unaccounted: 0,
    };
    await lot.capture(lot.commissioned(others, 'LOT2'));
    await lot.tell({}, { order: 'order-2', lot: 'LOT2', printed: 200, commissioned: 200, blocks: [drawn] });
    expect(await reconciliation()).toMatchObject({ reconciles: true, figures: { asked: 400 } });
    expect(await reconciliation('LOT2')).toMatchObject({
      reconciles: true,
      figures: { asked: 200, commissioned: 200 },
    });
  });
});
