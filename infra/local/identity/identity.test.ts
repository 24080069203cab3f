import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as v from 'valibot';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { openFrontDoor } from '../http/front-door.ts';
import type { Host } from '../provider.ts';
import { identity } from './identity.ts';

function ownFolder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const resource = (type: string, logicalId: string, properties: Record<string, unknown>) => ({
  logicalId,
  stack: 'identity',
  type: `AWS::Cognito::${type}`,
  properties,
});

const template = [
  resource('UserPool', 'people', {}),
  resource('UserPoolResourceServer', 'api', {
    Identifier: 'seriate',
    Scopes: [{ ScopeName: 'read' }, { ScopeName: 'write' }],
  }),
  resource('UserPoolClient', 'machines', { AllowedOAuthFlows: ['client_credentials'], GenerateSecret: true }),
  resource('UserPoolClient', 'console', {
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'profile'],
    CallbackURLs: ['https://example.com/signed-in'],
  }),
  resource('UserPoolDomain', 'domain', { Domain: 'seriate-0' }),
];

const wanted = {
  clients: [
    { tenant: 'acme', role: 'administrator' },
    { tenant: 'acme', role: 'site', scopes: ['seriate/read'] },
  ],
  users: [
    { tenant: 'acme', role: 'qa', username: 'quinn@acme.example' },
    { tenant: 'acme', role: 'operator', username: 'otto@acme.example' },
  ],
};

const credentialsFile = v.object({
  clients: v.array(
    v.object({
      tenant: v.string(),
      role: v.string(),
      clientId: v.string(),
      clientSecret: v.string(),
      scopes: v.array(v.string()),
    }),
  ),
  users: v.array(v.object({ tenant: v.string(), username: v.string(), password: v.string(), role: v.string() })),
});

/** A cloud that is nothing but its user pools. */
async function cloud(data?: string, claims?: Host['invoke']) {
  const folder = data ?? ownFolder();
  const door = await openFrontDoor(0);
  undo.push(() => door.close(0));
  const starts: (() => unknown)[] = [];
  const logged: string[] = [];
  const host: Host = {
    data: folder,
    region: 'us-east-1',
    account: '000000000000',
    endpoints: { dynamodb: '', sqs: '', s3: '', secretsManager: '', iotData: '', cognito: '', kms: '' },
    url: door.url,
    hasten: 1,
    sendToQueue: async () => undefined,
    invoke: claims ?? (async () => undefined),
    mount: door.mount,
    onReady: (start) => void starts.push(start),
    onStop: () => undefined,
    onClose: (close) => void undo.push(close),
    log: (line) => void logged.push(line),
  };
  const { providers } = identity(wanted);
  const attributes: Record<string, Readonly<Record<string, string>>> = {};
  const LambdaConfig = { PreTokenGenerationConfig: { LambdaArn: 'arn:claims', LambdaVersion: 'V3_0' } };
  const pool = resource('UserPool', 'people', claims ? { LambdaConfig } : {});
  for (const each of [pool, ...template.slice(1)])
    attributes[each.logicalId] = (await providers[each.type]?.create(each, host)) ?? {};
  for (const start of starts) await start();
  const credentials = v.parse(credentialsFile, JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8')));
  return { url: door.url, folder, attributes, credentials, logged };
}
type Cloud = Awaited<ReturnType<typeof cloud>>;

const clientOf = ({ credentials }: Cloud, role: string) => {
  const found = credentials.clients.find((each) => each.role === role);
  if (found === undefined) throw new Error(`no client of role ${role}`);
  return found;
};
const personOf = ({ credentials }: Cloud) => {
  const [user] = credentials.users;
  if (user === undefined) throw new Error('no user');
  return user;
};

const basic = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
});

async function token({ url }: Cloud, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/oauth2/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: response.status, body: v.parse(v.record(v.string(), v.unknown()), await response.json()) };
}

async function claimsOf({ url }: Cloud, jwt: unknown) {
  const discovery = await (await fetch(`${url}/.well-known/openid-configuration`)).json();
  const { jwks_uri, issuer } = v.parse(v.object({ jwks_uri: v.string(), issuer: v.string() }), discovery);
  return (await jwtVerify(String(jwt), createRemoteJWKSet(new URL(jwks_uri)), { issuer, algorithms: ['RS256'] }))
    .payload;
}

const grant = { grant_type: 'client_credentials' };

