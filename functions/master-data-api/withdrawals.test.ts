import { afterAll, beforeAll, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { issuerKey } from '#common/store/keys.ts';
import { approved } from '../../test/kit/approved.ts';
import { aProduct } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterWorld, productRows } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const route = '/api/products/{gtin}';
const seen = { version: 2, revision: 1 };
const quinn = { by: 'quinn', role: 'qa' };
const [rows, tenant] = [productRows(7, 10), 'acme'];

/** A product in force that ada wants withdrawn, and what may be asked of it. */
async function waiting() {
  const gtin = rows.pop()?.gtin ?? '';
  const world = masterWorld(engine, tenant);
  await world.begin();
  await approved(engine.db, tenant, 'product', gtin, aProduct());
  const ask = (what: string, more: Parameters<typeof world.ask>[1] = {}) =>
    world.ask(what, { ...more, path: { gtin, ...more.path } });
  expect(await ask(`DELETE ${route}`)).toMatchObject({ status: 202, body: { ...seen, standing: 'submitted' } });
  return { gtin, ask };
}

test('a withdrawal that another person rejects is as if nobody had asked', async () => {
  const { ask } = await waiting();
  const body = { ...seen, reason: 'it is still sold' };
  expect(await ask(`POST ${route}/reject`, { body, ...quinn })).toMatchObject({ body: { standing: 'dropped' } });
  expect(await ask(`GET ${route}`)).toMatchObject({ body: { version: 1, standing: 'in-force' } });
  expect(await ask(`PUT ${route}`, { body: aProduct({ name: 'x' }) })).toMatchObject({ status: 201 });
});

test('until who asked takes a withdrawal back nothing else is written', async () => {
  const { ask } = await waiting();
  expect(await ask(`GET ${route}`)).toMatchObject({ body: { version: 1, open: { version: 2, withdraws: true } } });
  const remedy = expect.stringContaining('versions/2');
  expect(await ask(`PUT ${route}`, { body: aProduct() })).toMatchObject({ status: 409, body: { remedy } });
  expect(await ask(`DELETE ${route}/versions/{version}`, { path: { version: '2' } })).toMatchObject({ status: 204 });
  expect(await ask(`PUT ${route}`, { body: aProduct({ name: 'x' }) })).toMatchObject({ status: 201 });
});

test('a withdrawal is not approved once something hangs on what it would end', async () => {
  const { gtin, ask } = await waiting();
  await putRows(engine.db, tables.serials, [{ ...issuerKey(tenant, gtin), pools: ['packs'] }]);
  expect(await ask(`POST ${route}/approve`, { body: seen, ...quinn })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('pool packs') },
  });
});

test('neither who asked for a withdrawal nor a machine approves it, one by one or among many', async () => {
  const { gtin, ask } = await waiting();
  expect(await ask(`POST ${route}/approve`, { body: seen })).toMatchObject({ status: 403 });
  const robot = { by: 'robot', role: 'qa', isMachine: true };
  expect(await ask(`POST ${route}/approve`, { body: seen, ...robot })).toMatchObject({ status: 403 });
  const body = { approvals: [{ id: gtin, ...seen }] };
  expect(await ask('POST /api/products/approvals', { body })).toMatchObject({ body: { approved: 0, refused: 1 } });
  expect(await ask('POST /api/products/approvals', { body, ...quinn })).toMatchObject({
    body: { results: [{ outcome: 'approved', standing: 'withdrawn' }] },
  });
});
