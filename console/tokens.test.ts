import { afterEach, expect, test } from 'vitest';
import { givenTokens, startSignInPeer } from '../test/kit/sign-in-peer.ts';
import { exchange, renewed, revoke, type Session, SignInFailed } from './tokens.ts';

let peer: Awaited<ReturnType<typeof startSignInPeer>>;
afterEach(() => peer.stop());

const session: Session = {
  ...{ token: 't1', tenant: 'acme', role: 'qa', username: 'otto', provedAt: 1_700_000_000 },
  ...{ since: 0, until: 3_600_000, renewal: 'r1' },
};

test('who comes back with a code is who the token says, for as long as it lives', async () => {
  peer = await startSignInPeer((path) => (path === '/oauth2/token' ? givenTokens('otto', 'r1') : undefined));
  const came = await exchange('c1', 'v1');
  expect(came).toMatchObject({ username: 'otto', tenant: 'acme', role: 'qa', provedAt: 1_700_000_000, renewal: 'r1' });
  expect(came.until - came.since).toBe(3_600_000);
  expect(Object.fromEntries(peer.asked('/oauth2/token')[0] ?? [])).toMatchObject({ code: 'c1', code_verifier: 'v1' });
});

test('the next token comes with what the one after is asked for with, where each is used once', async () => {
  const next = ['r2', undefined];
  peer = await startSignInPeer((path) => (path === '/oauth2/token' ? givenTokens('otto', next.shift()) : undefined));
  const second = await renewed(session);
  expect(second.renewal).toBe('r2');
  expect((await renewed(second)).renewal).toBe('r2');
  expect(peer.asked('/oauth2/token').map((form) => form.get('refresh_token'))).toEqual(['r1', 'r2']);
});

test.each([400, 401])('that there is no next token is what the sign-in page says by its name: %i', async (status) => {
  peer = await startSignInPeer((path) =>
    path === '/oauth2/token' ? { status, body: { error: 'invalid_grant' } } : undefined,
  );
  await expect(renewed(session)).rejects.toBeInstanceOf(SignInFailed);
});

test.each([
  [429, { error: 'invalid_grant' }],
  [408, ''],
  [403, '<html>Request blocked</html>'],
  [400, '<html>Bad request</html>'],
  [400, { error: 'temporarily_unavailable' }],
  [500, { error: 'invalid_grant' }],
])('a sign-in page that is throttled, away or behind a wall ends no session: %i %j', async (status, body) => {
  peer = await startSignInPeer((path) => (path === '/oauth2/token' ? { status, body } : undefined));
  await expect(renewed(session)).rejects.not.toBeInstanceOf(SignInFailed);
});

test('no answer, and no settings, end no session either', async () => {
  let settings: { status: number; body: unknown } | undefined;
  peer = await startSignInPeer((path) => (path === '/console.json' ? settings : undefined));
  await expect(renewed(session)).rejects.not.toBeInstanceOf(SignInFailed);
  settings = { status: 503, body: 'down' };
  await expect(renewed(session)).rejects.not.toBeInstanceOf(SignInFailed);
});

test('whoever leaves has nothing renewed any more, and leaves even where nobody hears it', async () => {
  let settings: { status: number; body: unknown } | undefined;
  peer = await startSignInPeer((path) => (path === '/console.json' ? settings : undefined));
  await revoke('r1');
  expect(Object.fromEntries(peer.asked('/oauth2/revoke')[0] ?? [])).toEqual({ token: 'r1', client_id: 'console' });
  settings = { status: 503, body: 'down' };
  await revoke('r1');
});