describe('a machine', () => {
  test('gets a token by Basic or by the body, with its tenant, role and scopes, for the clients of the pool', async () => {
    const here = await cloud();
    const machine = clientOf(here, 'administrator');
    const { clientId: client_id, clientSecret: client_secret } = machine;
    for (const answer of [
      await token(here, grant, basic(machine)),
      await token(here, { ...grant, client_id, client_secret }),
    ]) {
      expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
      const claims = await claimsOf(here, answer.body['access_token']);
      expect(claims).toMatchObject({
        iss: here.url,
        sub: client_id,
        client_id,
        token_use: 'access',
        tenant: 'acme',
        role: 'administrator',
        scope: 'seriate/read seriate/write',
        aud: [here.attributes['machines']?.['ref'], here.attributes['console']?.['ref']],
      });
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    }
  });

  test('gets the scopes it asks for, of those it may have', async () => {
    const here = await cloud();
    const site = basic(clientOf(here, 'site'));
    const { body } = await token(here, { ...grant, scope: 'seriate/read' }, site);
    expect((await claimsOf(here, body['access_token']))['scope']).toBe('seriate/read');
    expect(await token(here, { ...grant, scope: 'seriate/write' }, site)).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    });
  });

  test('is told in the words of OAuth what is wrong', async () => {
    const here = await cloud();
    const machine = clientOf(here, 'administrator');
    const wrong = basic({ ...machine, clientSecret: 'wrong' });
    const stranger = basic({ clientId: 'nobody', clientSecret: 'x' });
    expect(await token(here, grant, wrong)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await token(here, grant, stranger)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const password = await token(here, { grant_type: 'password' }, basic(machine));
    expect(password).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });
});

