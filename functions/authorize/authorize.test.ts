import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NetworkMember } from '#common/store/members.ts';
import { tokenVerifier } from '#common/verify-token.ts';
import { authorize } from './authorize.ts';

const keys = await generateKeyPair('RS256');
const otherKeys = await generateKeyPair('RS256');
let pool: Server;
let issuer: string;
beforeAll(async () => {
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' }] };
  pool = createServer(({ url }, response) => {
    const found = url === '/.well-known/openid-configuration' ? { jwks_uri: `${issuer}/jwks` } : jwks;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  });
  await new Promise<void>((listening) => pool.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${Object(pool.address()).port}`;
});
afterAll(() => {
  pool.closeAllConnections();
  pool.close();
});

const members: Record<string, NetworkMember> = {
  'client line-3': { tenant: 'acme', role: 'site', state: 'active' },
  'client shut-out': { tenant: 'acme', role: 'site', state: 'disabled' },
  'client medico-1': { tenant: 'acme', role: 'partner-api', state: 'active', partner: 'medico' },
  'person ada': { tenant: 'acme', role: 'qa', state: 'active' },
};
const judge = (authorization: string, from = issuer) =>
  authorize(
    tokenVerifier({
      issuer: from,
      peoplesClients: ['console'],
      members: { ofNetwork: async (kind, name) => members[`${kind} ${name}`] },
    }),
  )({ version: '2.0', type: 'REQUEST', identitySource: [authorization] });

const machine = { sub: 'line-3', client_id: 'line-3', tenant: 'acme', role: 'site', scope: 'seriate/read' };
const ada = { sub: '0a1b', client_id: 'console', username: 'ada', name: 'Ada', tenant: 'acme', role: 'qa' };
const token = (claims: JWTPayload, more: { expires?: string; key?: typeof keys.privateKey } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(issuer)
    .setExpirationTime(more.expires ?? '1h')
    .sign(more.key ?? keys.privateKey);

describe('a call', () => {
  test('of a registered machine tells its claims, as text', async () => {
    expect(await judge(`Bearer ${await token(machine)}`)).toEqual({ isAuthorized: true, context: machine });
  });

  test('of a partner’s machine tells whose it is as the register has it, whatever the token says', async () => {
    const partners = { ...machine, sub: 'medico-1', client_id: 'medico-1', role: 'partner-api' };
    for (const said of [partners, { ...partners, partner: 'harbor' }])
      expect((await judge(await token(said))).context).toMatchObject({ partner: 'medico' });
    expect((await judge(await token({ ...machine, partner: 'medico' }))).context).not.toHaveProperty('partner');
  });

  test('of a person tells when he signed in', async () => {
    const { context } = await judge(await token({ ...ada, auth_time: 1_770_000_000 }));
    expect(context).toEqual({ ...ada, auth_time: '1770000000' });
  });

  test.each<[string, () => Promise<string>]>([
    ['without a token', async () => 'Bearer '],
    ['with nonsense', async () => 'Bearer abc'],
    ['with an expired token', () => token(machine, { expires: '-5m' })],
    ['with a token of others', () => token(machine, { key: otherKeys.privateKey })],
    ['of a machine nobody registered', () => token({ ...machine, client_id: 'nobody' })],
    ['of a machine that was shut out', () => token({ ...machine, client_id: 'shut-out' })],
    ['with a role that was taken away', () => token({ ...machine, role: 'administrator' })],
    ['for another tenant', () => token({ ...machine, tenant: 'medico' })],
    ['of a person through a machine’s client', () => token({ ...ada, client_id: 'line-3' })],
    ['of a person nobody registered', () => token({ ...ada, username: 'eve' })],
  ])('%s tells no claims but the reason', async (_, made) => {
    const { context } = await judge(await made());
    expect(Object.keys(context)).toEqual(['refused']);
  });

  test('while the issuer cannot be asked is a fault, and not the token’s', async () => {
    await expect(judge(await token(machine), 'http://127.0.0.1:1')).rejects.toThrow();
  });
});
