import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { approved } from '../../test/kit/approved.ts';
import { aProduct, exampleGtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { lotNeeds } from '../../test/kit/lot-world.ts';
import { good } from '../../test/kit/unit-maker.ts';
import { exportLots } from './export-lots.ts';
import { importLots } from './import-lots.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const tenant = 'acme-pharma';
const header = 'lot,gtin,order,site,line,expiry,quantity,pool,ssccPool,companyPrefix,unitsPerCase,casesPerPallet';
const row = (lot: string, quantity = '240') =>
  `${lot},${exampleGtin},order-${lot},site-1,line-1,2028-12-31,${quantity},packs,logistic-units,9521321,24,40`;

async function ask(route: string, body?: unknown, query: Record<string, string> = {}) {
  const needs = lotNeeds(engine.db);
  const handler = httpHandler(
    {
      'POST /api/imports/lots': { permission: 'orders:write', endpoint: importLots(needs) },
      'GET /api/exports/lots': { permission: 'orders:read', endpoint: exportLots(needs) },
    },
    needs.registry.granted,
  );
  const answer = await call(handler, route, { tenant, body, query });
  return { status: answer.status, body: Object(answer.body), text: String(answer.body) };
}
const upload = (rows: string[], query = {}) => ask('POST /api/imports/lots', [header, ...rows].join('\n'), query);

let made = false;
beforeEach(async () => {
  if (made) return;
  made = true;
  await approved(engine.db, tenant, 'product', exampleGtin, aProduct());
  const { pools } = lotNeeds(engine.db);
  await pools.create(
    tenant,
    good(newRandomPool({ id: 'packs', gtin: exampleGtin, alphabet: '0123456789', length: 12 })),
  );
  const sscc = { companyPrefix: '9521321', extensionDigit: '0' };
  await pools.create(tenant, good(newSsccPool({ id: 'logistic-units', ...sscc })));
});

describe('an upload of lots', () => {
  test('orders none while a row is at fault, and names row and column', async () => {
    const { status, body } = await upload([
      row('A1'),
      row('A2', 'many'),
      row('A1'),
      row('A3').replace('packs', 'other'),
    ]);
    expect([status, body.report.counts]).toEqual([400, { new: 1, changed: 0, same: 0, refused: 3 }]);
    expect(
      body.report.problems.map(({ row: at, column }: { row: number; column?: string }) => [at, column]),
    ).toMatchObject([
      [3, 'quantity'],
      [4, 'lot'],
      [5, expect.anything()],
    ]);
    expect((await ask('GET /api/exports/lots')).text.trim().split('\r\n')).toHaveLength(1);
  });

  test('orders its rows once, however often it is sent, and comes back from an export', async () => {
    expect((await upload([row('B1'), row('B2')], { dryRun: 'true' })).body.counts).toMatchObject({ new: 2 });
    expect((await upload([row('B1'), row('B2')])).body.counts).toMatchObject({ new: 2, refused: 0 });
    expect((await upload([row('B1'), row('B2')])).body.counts).toMatchObject({ new: 0, same: 2 });
    const { text } = await ask('GET /api/exports/lots');
    expect((await ask('POST /api/imports/lots', text)).body.counts).toMatchObject({ same: 2, refused: 0 });
  });

  test('orders neither a number twice in two spellings nor two lots under one id', async () => {
    const { status, body } = await upload([row('D1'), row('d1'), row('D2').replace('order-D2', 'order-D1')]);
    expect([status, body.report.problems]).toMatchObject([
      400,
      [
        { row: 3, column: 'lot' },
        { row: 4, column: 'order' },
      ],
    ]);
    await upload([row('D1')]);
    expect((await upload([row('d1')], { dryRun: 'true' })).body.problems).toMatchObject([{ row: 2, column: 'lot' }]);
  });

  test('tells all that is wrong with a row at once', async () => {
    const wrong = row('E1')
      .replace('2028-12-31', '2020-12-31')
      .replace(',packs,', ',other,')
      .replace(',9521321,', ',9521399,');
    const { status, body } = await upload([wrong]);
    expect([status, body.report.problems.map(({ column }: { column?: string }) => column)]).toEqual([
      400,
      ['expiry', 'pool', 'ssccPool', 'companyPrefix'],
    ]);
  });

  test('names an order that has no id by product and lot', async () => {
    expect((await upload([row('F/1').replace('order-F/1', '')])).body.counts).toMatchObject({ new: 1, refused: 0 });
    expect((await ask('GET /api/exports/lots')).text).toContain(`F/1,${exampleGtin},${exampleGtin}-F-1,`);
  });

  test('does not change a lot that is there', async () => {
    await upload([row('C1')]);
    expect(await upload([row('C1', '241')])).toMatchObject({
      status: 400,
      body: { report: { problems: [{ column: 'quantity' }] } },
    });
  });
});