/** A browser that keeps cookies and follows no redirect by itself. */
function browser() {
  const cookies = new Map<string, string>();
  return async (url: string, form?: Record<string, string>) => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), accept: 'text/html' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      html: await response.text(),
      next: location && new URL(location, url).href,
      response,
    };
  };
}
type Browser = ReturnType<typeof browser>;

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function authorizeUrl({ url, attributes }: Cloud, more: Record<string, string> = {}) {
  const asked = {
    client_id: attributes['console']?.['ref'] ?? '',
    redirect_uri: `${url}/`,
    response_type: 'code',
    scope: 'openid profile',
    state: 'a-state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  };
  return `${url}/oauth2/authorize?${new URLSearchParams(asked)}`;
}

/** Goes from page to page until one shows itself or the way leads back to the application. */
async function follow(visit: Browser, start: { next: string | null; html: string; status: number }) {
  let at = start;
  while (at.next !== null && new URL(at.next).pathname.startsWith('/oauth2/')) at = await visit(at.next);
  return at;
}

async function signInPageOf(visit: Browser, here: Cloud) {
  const { next } = await visit(authorizeUrl(here));
  if (next === null) throw new Error('was not sent to the sign-in page');
  return next;
}

async function signedIn(visit: Browser, here: Cloud) {
  const { username, password } = personOf(here);
  const page = await signInPageOf(visit, here);
  const back = await follow(visit, await visit(page, { username, password }));
  return new URL(back.next ?? '').searchParams;
}

const redeem = (here: Cloud, code: string | null, more: Record<string, string> = {}) =>
  token(here, {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: `${here.url}/`,
    client_id: here.attributes['console']?.['ref'] ?? '',
    code_verifier: verifier,
    ...more,
  });

describe('a person', () => {
  test('signs in with a password and gets tokens with tenant, role and name', async () => {
    const here = await cloud();
    const answer = await signedIn(browser(), here);
    expect(answer.get('state')).toBe('a-state');
    const { status, body } = await redeem(here, answer.get('code'));
    expect(status).toBe(200);
    const who = { tenant: 'acme', role: 'qa', sub: 'quinn@acme.example' };
    const console = here.attributes['console']?.['ref'];
    expect(await claimsOf(here, body['access_token'])).toMatchObject({
      ...who,
      username: 'quinn@acme.example',
      client_id: console,
      token_use: 'access',
      aud: [here.attributes['machines']?.['ref'], console],
    });
    expect(await claimsOf(here, body['id_token'])).toMatchObject({ ...who, token_use: 'id', aud: console });
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: String(body['refresh_token']),
      client_id: console ?? '',
    };
    expect(await claimsOf(here, (await token(here, refresh)).body['access_token'])).toMatchObject(who);
  });

  test('has tokens renewed for a working day, each once, and none after signing out', async () => {
    const here = await cloud();
    const clientId = here.attributes['console']?.['ref'] ?? '';
    const renew = (refreshToken: unknown) =>
      token(here, { grant_type: 'refresh_token', refresh_token: String(refreshToken), client_id: clientId });
    const first = (await redeem(here, (await signedIn(browser(), here)).get('code'))).body;
    const before = await claimsOf(here, first['access_token']);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      // The sign-in page has forgotten who was there.
      vi.setSystemTime(Date.now() + 4 * 3_600_000);
      const second = (await renew(first['refresh_token'])).body;
      const after = await claimsOf(here, second['access_token']);
      expect(after['auth_time']).toBe(before['auth_time']);
      const third = (await renew(second['refresh_token'])).body;
      vi.setSystemTime(Date.now() + 5 * 3_600_000);
      expect((await renew(third['refresh_token'])).status).toBe(400);
    } finally {
      vi.useRealTimers();
    }
    const used = (await redeem(here, (await signedIn(browser(), here)).get('code'))).body;
    expect((await renew(used['refresh_token'])).status).toBe(200);
    expect((await renew(used['refresh_token'])).status).toBe(400);
    const other = (await redeem(here, (await signedIn(browser(), here)).get('code'))).body;
    const body = new URLSearchParams({ token: String(other['refresh_token']), client_id: clientId });
    expect((await fetch(`${here.url}/oauth2/revoke`, { method: 'POST', body })).status).toBe(200);
    expect((await renew(other['refresh_token'])).status).toBe(400);
  });

  test('says in the access token when he proved who he is, and proves it again when that is asked for', async () => {
    const here = await cloud();
    const visit = browser();
    const signIn = await signedIn(visit, here);
    const claims = await claimsOf(here, (await redeem(here, signIn.get('code'))).body['access_token']);
    expect(claims['auth_time']).toBeCloseTo(Date.now() / 1000, -2);
    for (const more of [{ prompt: 'login' }, { max_age: '0' }])
      expect((await visit(authorizeUrl(here, more))).next).toContain('/oauth2/login/');
    expect((await follow(visit, await visit(authorizeUrl(here, { max_age: '300' })))).next).toContain('code=');
  });

  test('signs in where the sign-in page knows somebody else, as himself', async () => {
    const here = await cloud();
    const visit = browser();
    await signedIn(visit, here);
    const otto = here.credentials.users.find(({ role }) => role === 'operator');
    const { next } = await visit(authorizeUrl(here, { prompt: 'login' }));
    const { username = '', password = '' } = otto ?? {};
    const left = await follow(visit, await visit(next ?? '', { username, password }));
    // A browser that runs scripts leaves for the other one at once.
    const [, action = ''] = /action="([^"]+)"/.exec(left.html) ?? [];
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(left.html) ?? [];
    const back = await follow(visit, await visit(action, { xsrf, logout: 'yes' }));
    const { body } = await redeem(here, new URL(back.next ?? '').searchParams.get('code'));
    expect(await claimsOf(here, body['access_token'])).toMatchObject({ username, role: 'operator' });
  });

  test('sees a form that says what is wrong, and not whether the name exists', async () => {
    const here = await cloud();
    const visit = browser();
    const page = await signInPageOf(visit, here);
    const { html, response } = await visit(page);
    expect(html).toContain('<label for="username">');
    expect(html).toContain('<label for="password">');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const known = await visit(page, { username: 'quinn@acme.example', password: 'wrong' });
    const unknown = await visit(page, { username: '"><script>', password: 'wrong' });
    for (const { status, html: said } of [known, unknown]) {
      expect(status).toBe(400);
      expect(said).toContain('role="alert">User name or password is wrong.');
      expect(said).not.toContain('"><script>');
    }
  });

  test('is held up after five wrong passwords, even with the right one', async () => {
    const here = await cloud();
    const visit = browser();
    const page = await signInPageOf(visit, here);
    const { username, password } = personOf(here);
    for (let count = 0; count < 5; count++) expect((await visit(page, { username, password: 'no' })).status).toBe(400);
    const { status, html, response } = await visit(page, { username, password });
    expect(status).toBe(429);
    expect(html).toContain('Too many attempts');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('cannot come by a link of another browser', async () => {
    const here = await cloud();
    const page = await signInPageOf(browser(), here);
    const { status, html } = await browser()(page, personOf(here));
    expect([status, html.includes('no longer open')]).toEqual([400, true]);
  });

  test('must bring the verifier of the challenge, and a challenge at all', async () => {
    const here = await cloud();
    const answer = await signedIn(browser(), here);
    const other = await redeem(here, answer.get('code'), { code_verifier: randomBytes(32).toString('base64url') });
    expect(other).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const plain = await browser()(authorizeUrl(here, { code_challenge: '', code_challenge_method: '' }));
    expect(new URL(plain.next ?? '').searchParams.get('error')).toBe('invalid_request');
  });

  test('is sent back only to where the template or this machine is', async () => {
    const here = await cloud();
    for (const redirect_uri of [`${here.url}/`, `${here.url}/signed-in`, 'https://example.com/signed-in'])
      expect((await browser()(authorizeUrl(here, { redirect_uri }))).next).toContain('/oauth2/login/');
    const { status, html } = await browser()(authorizeUrl(here, { redirect_uri: 'https://elsewhere.example/' }));
    expect(status).toBe(400);
    expect(html).toContain('redirect_uri');
  });

  test('who is signed in comes straight in, until they sign out', async () => {
    const here = await cloud();
    const visit = browser();
    await signedIn(visit, here);
    const again = await follow(visit, await visit(authorizeUrl(here)));
    expect(new URL(again.next ?? '').searchParams.has('code')).toBe(true);
    const client_id = here.attributes['console']?.['ref'] ?? '';
    const query = new URLSearchParams({ client_id, logout_uri: `${here.url}/` });
    const { html } = await visit(`${here.url}/logout?${query}`);
    const [, action = '', xsrf = ''] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/s.exec(html) ?? [];
    expect((await visit(action, { xsrf, logout: 'yes' })).next).toBe(`${here.url}/`);
    expect((await visit(authorizeUrl(here))).next).toContain('/oauth2/login/');
  });
});

