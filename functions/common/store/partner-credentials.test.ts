import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PartnerCredential } from '#shared/messages/partner-credentials-api.ts';
import { startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { audit, auditPut } from './audit.ts';
import { partnerCredentialsKey } from './network-keys.ts';
import { partnerCredentials } from './partner-credentials.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const store = (secret = 7) =>
  partnerCredentials(engine.db, tables.registry, async () => new Uint8Array(64).fill(secret));
let minute = 0;
const at = () => new Date(Date.parse('2026-03-01T10:00:00Z') + minute++ * 60_000).toISOString();
const row = (tenant: string, time: string, act = 'partner-credential-set') =>
  auditPut(tables.registry, tenant, { at: time, by: 'pia', home: tenant, act, subject: 'partner medico' });

async function set(tenant: string, secret: PartnerCredential, partner = 'medico') {
  const time = at();
  const told = { kind: secret.kind, shown: 'pia', setAt: time, setBy: 'pia' };
  await store().put(tenant, partner, { secret, told }, row(tenant, time));
  return told;
}
const rowOf = async (tenant: string) =>
  (await engine.db.send(new GetCommand({ TableName: tables.registry, Key: partnerCredentialsKey(tenant, 'medico') })))
    .Item;

describe('credentials for a partner', () => {
  test('open again as they were set, by kind, and each kind for itself', async () => {
    const token = { kind: 'token', token: 'abc' } as const;
    const password = { kind: 'password', user: 'u', password: 'geheim: ü' } as const;
    await Promise.all([set('t1', token), set('t1', password)]);
    expect(await store().open('t1', 'medico', 'token')).toEqual(token);
    expect(await store().open('t1', 'medico', 'password')).toEqual(password);
    expect(await store().open('t1', 'medico', 'client')).toBeUndefined();
    expect((await store().told('t1', 'medico')).map(({ kind }) => kind)).toEqual(['password', 'token']);
  });

  test('are nowhere in the row as they are, nor in what is told', async () => {
    await set('t2', { kind: 'token', token: 'find-me-if-you-can' });
    const kept = JSON.stringify(await rowOf('t2'));
    const text = kept + JSON.stringify(await store().told('t2', 'medico'));
    expect(text).not.toContain('find-me-if-you-can');
    expect(text).not.toContain(Buffer.from('find-me-if-you-can').toString('base64url'));
  });

  test('do not open in another partner’s row, another tenant’s, or under another root secret', async () => {
    await set('t3', { kind: 'token', token: 'abc' });
    const item = await rowOf('t3');
    for (const key of [partnerCredentialsKey('t3', 'other'), partnerCredentialsKey('t4', 'medico')])
      await engine.db.send(new PutCommand({ TableName: tables.registry, Item: { ...item, ...key } }));
    await expect(store().open('t3', 'other', 'token')).rejects.toThrow('does not open');
    await expect(store().open('t4', 'medico', 'token')).rejects.toThrow('does not open');
    await expect(store(8).open('t3', 'medico', 'token')).rejects.toThrow('does not open');
  });

  test('are set and taken away with the audit trail, or not at all', async () => {
    const first = await set('t5', { kind: 'token', token: 'abc' });
    // The trail has that row already, so neither stands.
    const again = { secret: { kind: 'token', token: 'xyz' } as const, told: first };
    await expect(store().put('t5', 'medico', again, row('t5', first.setAt))).rejects.toThrow();
    expect(await store().open('t5', 'medico', 'token')).toMatchObject({ token: 'abc' });
    expect(await store().remove('t5', 'medico', 'token', row('t5', at(), 'partner-credential-removed'))).toBe(
      'removed',
    );
    expect(await store().remove('t5', 'medico', 'token', row('t5', at(), 'partner-credential-removed'))).toBe('absent');
    expect(await store().told('t5', 'medico')).toEqual([]);
    const { entries } = await audit(engine.db, tables.registry).ofMonth('t5', '2026-03', 10);
    expect(entries.map(({ act }) => act)).toEqual(['partner-credential-removed', 'partner-credential-set']);
  });
});
