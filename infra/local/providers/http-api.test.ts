import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureApi, fixtureFunction, writeAssembly } from '../../../test/kit/assembly.ts';
import { type HostedAssembly, hostAssembly } from '../host-assembly.ts';
import type { Provider } from '../provider.ts';

const keys = await generateKeyPair('RS256', { extractable: true });
const otherKeys = await generateKeyPair('RS256');

/** Stands in for a user pool: its URL, and the keys below it. */
const pool: Provider = {
  create: async (_, { url, mount }) => {
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' }] };
    mount('/pool', (incoming, response) => {
      const body = incoming.url?.endsWith('openid-configuration') ? { jwks_uri: `${url}/pool/jwks` } : jwks;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    return { ref: 'pool', ProviderURL: `${url}/pool` };
  },
};

const functions = {
  Echo: 'export const handler = async (event) => event;',
  Answer: 'export const handler = async ({ body }) => JSON.parse(body);',
  Wrong: `
    export const handler = async ({ rawPath }) => {
      if (rawPath === '/throw') throw new Error('no');
      if (rawPath === '/exit') process.exit(1);
      await new Promise(() => {});
    };`,
};

let directory: string;
let cloud: HostedAssembly;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'api-'));
  const routes = {
    'POST /echo/{name}': 'Echo',
    'GET /echo/{name}': 'Echo',
    'GET /all/{rest+}': 'Echo',
    'GET /open': 'Echo',
    'GET /guarded': 'Echo',
    'GET /scoped': 'Echo',
    'POST /answer': 'Answer',
    'GET /throw': 'Wrong',
    'GET /exit': 'Wrong',
    'GET /hang': 'Wrong',
  };
  const authorizer = { Audience: ['console', 'machines'], Issuer: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } };
  const scopes = { 'GET /guarded': [], 'GET /scoped': ['api/write', 'api/admin'] };
  const stack = {
    Resources: {
      ...fixtureApi(routes, { authorizer, scopes }),
      Pool: { Type: 'AWS::Cognito::UserPool' },
      Echo: fixtureFunction('Echo'),
      Answer: fixtureFunction('Answer'),
      Wrong: fixtureFunction('Wrong', { Timeout: 30 }),
    },
  };
  cloud = await hostAssembly({
    assembly: writeAssembly(join(directory, 'cdk.out'), { stacks: { one: stack }, functions }),
    data: join(directory, 'data'),
    port: 0,
    graceMs: 500,
    resources: { 'AWS::Cognito::UserPool': pool },
  });
});
afterAll(async () => {
  await cloud.close();
  rmSync(directory, { recursive: true });
});

