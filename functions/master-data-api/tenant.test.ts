import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { aParty, aTenant } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { masterWorld } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test('what is told of a tenant is what is described, and can be sent back as it is', async () => {
  const { ask } = masterWorld(engine, 'round-trip');
  const body = aTenant({ ...aParty('9521323'), companyPrefixes: ['9521323'] });
  const put = await ask('PUT /api/tenant', { body });
  const told = await ask('GET /api/tenant');
  expect(told).toMatchObject({ status: 200, body });
  expect(put.body).toEqual(told.body);
  expect(v.is(v.strictObject(tenantProfile.entries), told.body)).toBe(true);
  expect(await ask('PUT /api/tenant', { body: told.body })).toMatchObject({ status: 200, body: told.body });
});