test('nothing is written to the terminal, and no private key is published', async () => {
  const spoken = (['info', 'warn', 'error', 'log'] as const).map((name) => vi.spyOn(console, name));
  const here = await cloud();
  await redeem(here, (await signedIn(browser(), here)).get('code'));
  for (const spy of spoken) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  const published = await (await fetch(`${here.url}/.well-known/jwks.json`)).json();
  expect(published).toEqual({ keys: [expect.not.objectContaining({ d: expect.anything() })] });
  expect(here.logged).toEqual([]);
});

describe('a pool with a function that says what tokens tell', () => {
  const asking = async (answer: object) => {
    const events: object[] = [];
    const here = await cloud(undefined, async (_fn, event) => {
      events.push(Object(event));
      return {
        response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: answer, idTokenGeneration: answer } },
      };
    });
    return { here, events };
  };

  test('says what it says, and nothing of the file', async () => {
    const { here, events } = await asking({ claimsToAddOrOverride: { tenant: 'other', role: 'auditor' } });
    const { body } = await token(here, grant, basic(clientOf(here, 'administrator')));
    expect(await claimsOf(here, body['access_token'])).toMatchObject({ tenant: 'other', role: 'auditor' });
    const { clientId } = clientOf(here, 'administrator');
    const triggerSource = 'TokenGeneration_ClientCredentials';
    expect(events).toMatchObject([{ version: '3', triggerSource, callerContext: { clientId } }]);
  });

  test('may take scopes away', async () => {
    const { here } = await asking({ scopesToSuppress: ['seriate/write'] });
    const { body } = await token(here, grant, basic(clientOf(here, 'administrator')));
    const claims = await claimsOf(here, body['access_token']);
    expect([claims['scope'], claims['tenant']]).toEqual(['seriate/read', undefined]);
  });

  test('is asked for people, with their attributes, at every token', async () => {
    const { here, events } = await asking({ claimsToAddOrOverride: { tenant: 'acme', role: 'qa', name: 'Quinn' } });
    const { body } = await redeem(here, (await signedIn(browser(), here)).get('code'));
    const quinn = { username: 'quinn@acme.example', name: 'Quinn', tenant: 'acme' };
    expect(await claimsOf(here, body['access_token'])).toMatchObject(quinn);
    const request = { userAttributes: { sub: 'quinn@acme.example', name: 'Quinn', email: 'quinn@acme.example' } };
    expect(events).toContainEqual(
      expect.objectContaining({ userName: 'quinn@acme.example', request: expect.objectContaining(request) }),
    );
  });
});

describe('after a restart', () => {
  test('credentials are the same, and a token issued before still verifies', async () => {
    const first = await cloud();
    const { body } = await token(first, grant, basic(clientOf(first, 'administrator')));
    const second = await cloud(first.folder);
    expect(second.credentials).toEqual(first.credentials);
    expect(second.attributes['console']).toEqual(first.attributes['console']);
    const keys = createRemoteJWKSet(new URL(`${second.url}/.well-known/jwks.json`));
    expect((await jwtVerify(String(body['access_token']), keys)).payload['tenant']).toBe('acme');
  });

  test('what is secret is for its owner alone', async () => {
    const { folder } = await cloud();
    for (const name of ['credentials.json', 'identity-keys.json'])
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });
});
