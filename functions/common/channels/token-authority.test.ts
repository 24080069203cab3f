import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { HttpsSettings } from '#shared/network/channel-settings.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type HttpPeer, peerCertificates, startHttpPeer } from '../../../test/kit/http-peer.ts';
import { httpAccess } from './http-access.ts';

let partner: HttpPeer;
let elsewhere: HttpPeer;
let authority: string;
beforeAll(async () => {
  const certificates = await peerCertificates();
  authority = certificates.authority.certificate;
  const told = () => ({
    status: 200,
    body: JSON.stringify({ access_token: 't1', token_type: 'Bearer', expires_in: 3600 }),
  });
  const start = () =>
    startHttpPeer({ server: certificates.server, clients: certificates.other }, { admits: () => true, told });
  [partner, elsewhere] = await Promise.all([start(), start()]);
});
afterAll(() => Promise.all([partner.stop(), elsewhere.stop()]));

let tenants = 0;
async function loggedIn(https: Partial<HttpsSettings>): Promise<string> {
  const client = { kind: 'client', clientId: 'acme', clientSecret: 'hush' } as const;
  const needs = {
    send: httpsSender(outboundGuard('loopback'), { timeoutMs: 5_000, maxAnswerBytes: 10_000 }),
    tokens: keptTokens(),
    partnerCredentials: { open: async () => client as never },
    now: () => new Date('2026-03-01T10:00:00Z'),
  };
  const medico: Partner = {
    ...{ partner: 'medico', name: 'Medico', party: 'urn:epc:id:pgln:9521999.00001', generation: 1 },
    channel: 'https',
    url: partner.at('/in'),
    https: { auth: 'client-credentials', ca: authority, ...https },
  };
  const access = await httpAccess(needs, `acme-${++tenants}`, medico);
  if (isRefusal(access)) throw new Error(access.detail);
  return (await access.login?.()) ?? 'none';
}

test('the authority that is pinned for the partner counts where its own server gives the tokens', async () => {
  expect(await loggedIn({ tokenUrl: partner.at('/token') })).toBe('t1');
});

test('an authorization server elsewhere is trusted as everybody trusts it, or by an authority of its own', async () => {
  await expect(loggedIn({ tokenUrl: elsewhere.at('/token') })).rejects.toThrow(/UNABLE_TO_VERIFY|SELF_SIGNED/);
  expect(await loggedIn({ tokenUrl: elsewhere.at('/token'), tokenCa: authority })).toBe('t1');
});
