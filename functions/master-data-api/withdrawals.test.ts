import { afterAll, beforeAll, expect, test } from 'vitest';
import { putRows } from '#common/store/batches.ts';
import { issuerKey } from '#common/store/keys.ts';
import { masterData } from '#common/store/master-data.ts';
import { type Deed, takeStep } from '#common/take-step.ts';
import { saveDraft } from '#shared/master-data/change-version.ts';
import { endedForGood } from '#shared/master-data/ended-for-good.ts';
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
const why = { query: { reason: ' never sold ' } };
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
  expect(await ask(`DELETE ${route}`, why)).toMatchObject({ status: 202, body: { ...seen, standing: 'submitted' } });
  return { gtin, ask, world };
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

test.each([{}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(501) }])(
  'a withdrawal that does not say why, or at too great length, is refused: %.60j',
  async (query) => {
    const world = masterWorld(engine, tenant);
    expect(await world.ask(`DELETE ${route}`, { path: { gtin: rows[0]?.gtin ?? '' }, query })).toMatchObject({
      status: 400,
      body: { at: '?reason', remedy: expect.stringContaining('reason') },
    });
  },
);

/** A product that was withdrawn. */
async function ended() {
  const { gtin, ask, world } = await waiting();
  expect(await ask(`POST ${route}/approve`, { body: seen, ...quinn })).toMatchObject({ status: 200 });
  return { gtin, ask, world };
}

test('the versions tell who wanted a product withdrawn, and why', async () => {
  const { ask } = await ended();
  const { body } = await ask(`GET ${route}/versions`);
  expect(body.versions[0]).toMatchObject({
    standing: 'withdrawn',
    acts: [
      { what: 'withdrawal-asked', by: 'ada', reason: 'never sold' },
      { what: 'withdrawn', by: 'quinn' },
    ],
  });
  expect(body.versions[0]).not.toHaveProperty('content');
});

test('under the GTIN of a withdrawn product nothing is written again, the same no more than another', async () => {
  const { gtin, ask, world } = await ended();
  const forGood = { at: '/gtin', rule: 'GS1 GS §4.2.6: a GTIN is not used again' };
  for (const body of [aProduct(), aProduct({ name: 'Something else' })])
    expect(await ask(`PUT ${route}`, { body })).toMatchObject({ status: 409, body: forGood });
  const line = `${gtin},9521321,Else,Omeprazole,Capsule,20 mg,Carton,28,DE`;
  expect((await world.importProducts([line])).body).toMatchObject({
    report: { problems: [{ detail: expect.stringContaining('stays withdrawn') }] },
  });
});

test('whoever read a product before it was withdrawn writes nothing over the withdrawal', async () => {
  const { gtin, world } = await ended();
  const master = masterData(engine.db, tables.registry);
  const now = () => new Date('2026-03-01T10:00:00Z');
  const stale = { id: gtin, head: { latest: 1, current: [] }, writes: 1 };
  const target = {
    kind: 'product',
    id: gtin,
    who: { tenant: world.tenant, home: world.tenant, caller: 'ada' },
  } as const;
  const decide: Deed['decide'] = (head, doer) =>
    endedForGood('product', gtin, head, doer.at) ?? saveDraft(head, { name: 'x' }, doer);
  await expect(takeStep({ master, now }, target, { decide }, stale)).rejects.toThrow('stays withdrawn');
});

test('a location that was withdrawn may come back', async () => {
  const world = masterWorld(engine, 'reopens');
  await world.begin();
  const [gln, one] = ['9521321000025', '/api/locations/{gln}'];
  const address = { city: 'Delft', country: 'NL' };
  const body = { companyPrefix: '9521321', name: 'Acme Delft', kind: 'packaging', address };
  await approved(engine.db, 'reopens', 'location', gln, body);
  await world.ask(`DELETE ${one}`, { path: { gln }, ...why });
  expect(await world.ask(`POST ${one}/approve`, { path: { gln }, body: seen, ...quinn })).toMatchObject({
    body: { standing: 'withdrawn' },
  });
  expect(await world.ask(`PUT ${one}`, { path: { gln }, body })).toMatchObject({ status: 201 });
});
