import { createHash, createHmac, verify, X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { httpsSender, type Outgoing } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { type Asked, type Sandbox, serve, type Told } from '../../../infra/local/sandbox/serve.ts';
import { signingCertificate } from '../../../test/kit/signing-certificate.ts';
import { openAccess } from './open-access.ts';
import { NoToken } from './proof.ts';
import type { RegulatorCredentials } from './regulator-credentials.ts';
import { keptTokens } from './tokens.ts';
import { signTop } from './top-signature.ts';

let server: Sandbox | undefined;
let asked: Asked[] = [];
let now: Date;
let turns: string[] = [];
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A regulator that answers so, and notes what it was asked. */
async function regulator(answer: (asked: Asked) => Told = () => ({ status: 200 })) {
  asked = [];
  turns = [];
  now = new Date('2026-03-01T10:00:00Z');
  server = await serve({
    port: 0,
    operationOf: () => 'call',
    faults: () => undefined,
    answer: (one) => {
      asked.push(one);
      return answer(one);
    },
  });
  return server.url;
}

const needs = (tokens = keptTokens()) => ({
  send: httpsSender(outboundGuard('loopback'), { timeoutMs: 2_000, maxAnswerBytes: 10_000 }),
  tokens,
  now: () => now,
  ready: async (call: string) => void turns.push(call),
});

/** Opens an access of a tenant there, and makes calls by it. */
async function opened(held: RegulatorCredentials, tokens?: ReturnType<typeof keptTokens>) {
  const baseUrl = server?.url ?? '';
  const { send, sign } = await openAccess(needs(tokens), { tenant: 'acme', market: 'zz', baseUrl, held });
  const call = (path: string, more: Partial<Outgoing> = {}) =>
    send({ method: 'POST', url: `${baseUrl}${path}`, headers: {}, ...more });
  return { call, send, sign };
}

const paths = () => asked.map(({ path }) => `/${path.join('/')}`);
const last = () => {
  const one = asked.at(-1);
  if (one === undefined) throw new Error('nothing was asked');
  return one;
};
const jsonOf = ({ body }: Asked) => JSON.parse(body.toString());

describe('a call proves who makes it', () => {
  test('by a token that stays, or by nothing but its certificate', async () => {
    const origins = [await regulator()];
    await (await opened({ access: 'static', origins, token: 't0k3n' })).call('/x');
    expect(last().headers.authorization).toBe('Bearer t0k3n');
    await (await opened({ access: 'static', origins })).call('/x');
    expect(last().headers.authorization).toBeUndefined();
  });

  test('by name and password in every call', async () => {
    const origins = [await regulator()];
    await (await opened({ access: 'basic', origins, username: '6281', password: 'p:ü' })).call('/x');
    expect(last().headers.authorization).toBe(`Basic ${Buffer.from('6281:p:ü').toString('base64')}`);
  });

  test('to ITS by a token for name and password', async () => {
    const origins = [
      await regulator(({ path }) => (path[0] === 'token' ? { status: 200, body: { token: 'b1' } } : { status: 200 })),
    ];
    await (await opened({ access: 'its-token', origins, username: '8680', password: 'p' })).call(
      '/wholesale/app/dispatch',
    );
    expect(paths()).toEqual(['/token/app/token', '/wholesale/app/dispatch']);
    expect(asked.slice(0, 1).map(jsonOf)).toEqual([{ username: '8680', password: 'p' }]);
    expect(last().headers.authorization).toBe('Bearer b1');
  });

  test('by OAuth client credentials, at a server of its own', async () => {
    const url = await regulator(({ path }) =>
      path[0] === 'oauth'
        ? { status: 200, body: { access_token: 'a1', token_type: 'bearer', expires_in: 3600 } }
        : { status: 200 },
    );
    const held = { tokenUrl: `${url}/oauth/token`, clientId: 'acme:1', clientSecret: 'p+ %', scope: 'reports' };
    await (await opened({ access: 'client-credentials', origins: [url], ...held })).call('/x');
    const [first] = asked;
    expect(first?.body.toString()).toBe('grant_type=client_credentials&scope=reports');
    expect(first?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('acme%3A1:p%2B+%25').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(last().headers.authorization).toBe('Bearer a1');
  });

  test.each(['md5', 'hmac', 'hmac-sha256'] as const)('by parameters signed with %s', async (signMethod) => {
    const origins = [await regulator()];
    const held = {
      access: 'top-signature',
      origins,
      appKey: '12345',
      appSecret: 'hush',
      session: 's1',
      signMethod,
    } as const;
    const body = Buffer.from('method=alibaba.alihealth.drug.kyt.searchstatus&bill_code=b+1&order_code=');
    await (await opened(held)).call('', { body });
    const { sign = '', ...sent } = Object.fromEntries(new URLSearchParams(last().body.toString()));
    expect(sent).toEqual({
      ...{ method: 'alibaba.alihealth.drug.kyt.searchstatus', bill_code: 'b 1', app_key: '12345', session: 's1' },
      ...{ timestamp: '2026-03-01 18:00:00', v: '2.0', format: 'json', sign_method: signMethod },
    });
    const line = Object.keys(sent)
      .sort()
      .map((name) => `${name}${sent[name]}`)
      .join('');
    const expected = {
      md5: () => createHash('md5').update(`hush${line}hush`),
      hmac: () => createHmac('md5', 'hush').update(line),
      'hmac-sha256': () => createHmac('sha256', 'hush').update(line),
    };
    expect(sign).toBe(expected[signMethod]().digest('hex').toUpperCase());
    expect(last().headers['content-type']).toContain('application/x-www-form-urlencoded');
  });

  test('with parameters in the order of their bytes, whatever their values', () => {
    const told = (pairs: [string, string][]) => signTop(new Map(pairs), 'k', 'hmac');
    expect(
      told([
        ['b', '2'],
        ['a', '1'],
        ['B', '3'],
      ]),
    ).toBe(
      told([
        ['B', '3'],
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(
      told([
        ['a', '1'],
        ['b', ''],
      ]),
    ).toBe(told([['a', '1']]));
  });
});

describe('MDLP', () => {
  /** Gives tokens t1, t2, … that live so many minutes; those in `ended` are turned away. */
  const mdlp = async (minutes: number, ended: string[] = []) => {
    let given = 0;
    return regulator(({ path, headers }) => {
      const what = path.at(-1);
      if (what === 'auth') return { status: 200, body: { code: 'c0de' } };
      if (what === 'token') return { status: 200, body: { token: `t${++given}`, life_time: minutes } };
      return { status: ended.some((token) => headers.authorization === `token ${token}`) ? 401 : 200 };
    });
  };
  const held = async (
    url: string,
    form: 'cms' | 'raw' = 'raw',
  ): Promise<RegulatorCredentials & { certificate?: string }> => {
    const pair = await signingCertificate('rsa');
    const client = { clientId: 'c1', clientSecret: 'hush', userId: 'u1' };
    return { access: 'mdlp-token', origins: [url], ...client, signature: { form, ...pair } };
  };

  test('gives a token for a signed code, each step in its turn', async () => {
    const url = await mdlp(30);
    const secret = await held(url);
    await (await opened(secret)).call('/api/v1/documents/send');
    expect(paths()).toEqual(['/api/v1/auth', '/api/v1/token', '/api/v1/documents/send']);
    expect(turns).toEqual(['auth', 'token']);
    const [auth, token] = asked.slice(0, 2).map((one) => jsonOf(one));
    expect(auth).toEqual({ client_id: 'c1', client_secret: 'hush', user_id: 'u1', auth_type: 'SIGNED_CODE' });
    const { publicKey } = new X509Certificate(secret.signature?.certificate ?? '');
    expect(verify('sha256', Buffer.from('c0de'), publicKey, Buffer.from(token.signature, 'base64'))).toBe(true);
    expect(token.code).toBe('c0de');
    expect(last().headers.authorization).toBe('token t1');
  });

  test('is asked for one token only, until that is about to end', async () => {
    const url = await mdlp(30);
    const [secret, tokens] = [await held(url), keptTokens()];
    for (const minutes of [0, 10, 18]) {
      now = new Date(Date.parse('2026-03-01T10:00:00Z') + minutes * 60_000);
      await (await opened(secret, tokens)).call('/x');
      expect(last().headers.authorization).toBe('token t1');
    }
    now = new Date('2026-03-01T10:29:30Z');
    await (await opened(secret, tokens)).call('/x');
    expect(last().headers.authorization).toBe('token t2');
  });

  test('that turns a token away is asked for another one, and the call is made once more', async () => {
    const url = await mdlp(30, ['t1']);
    const answer = await (await opened(await held(url))).call('/x', { body: Buffer.from('same') });
    expect(answer).toMatchObject({ status: 200 });
    const calls = asked.filter(({ path }) => path[0] === 'x');
    expect(calls.map(({ headers, body }) => [headers.authorization, body.toString()])).toEqual([
      ['token t1', 'same'],
      ['token t2', 'same'],
    ]);
  });

  test('that turns every token away is not asked for ever', async () => {
    const url = await mdlp(30, ['t1', 't2', 't3']);
    expect(await (await opened(await held(url))).call('/x')).toMatchObject({ status: 401 });
    expect(asked.filter(({ path }) => path[0] === 'x')).toHaveLength(2);
  });

  test('gives a token of its own to another secret', async () => {
    const url = await mdlp(30);
    const tokens = keptTokens();
    await (await opened(await held(url), tokens)).call('/x');
    await (await opened(await held(url), tokens)).call('/x');
    expect(last().headers.authorization).toBe('token t2');
  });
});

describe('a token that is not given', () => {
  const secret = (url: string): RegulatorCredentials => ({
    ...{ access: 'its-token', origins: [url], username: 'hush', password: 'hush' },
  });
  const failure = (tokens = keptTokens()) =>
    opened(secret(server?.url ?? ''), tokens).then(
      () => undefined,
      (error: unknown) => (error instanceof NoToken ? error : undefined),
    );

  test('says so, tells nothing of the secret, and is not asked for again and again', async () => {
    await regulator(() => ({ status: 403, body: { error: 'hush' } }));
    const tokens = keptTokens();
    for (let i = 0; i < 3; i++) expect((await failure(tokens))?.message).toBe('no token: token answered 403');
    expect(asked).toHaveLength(1);
    now = new Date(now.getTime() + 301_000);
    await failure(tokens);
    expect(asked).toHaveLength(2);
  });

  test('is asked for again when the other side wishes', async () => {
    await regulator(() => ({ status: 503, headers: { 'retry-after': '7' } }));
    const tokens = keptTokens();
    expect(await failure(tokens)).toMatchObject({ wait: 7, refused: false });
    await failure(tokens);
    expect(asked).toHaveLength(2);
  });

  test('is missed where the answer is none', async () => {
    await regulator(() => ({ status: 200, text: '<html>' }));
    expect((await failure())?.message).toContain('cannot be read');
  });
});

test.each([
  ['raw', true],
  ['cms', false],
] as const)(
  'a signature of form %s shows the certificate beside it only where it does not hold it',
  async (form, shows) => {
    const url = await regulator();
    const pair = await signingCertificate('ec');
    const { sign } = await opened({ access: 'static', origins: [url], signature: { form, ...pair } });
    const der = new X509Certificate(pair.certificate).raw;
    expect(sign.certificate).toBe(shows ? der.toString('base64') : undefined);
    const signature = Buffer.from(await sign(Buffer.from('bytes')), 'base64');
    expect(signature.includes(der)).toBe(!shows);
  },
);

test('nothing is sent to where the secret may not go', async () => {
  const url = await regulator();
  const { send } = await opened({ access: 'static', origins: [url], token: 'hush' });
  const elsewhere = url.replace('127.0.0.1', 'localhost');
  expect(await send({ method: 'PUT', url: `${elsewhere}/upload`, headers: {} })).toMatchObject({
    failure: 'permanent',
  });
  expect(asked).toEqual([]);
});
