import { expect, test } from 'vitest';
import type { Outgoing } from '#common/send/https.ts';
import { seriate } from './seriate.ts';

const client = { clientId: 'acme', clientSecret: 'secret', origin: 'https://l4.example' };
const block = { requestId: 'r', first: 0, last: 9 };

/** An issuer under those settings, and every message that leaves for it. */
function issuerAt(change: object, credentials: typeof client | { origin: readonly string[] } = client) {
  const sent: Outgoing[] = [];
  const send = async (message: Outgoing) => {
    sent.push(message);
    const body = message.url.includes('token') ? { access_token: 't', expires_in: 3600 } : block;
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
  };
  const held = { ...client, ...credentials };
  const { request } = seriate({ send, credentials: async () => held, now: () => new Date(0) });
  const of = (more: object) => ({
    tenant: 'acme',
    pool: 'codes',
    amount: 10,
    attempts: 1,
    polls: 0,
    requestId: 'r',
    issuer: { kind: 'seriate', url: 'https://l4.example/base', pool: 'p', secret: 's', ...more },
  });
  return { sent, ask: () => request(of(change)), askAt: (more: object) => request(of(more)) };
}

test('an issuer at the origin that its secret names is asked', async () => {
  const { ask, sent } = issuerAt({});
  expect(await ask()).toMatchObject({ verdict: 'received' });
  expect(sent.map(({ url }) => new URL(url).origin)).toEqual(['https://l4.example', 'https://l4.example']);
});

test.each([
  ['url', { url: 'https://thief.example' }],
  ['tokenUrl', { tokenUrl: 'https://thief.example/token' }],
  ['port', { url: 'https://l4.example:8443' }],
  ['scheme', { tokenUrl: 'http://l4.example/oauth2/token' }],
  ['name that begins the same', { url: 'https://l4.example.thief.example' }],
  ['user name that looks the same', { url: 'https://l4.example@thief.example' }],
])('another %s than the secret names is sent nothing', async (_, change) => {
  const { ask, sent } = issuerAt(change);
  await expect(ask()).rejects.toThrow(/origin/);
  expect(sent).toEqual([]);
});

test('a token is not carried to another url than it was got for', async () => {
  const { askAt, sent } = issuerAt({});
  const tokenUrl = 'https://l4.example/token';
  await askAt({ tokenUrl });
  const before = sent.length;
  await expect(askAt({ tokenUrl, url: 'https://thief.example' })).rejects.toThrow(/origin/);
  expect(sent).toHaveLength(before);
});

test('a secret may name two origins: of the interface and of its tokens', async () => {
  const origins = { origin: ['https://l4.example', 'https://login.example'] };
  const { ask } = issuerAt({ tokenUrl: 'https://login.example/oauth2/token' }, origins);
  expect(await ask()).toMatchObject({ verdict: 'received' });
});
