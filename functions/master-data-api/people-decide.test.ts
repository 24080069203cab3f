import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { aParty, aProduct, aTenant, exampleGtin } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterWorld } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test('a machine writes, and decides about no version, whatever its role', async () => {
  const { ask, begin } = masterWorld(engine, 'acme');
  await begin();
  const path = { gtin: exampleGtin };
  const erp = { by: 'erp', isMachine: true };
  await ask('PUT /api/products/{gtin}', { path, body: aProduct(), ...erp });
  const { version, revision } = (await ask('POST /api/products/{gtin}/submit', { path, body: {}, ...erp })).body;
  const seen = { version, revision };
  const robot = { by: 'robot', role: 'qa', isMachine: true };
  for (const [route, body] of [
    ['POST /api/products/{gtin}/approve', seen],
    ['POST /api/products/{gtin}/reject', { ...seen, reason: 'no' }],
    ['POST /api/products/approvals', { approvals: [{ id: exampleGtin, ...seen }] }],
  ] as const)
    expect(await ask(route, { path, body, ...robot })).toMatchObject({
      status: 403,
      body: { detail: 'a machine decides about no version', remedy: expect.stringContaining('as a person') },
    });
  const quinn = { by: 'quinn', role: 'qa', path, body: seen };
  expect(await ask('POST /api/products/{gtin}/approve', quinn)).toMatchObject({ status: 200 });
});

test('what a tenant says of itself stands in its audit trail once, with who said it', async () => {
  const { ask } = masterWorld(engine, 'beta');
  const companyPrefixes = ['9521322'];
  await ask('PUT /api/tenant', { body: aTenant({ ...aParty('9521322'), companyPrefixes }) });
  const body = aTenant({ ...aParty('9521322'), name: 'Beta of today', companyPrefixes });
  for (let i = 0; i < 2; i++) await ask('PUT /api/tenant', { body, by: 'quinn' });
  const { entries } = await audit(engine.db, tables.registry).ofMonth('beta', '2026-03', 10);
  expect(entries.map(({ act, by }) => [act, by]).toSorted()).toEqual([
    ['tenant-changed', 'ada'],
    ['tenant-changed', 'quinn'],
  ]);
  expect(entries.find(({ by }) => by === 'quinn')).toMatchObject({
    subject: 'tenant beta',
    detail: { name: 'Beta of today' },
  });
});
