import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { aTenant } from '../../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { audit, auditPut } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { tenants } from './tenants.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const entry = { at: '2026-03-01T10:00:00.000Z', by: 'ada', home: 'acme', act: 'pool-frozen', subject: 'pool packs' };
const all = async (tenant: string) => (await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 10)).entries;

test('a row of the trail is not written over, and what would have been written with it is not written either', async () => {
  const row = auditPut(tables.registry, 'acme', entry);
  const write = (by: string) => {
    const { Put } = row;
    const TransactItems = [{ Put: { ...Put, Item: { ...Put.Item, by } } }];
    return wonOrLost(() => engine.db.send(new TransactWriteCommand({ TransactItems })), 'won', 'lost');
  };
  expect(await write('ada')).toBe('won');
  expect(await write('mallory')).toBe('lost');
  expect(await all('acme')).toMatchObject([{ by: 'ada' }]);
});

test('the same said of a tenant twice within a millisecond is one row', async () => {
  const { read, commit } = tenants(engine.db, tables.registry);
  const profile = v.parse(tenantProfile, aTenant());
  const told = { ...entry, act: 'tenant-changed', subject: 'tenant beta' };
  const prefixes = { take: [], drop: [] };
  const say = async () => commit({ tenant: 'beta', profile, seen: await read('beta', []), prefixes, audit: told });
  expect([await say(), await say()]).toEqual(['stored', 'overtaken']);
  expect(await all('beta')).toHaveLength(1);
});