/** Asks with the path exactly as written, which `fetch` would tidy. */
function ask(
  method: string,
  path: string,
  headers: Record<string, string | string[]> = {},
  body: string | Buffer = '',
) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(cloud.url);
    const asked = request({ hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
const echo = async (...given: Parameters<typeof ask>) => JSON.parse((await ask(...given)).text);

describe('the event', () => {
  test('carries path, query, headers and cookies as payload format 2.0 has them', async () => {
    const headers = { 'X-Mixed': ['a', 'b'], cookie: 'one=1; two=2', 'user-agent': 'test' };
    const event = await echo('GET', '/echo/a%2Fb%20%C3%A9?x=1&y=%20&x=2&empty=', headers);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /echo/{name}',
      rawPath: '/echo/a/b é',
      rawQueryString: 'x=1&y=%20&x=2&empty=',
      queryStringParameters: { x: '1,2', y: ' ', empty: '' },
      pathParameters: { name: 'a/b é' },
      cookies: ['one=1', 'two=2'],
      headers: { 'x-mixed': 'a, b', 'user-agent': 'test', 'x-forwarded-proto': 'http' },
      requestContext: {
        accountId: '000000000000',
        routeKey: 'GET /echo/{name}',
        stage: '$default',
        http: { method: 'GET', path: '/echo/a/b é', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
    for (const absent of ['body', 'stageVariables']) expect(event).not.toHaveProperty(absent);
    expect(event.requestContext).not.toHaveProperty('authorizer');
    expect(await echo('GET', '/open')).not.toHaveProperty('queryStringParameters');
  });

  test.each([
    ['application/json', '{"é":1}', false],
    ['application/json; charset=utf-8', '{}', false],
    ['text/csv', 'a,b', false],
    ['application/xml', '<a/>', false],
    ['application/ld+json', '{}', true],
    ['application/x-www-form-urlencoded', 'a=b', true],
    ['application/octet-stream', 'abc', true],
  ])('has a body of %s', async (type, body, encoded) => {
    const event = await echo('POST', '/echo/x', { 'content-type': type }, body);
    expect(event.isBase64Encoded).toBe(encoded);
    expect(Buffer.from(event.body, encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  test('has any bytes, whole', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const event = await echo('POST', '/echo/x', {}, bytes);
    expect(Buffer.from(event.body, 'base64')).toEqual(bytes);
  });
});

describe('the answer', () => {
  const answer = (result: unknown) =>
    ask('POST', '/answer', { 'content-type': 'application/json' }, JSON.stringify(result));

  test('is what the function said', async () => {
    const headers = { 'Content-Type': 'application/problem+json', 'X-Number': 4 };
    const said = await answer({ statusCode: 404, headers, body: '{"a":"é"}', cookies: ['a=1; Path=/', 'b=2'] });
    expect(said).toMatchObject({
      status: 404,
      text: '{"a":"é"}',
      headers: { 'content-type': 'application/problem+json', 'x-number': '4', 'set-cookie': ['a=1; Path=/', 'b=2'] },
    });
  });

  test('without a status is the result itself, as JSON', async () => {
    expect(await answer({ a: 1 })).toMatchObject({
      status: 200,
      text: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await answer('text')).toMatchObject({ status: 200, text: 'text' });
  });

  test('may be binary, plain or empty', async () => {
    expect(await answer({ statusCode: 200, isBase64Encoded: true, body: 'YWJj' })).toMatchObject({ text: 'abc' });
    expect(await answer({ statusCode: '201', body: 'x' })).toMatchObject({
      status: 201,
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'content-length': '1' },
    });
    expect(await answer({ statusCode: 204 })).toMatchObject({ status: 204, text: '' });
  });

  test('that is none is a 500', async () => {
    const wrong = { status: 500, text: '{"message":"Internal Server Error"}' };
    for (const result of [{ statusCode: 'fine' }, { statusCode: 99 }, { statusCode: 200, body: { a: 1 } }])
      expect(await answer(result)).toMatchObject(wrong);
  });
});

describe('when things go wrong', () => {
  test.each([
    ['GET', '/nowhere', 404, 'Not Found'],
    ['DELETE', '/open', 404, 'Not Found'],
    ['GET', '/echo/%zz', 400, 'Bad Request'],
    ['GET', '/throw', 500, 'Internal Server Error'],
    ['GET', '/exit', 500, 'Internal Server Error'],
    ['GET', '/hang', 503, 'Service Unavailable'],
  ])('%s %s answers %i', async (method, path, status, message) => {
    expect(await ask(method, path)).toMatchObject({
      status,
      text: JSON.stringify({ message }),
      headers: { 'content-type': 'application/json' },
    });
  });

  test('a body beyond ten megabytes, or beyond what a function takes, is refused', async () => {
    const refused = { status: 413, text: '{"message":"Request Entity Too Large"}' };
    expect(await ask('POST', '/echo/x', {}, Buffer.alloc(10 * 1024 * 1024 + 1))).toMatchObject(refused);
    expect(await ask('POST', '/echo/x', {}, Buffer.alloc(5 * 1024 * 1024))).toMatchObject(refused);
    expect(
      await ask('POST', '/answer', { 'content-type': 'text/plain' }, `"${'a'.repeat(5 * 1024 * 1024)}"`),
    ).toMatchObject({
      status: 200,
    });
  });
});

describe('the authorizer', () => {
  const token = (claims: JWTPayload, more: { issuer?: string; expires?: string; key?: typeof keys.privateKey } = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(more.issuer ?? `${cloud.url}/pool`)
      .setIssuedAt()
      .setExpirationTime(more.expires ?? '5m')
      .sign(more.key ?? keys.privateKey);
  const ask2 = async (path: string, bearer: string) => ask('GET', path, { authorization: bearer });

  test('hands the claims on as text', async () => {
    const bearer = `Bearer ${await token({ aud: 'console', tenant: 'acme', level: 3, groups: ['a', 'b'], on: true })}`;
    const { requestContext } = JSON.parse((await ask2('/guarded', bearer)).text);
    expect(requestContext.authorizer.jwt).toMatchObject({
      claims: {
        aud: 'console',
        tenant: 'acme',
        level: '3',
        groups: '[a b]',
        on: 'true',
        exp: expect.stringMatching(/^\d+$/),
      },
      scopes: null,
    });
  });

  test('takes the client id in place of an audience, as access tokens of Cognito carry it, and a token without Bearer', async () => {
    const machine = await token({ client_id: 'machines', scope: 'api/read api/write' });
    expect((await ask2('/guarded', machine)).status).toBe(200);
    const { requestContext } = JSON.parse((await ask2('/scoped', `Bearer ${machine}`)).text);
    expect(requestContext.authorizer.jwt.scopes).toEqual(['api/write', 'api/admin']);
  });

  test('answers 403 when no scope of the route is held', async () => {
    const reader = await token({ aud: 'console', scope: 'api/read' });
    expect(await ask2('/scoped', `Bearer ${reader}`)).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  });

  test('answers 401 to everything that is no good token', async () => {
    const good = await token({ aud: 'console' });
    const bad = [
      '',
      'Bearer',
      'Bearer nonsense',
      `Basic ${Buffer.from('a:b').toString('base64')}`,
      `Bearer ${good.slice(0, -8)}AAAAAAAA`,
      `Bearer ${await token({ aud: 'others' })}`,
      `Bearer ${await token({})}`,
      `Bearer ${await token({ aud: 'console' }, { issuer: 'http://127.0.0.1:1' })}`,
      `Bearer ${await token({ aud: 'console' }, { expires: '-5m' })}`,
      `Bearer ${await token({ aud: 'console' }, { key: otherKeys.privateKey })}`,
    ];
    for (const bearer of bad)
      expect(await ask2('/guarded', bearer)).toMatchObject({
        status: 401,
        text: '{"message":"Unauthorized"}',
        headers: { 'www-authenticate': 'Bearer' },
      });
    expect((await ask('GET', '/guarded')).status).toBe(401);
  });
});
