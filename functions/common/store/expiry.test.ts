import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { captureJobs } from './capture-jobs.ts';
import { documents } from './documents.ts';
import { captureJobKey, releaseKey } from './keys.ts';
import { releases } from './releases.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const at = new Date('2026-03-01T10:00:00Z');
const after400Days = Date.parse('2027-04-05T10:00:00Z') / 1000;
const TableName = tables.deliveries;
const row = async (Key: Record<string, string>) => (await engine.db.send(new GetCommand({ TableName, Key }))).Item;

test('the row of a capture is dropped more than a year after it was planned, and never before', async () => {
  const jobs = captureJobs(engine.db, TableName, documents('none'));
  await jobs.create('acme', 'line-1', 'rollback', at);
  await jobs.finish('acme', 'line-1', { eventIds: ['e1'], errors: [] }, at);
  const key = captureJobKey('acme', 'line-1');
  expect((await row(key))?.['ttl']).toBeUndefined();
  await jobs.markPlanned('acme', 'line-1', at);
  expect((await row(key))?.['ttl']).toBe(after400Days);
});

test('the row of a release is dropped more than a year after it was planned', async () => {
  const key = releaseKey('acme', '09521321543218', 'LOT1');
  await engine.db.send(new PutCommand({ TableName, Item: key }));
  await releases(engine.db, TableName).markPlanned('acme', '09521321543218', 'LOT1', at);
  expect((await row(key))?.['ttl']).toBe(after400Days);
});
