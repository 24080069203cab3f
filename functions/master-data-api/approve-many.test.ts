import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterWorld, productRows } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let world: ReturnType<typeof masterWorld>;
let count = 0;
beforeEach(async () => {
  world = masterWorld(engine, `acme-${++count}`);
  await world.begin();
});

const submitted = async (rows: readonly { gtin: string; line: string }[]) => {
  const body = await world.importProducts(
    rows.map(({ line }) => line),
    { submit: 'true' },
  );
  expect(body.status).toBe(200);
  return rows.map(({ gtin }) => ({ id: gtin, version: 1, revision: 2 }));
};
const approve = (approvals: unknown, by = 'quinn') =>
  world.ask('POST /api/products/approvals', { body: { approvals }, by, role: 'qa' });

describe('approvals of many', () => {
  test('bring all into force, each with its own entry in the audit trail, once', async () => {
    const approvals = await submitted(productRows(count, 60));
    expect(await approve(approvals)).toMatchObject({ status: 200, body: { approved: 60, refused: 0 } });
    expect(await approve(approvals)).toMatchObject({ body: { approved: 60 } });
    const { entries } = await audit(engine.db, tables.registry).ofMonth(world.tenant, '2026-03', 1000);
    const approved = entries.filter(({ act }) => act === 'product-approved');
    expect(new Set(approved.map(({ subject }) => subject)).size).toBe(60);
    expect(approved).toHaveLength(60);
    expect(approved.every(({ by }) => by === 'quinn')).toBe(true);
  });

  test('that are refused keep none of the others back, and say why', async () => {
    const [first, second] = await submitted(productRows(count, 2));
    const wanted = [first, { ...second, revision: 1 }, { id: '123', version: 1, revision: 1 }];
    expect(await approve(wanted)).toMatchObject({
      body: {
        approved: 1,
        refused: 2,
        results: [
          { id: first?.id, outcome: 'approved', standing: 'in-force' },
          { id: second?.id, outcome: 'refused', remedy: expect.any(String) },
          { id: '123', outcome: 'refused' },
        ],
      },
    });
  });

  test('of one’s own work are refused', async () => {
    const approvals = await submitted(productRows(count, 2));
    expect(await approve(approvals, 'ada')).toMatchObject({ body: { approved: 0, refused: 2 } });
  });

  test('by a machine are refused', async () => {
    const approvals = await submitted(productRows(count, 1));
    const route = 'POST /api/products/approvals';
    const claims = { sub: 'machine' };
    expect(await world.ask(route, { body: { approvals }, claims, role: 'qa' })).toMatchObject({ status: 403 });
  });

  test.each([
    ['none', []],
    ['too many', Array.from({ length: 201 }, () => ({ id: '1', version: 1, revision: 1 }))],
  ])('of %s are refused whole', async (_, approvals) => {
    expect(await approve(approvals)).toMatchObject({ status: 400, body: { at: '/approvals' } });
  });
});
