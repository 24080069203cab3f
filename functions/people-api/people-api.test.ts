import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import { members } from '#common/store/members.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import type { Call } from '../../test/kit/api-event.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { temporaryFolder } from '../../test/kit/temporary-folder.ts';
import { startUserPool } from '../../test/kit/user-pool.ts';
import { routes } from './routes.ts';

let engine: Dynoxide;
let pool: Awaited<ReturnType<typeof startUserPool>>;
const folder = temporaryFolder();
beforeAll(async () => {
  engine = await startDynoxide();
  pool = await startUserPool(folder.path);
});
afterAll(async () => {
  await pool.stop();
  await engine.stop();
  folder.remove();
});

let tenant: string;
let count = 0;
let at: number;
beforeEach(() => {
  tenant = `acme-${count++}`;
  at = Date.parse('2026-03-01T10:00:00Z');
});

/** Every call comes a second after the one before. */
function now(): Date {
  at += 1000;
  return new Date(at);
}
const needs = () => ({
  members: members(engine.db, tables.registry),
  audit: audit(engine.db, tables.registry),
  limits: limitsOfTenants(engine.db, tables.registry),
  pool: pool.pool,
  now,
});
const ask = (route: string, more: Omit<Call, 'route'> = {}) =>
  call(
    httpHandler(routes(needs()), async () => false),
    route,
    { tenant, claims: { username: 'ada' }, ...more },
  );

const quinn = { role: 'qa', name: 'Quinn Doe', email: 'quinn@acme.example' };
const put = (username: string, body: object, more: Omit<Call, 'route'> = {}) =>
  ask('PUT /api/users/{username}', { path: { username }, body, ...more });
const remove = (username: string) => ask('DELETE /api/users/{username}', { path: { username } });
const trail = async (query: Record<string, string> = {}) => (await ask('GET /api/audit', { query })).body;
/** User names are the installation's, tests share it. */
const name = (text: string) => `${text}-${tenant}`;

describe('a person', () => {
  test('is registered, invited, and listed; the same again changes nothing', async () => {
    const made = await put(name('quinn'), quinn);
    expect(made).toMatchObject({ status: 201, body: { ...quinn, state: 'active', changedBy: 'ada' } });
    expect(pool.credentials.user(name('quinn'))).toMatchObject({ name: 'Quinn Doe', email: 'quinn@acme.example' });
    expect(await put(name('quinn'), quinn)).toMatchObject({ status: 200, body: made.body });
    expect(await ask('GET /api/users')).toMatchObject({ body: { users: [made.body] } });
    expect(await trail()).toMatchObject({ entries: [{ act: 'user-registered', by: 'ada', home: tenant }] });
  });

  test('has the rights of the row, which another role replaces', async () => {
    await put(name('quinn'), quinn);
    await put(name('quinn'), { ...quinn, role: 'auditor' });
    const of = await members(engine.db, tables.registry).ofNetwork('person', name('quinn'));
    expect(of).toEqual({ tenant, role: 'auditor', state: 'active' });
    expect(await trail({ act: 'user-changed' })).toMatchObject({
      entries: [{ detail: { before: { role: 'qa' }, after: { role: 'auditor' } } }],
    });
  });

  test('who exists already is not registered over, though shut out; whoever asks for the same again is', async () => {
    const isNew = { headers: { 'if-none-match': '*' } };
    expect(await put(name('quinn'), quinn, isNew)).toMatchObject({ status: 201 });
    expect(await put(name('quinn'), quinn, isNew)).toMatchObject({ status: 200 });
    await put(name('quinn'), { ...quinn, state: 'disabled' });
    const other = await put(name('quinn'), { ...quinn, email: 'other@acme.example' }, isNew);
    expect(other).toMatchObject({ status: 409, body: { at: '/username', detail: expect.stringContaining('exists') } });
    expect(await put(name('quinn'), quinn, isNew)).toMatchObject({ status: 409 });
    expect((await ask('GET /api/users')).body).toMatchObject({ users: [{ email: quinn.email, state: 'disabled' }] });
    expect(pool.credentials.user(name('quinn'))).toMatchObject({ email: quinn.email, disabled: true });
  });

  test('is changed only as whoever changes him saw him: nobody is let in again unawares', async () => {
    const { changedAt } = Object((await put(name('quinn'), quinn)).body);
    const seen = { headers: { 'if-match': `"${changedAt}"` } };
    await put(name('quinn'), { ...quinn, state: 'disabled' }, { claims: { username: 'bob' } });
    const late = await put(name('quinn'), { ...quinn, role: 'auditor' }, seen);
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('meanwhile by bob') } });
    const now = await ask('GET /api/users/{username}', { path: { username: name('quinn') } });
    expect(now.body).toMatchObject({ role: 'qa', state: 'disabled' });
    const fresh = { headers: { 'if-match': `"${Object(now.body).changedAt}"` } };
    expect(await put(name('quinn'), quinn, fresh)).toMatchObject({ status: 200, body: { state: 'active' } });
    expect(await put(name('quinn'), quinn, seen)).toMatchObject({ status: 200 });
    const strange = { headers: { 'if-match': 'now' } };
    expect(await put(name('quinn'), quinn, strange)).toMatchObject({ status: 400 });
    expect(await put(name('quinn'), { ...quinn, role: 'auditor' }, strange)).toMatchObject({ status: 400 });
  });

  test('that two change at once as they saw him is changed by one, and the other is told so', async () => {
    const { changedAt } = Object((await put(name('quinn'), quinn)).body);
    const seen = { headers: { 'if-match': `"${changedAt}"` } };
    const both = ['auditor', 'operator'].map((role) => put(name('quinn'), { ...quinn, role }, seen));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('is found by a part of name or address, by role and by state', async () => {
    await put(name('quinn'), quinn);
    await put(name('olaf'), { role: 'operator', name: 'Olaf Öst', email: 'olaf@acme.example' });
    await put(name('rita'), { role: 'operator', name: 'Rita', email: 'rita@acme.example', state: 'disabled' });
    const found = async (query: Record<string, string>) =>
      Object(await ask('GET /api/users', { query })).body.users.map((one: { email: string }) => one.email);
    expect(await found({ text: 'ÖST' })).toEqual(['olaf@acme.example']);
    expect(await found({ text: 'RITA@' })).toEqual(['rita@acme.example']);
    expect(await found({ role: 'operator', state: 'active' })).toEqual(['olaf@acme.example']);
    expect(await found({ text: 'nobody' })).toEqual([]);
    expect(await ask('GET /api/users', { query: { role: 'king' } })).toMatchObject({ status: 400 });
  });

  test('of many is found a page at a time', async () => {
    const here = members(engine.db, tables.registry);
    const many = Array.from({ length: 230 }, (_, i) => `p${String(i).padStart(3, '0')}`);
    const stands = { role: 'qa', state: 'active', changedAt: '2026-03-01T10:00:00.000Z', changedBy: 'ada' } as const;
    const entry = (subject: string) => ({
      at: stands.changedAt,
      by: 'ada',
      home: tenant,
      act: 'user-registered',
      subject,
    });
    for (const one of many) {
      const person = { username: name(one), ...stands, name: Number(one.slice(1)) % 2 === 0 ? 'even' : 'odd' };
      await here.putPerson(tenant, undefined, person, entry(`user ${one}`));
    }
    const query = { text: 'EVEN' };
    const first = Object((await ask('GET /api/users', { query })).body);
    const second = Object((await ask('GET /api/users', { query: { ...query, after: first.next } })).body);
    expect([first.users.length, second.users.length, second.next]).toEqual([100, 15, undefined]);
    expect(new Set([...first.users, ...second.users].map(({ username }) => username)).size).toBe(115);
  });

  test('who is disabled cannot sign in, and can again when he is let in', async () => {
    await put(name('quinn'), quinn);
    const password = pool.credentials.user(name('quinn'))?.password ?? '';
    await put(name('quinn'), { ...quinn, state: 'disabled' });
    expect(pool.credentials.signIn(name('quinn'), password)).toBeUndefined();
    await put(name('quinn'), quinn);
    expect(pool.credentials.signIn(name('quinn'), password)).toBeDefined();
  });

  test('who is removed is gone, but for the user name, which nobody gets again', async () => {
    await put(name('quinn'), quinn);
    expect(await remove(name('quinn'))).toMatchObject({ status: 204 });
    expect(await remove(name('quinn'))).toMatchObject({ status: 204 });
    expect(pool.credentials.user(name('quinn'))).toBeUndefined();
    const left = await ask('GET /api/users/{username}', { path: { username: name('quinn') } });
    expect(left.body).toMatchObject({ state: 'removed' });
    expect(JSON.stringify(left.body)).not.toContain('Quinn Doe');
    expect(await put(name('quinn'), quinn)).toMatchObject({
      status: 409,
      body: { rule: expect.stringContaining('11.100') },
    });
  });

  test('of another tenant keeps its user name, address and password', async () => {
    await put(name('quinn'), quinn);
    const before = pool.credentials.user(name('quinn'));
    const other = await put(name('quinn'), { ...quinn, email: 'thief@medico.example' }, { tenant: 'medico' });
    expect(other).toMatchObject({ status: 409, body: { detail: expect.stringContaining('another tenant') } });
    expect(pool.credentials.user(name('quinn'))).toEqual(before);
    expect(await ask('GET /api/users', { tenant: 'medico' })).toMatchObject({ body: { users: [] } });
  });

  test.each([
    ['Quinn', quinn, '/'],
    ['quinn', { ...quinn, role: 'site' }, '/role'],
    ['quinn', { ...quinn, email: 'nowhere' }, '/email'],
    ['quinn', { ...quinn, password: 'mine' }, '/password'],
  ])('%s with %o is refused at %s', async (username, body, place) => {
    expect(await put(username, body)).toMatchObject({ status: 400, body: { at: place } });
  });
});

describe('the last administrator', () => {
  const ada = { role: 'administrator', name: 'Ada', email: 'ada@acme.example' };
  const isLast = { status: 409, body: { detail: expect.stringContaining('last administrator') } };

  test('is not removed, demoted or shut out', async () => {
    await put(name('ada'), ada);
    expect(await remove(name('ada'))).toMatchObject(isLast);
    expect(await put(name('ada'), { ...ada, role: 'qa' })).toMatchObject(isLast);
    expect(await put(name('ada'), { ...ada, state: 'disabled' })).toMatchObject(isLast);
    expect(pool.credentials.user(name('ada'))?.disabled).not.toBe(true);
  });

  test('is not a machine client that may only read', async () => {
    await put(name('ada'), ada);
    const reader = { id: 'ro', role: 'administrator', name: 'Reader', scopes: ['read'] };
    expect(await ask('POST /api/clients', { body: reader })).toMatchObject({ status: 201 });
    expect(await remove(name('ada'))).toMatchObject(isLast);
  });

  test('of two that are removed at once one stays', async () => {
    await put(name('ada'), ada);
    await put(name('bob'), ada);
    const statuses = (await Promise.all([remove(name('ada')), remove(name('bob'))])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 409]);
  });
});

describe('a machine client', () => {
  const line = { id: 'line-3', role: 'site', name: 'Line 3' };
  const make = (body: object = line) => ask('POST /api/clients', { body });
  const change = (body: object, more: Omit<Call, 'route'> = {}) =>
    ask('PUT /api/clients/{client}', { path: { client: 'line-3' }, body, ...more });
  const rotate = (body?: object) =>
    ask('POST /api/clients/{client}/secret', { path: { client: 'line-3' }, ...(body && { body }) });

  test('tells its secret once', async () => {
    const made = await make();
    expect(made).toMatchObject({ status: 201, body: { ...line, state: 'active', clientSecret: expect.any(String) } });
    const { clientId, clientSecret } = Object(made.body);
    expect(pool.credentials.client(clientId)).toMatchObject({
      clientSecret,
      scopes: ['seriate/read', 'seriate/write'],
    });
    const again = await make();
    expect([again.status, Object(again.body).clientSecret]).toEqual([200, undefined]);
    const listed = JSON.stringify((await ask('GET /api/clients')).body);
    expect(listed).toContain(clientId);
    expect(listed).not.toContain(clientSecret);
    expect(JSON.stringify(await trail())).not.toContain(clientSecret);
  });

  test('under an id that is taken is refused when it is another one', async () => {
    await make();
    expect(await make({ ...line, role: 'qa' })).toMatchObject({ status: 409, body: { at: '/id' } });
  });

  test('of many that are made at once under one id there is one', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => make()));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await ask('GET /api/clients')).toMatchObject({ body: { clients: [{ id: 'line-3' }] } });
  });

  test('is found by a part of what it is, by role and by state', async () => {
    await make();
    await make({ id: 'erp', role: 'serialization-manager', name: 'The ERP' });
    await change({ state: 'disabled' });
    const found = async (query: Record<string, string>) =>
      Object(await ask('GET /api/clients', { query })).body.clients.map(({ id }: { id: string }) => id);
    expect(await found({ text: 'the' })).toEqual(['erp']);
    expect(await found({ state: 'disabled' })).toEqual(['line-3']);
    expect(await found({ role: 'qa' })).toEqual([]);
  });

  test('gets another role, or is shut out, by its row', async () => {
    const { clientId } = Object((await make()).body);
    await change({ role: 'partner-api' });
    await change({ state: 'disabled' });
    const of = await members(engine.db, tables.registry).ofNetwork('client', clientId);
    expect(of).toEqual({ tenant, role: 'partner-api', state: 'disabled' });
  });

  test('is changed only as whoever changes it saw it', async () => {
    const seen = { headers: { 'if-match': `"${Object((await make()).body).changedAt}"` } };
    await change({ role: 'auditor' }, { claims: { username: 'bob' } });
    expect(await change({ role: 'operator' }, seen)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('meanwhile by bob') },
    });
    const { clients } = Object((await ask('GET /api/clients')).body);
    expect(clients).toMatchObject([{ role: 'auditor' }]);
    const fresh = { headers: { 'if-match': `"${clients[0].changedAt}"` } };
    expect(await change({ role: 'operator' }, fresh)).toMatchObject({ status: 200, body: { role: 'operator' } });
    expect(await change({ role: 'operator' }, { headers: { 'if-match': '*' } })).toMatchObject({ status: 400 });
  });

  test('that two change at once as they saw it is changed by one, and the other is told so', async () => {
    const seen = { headers: { 'if-match': `"${Object((await make()).body).changedAt}"` } };
    const both = ['auditor', 'operator'].map((role) => change({ role }, seen));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('of a partner is known as that by its row, and stays that partner’s', async () => {
    const partners = { ...line, role: 'partner-api', partner: 'medico' };
    expect(await make({ ...partners, role: 'qa' })).toMatchObject({ status: 400, body: { at: '/partner' } });
    const { clientId } = Object((await make(partners)).body);
    expect(await make({ ...partners, partner: 'harbor' })).toMatchObject({ status: 409 });
    expect(await change({ role: 'administrator' })).toMatchObject({ status: 409, body: { at: '/role' } });
    await change({ name: 'Medico' });
    // Whoever rotates its secret knows it, too.
    const rotated = { path: { client: 'line-3' }, claims: { sub: 'rita', username: 'rita' } };
    expect(await ask('POST /api/clients/{client}/secret', rotated)).toMatchObject({ status: 200 });
    const of = await members(engine.db, tables.registry).ofNetwork('client', clientId);
    expect(of).toEqual({ secretTo: ['ada', 'rita'], tenant, role: 'partner-api', state: 'active', partner: 'medico' });
  });

  test('rotates its secret; the one before works on only when that is asked for', async () => {
    const { clientId, clientSecret: first } = Object((await make()).body);
    const second = Object((await rotate({ keepPrevious: true })).body).clientSecret;
    expect(pool.credentials.client(clientId)).toMatchObject({ clientSecret: second, previousSecret: first });
    const third = Object((await rotate()).body).clientSecret;
    expect(pool.credentials.client(clientId)?.clientSecret).toBe(third);
    expect(pool.credentials.client(clientId)?.previousSecret).toBeUndefined();
    expect(new Set([first, second, third]).size).toBe(3);
  });

  test('is removed for good', async () => {
    const { clientId } = Object((await make()).body);
    const gone = () => ask('DELETE /api/clients/{client}', { path: { client: 'line-3' } });
    expect([(await gone()).status, (await gone()).status]).toEqual([204, 204]);
    expect(pool.credentials.client(clientId)).toBeUndefined();
    expect(await make()).toMatchObject({ status: 409 });
    expect(await rotate()).toMatchObject({ status: 404 });
  });
});

describe('the audit trail', () => {
  test('is told newest first, a page at a time, and no other tenant’s', async () => {
    for (const one of ['a', 'b', 'c']) await put(name(`${one}-person`), quinn);
    const first = Object(await trail({ limit: '2' }));
    expect(first.entries.map(({ subject }: { subject: string }) => subject)).toEqual([
      `user ${name('c-person')}`,
      `user ${name('b-person')}`,
    ]);
    const second = Object(await trail({ limit: '2', after: first.next }));
    expect(second.entries).toMatchObject([{ subject: `user ${name('a-person')}` }]);
    expect(second.next).toBeUndefined();
    expect(await ask('GET /api/audit', { tenant: 'somebody-else' })).toMatchObject({ body: { entries: [] } });
  });

  test('is searched by who, what and to what, over months', async () => {
    await put(name('quinn'), quinn);
    at = Date.parse('2026-05-01T10:00:00Z');
    await put(name('quinn'), { ...quinn, role: 'operator' }, { claims: { username: 'bob' } });
    expect(await trail({ by: 'bob' })).toMatchObject({ entries: [{ act: 'user-changed' }] });
    expect(await trail({ act: 'user-registered', subject: 'user quinn' })).toMatchObject({ entries: [{ by: 'ada' }] });
    expect(await trail({ month: '2026-04' })).toMatchObject({ entries: [{ act: 'user-registered' }] });
    expect(await trail({ subject: 'user nobody' })).toEqual({ entries: [] });
  });

  test('tells of one thing and of none whose name only begins so', async () => {
    await put(name('ada'), quinn);
    await put(`${name('ada')}m`, quinn);
    const subject = `user ${name('ada')}`;
    expect(Object(await trail({ subject })).entries).toHaveLength(2);
    expect(await trail({ subject, exact: 'true' })).toMatchObject({ entries: [{ subject }] });
    expect(Object(await trail({ subject, exact: 'true' })).entries).toHaveLength(1);
    expect(await trail({ exact: 'true' })).toMatchObject({ at: '?exact' });
  });

  test('is narrowed to a span of time, whose end does not belong to it, whatever zone it is asked in', async () => {
    for (const day of ['2026-03-31', '2026-04-01', '2026-05-02']) {
      at = Date.parse(`${day}T10:00:00Z`) - 1000;
      await put(name(`p${day}`), quinn);
    }
    const days = async (query: Record<string, string>) =>
      Object(await trail(query)).entries?.map(({ at: when }: { at: string }) => when.slice(0, 10));
    expect(await days({ from: '2026-04-01T12:00:00+02:00' })).toEqual(['2026-05-02', '2026-04-01']);
    expect(await days({ to: '2026-04-01T12:00:00+02:00' })).toEqual(['2026-03-31']);
    expect(await days({ from: '2026-03-31T00:00:00Z', to: '2026-05-01T00:00:00Z' })).toEqual([
      '2026-04-01',
      '2026-03-31',
    ]);
    expect(Object(await trail({ from: '2026-05-02T10:00:00Z', limit: '1' })).next).toBeDefined();
    expect(await ask('GET /api/audit', { query: { from: 'yesterday' } })).toMatchObject({
      status: 400,
      body: { at: '?from' },
    });
  });

  test('comes as CSV, whose next page the Link header names and asks the same', async () => {
    for (const one of ['a', 'b']) await put(name(`${one}-person`), { ...quinn, name: '=cmd()' });
    const query = { format: 'csv', limit: '1', subject: 'user ' };
    const first = await ask('GET /api/audit', { query });
    expect(first.headers?.['content-type']).toContain('text/csv');
    expect(String(first.body)).toMatch(/^at,by,home,act,subject,.*\r\n.*,ada,.*,user-registered,user b-person/);
    const link = /<[^?]+\?([^>]+)>; rel="next"/.exec(String(first.headers?.['link']))?.[1] ?? '';
    const onward = await ask('GET /api/audit', { query: Object.fromEntries(new URLSearchParams(link)) });
    expect(String(onward.body)).toContain('user a-person');
    expect((await ask('GET /api/audit', { query: { ...query, limit: '50' } })).headers?.['link']).toBeUndefined();
  });

  test('refuses a token of another search', async () => {
    for (const one of ['a', 'b']) await put(name(`${one}-person`), quinn);
    const { next } = Object(await trail({ limit: '1' }));
    expect(await ask('GET /api/audit', { query: { limit: '1', act: 'x', after: next } })).toMatchObject({
      status: 400,
    });
  });
});

test('only administrators write people; who audits reads them', async () => {
  for (const role of ['serialization-manager', 'qa', 'operator', 'auditor', 'site', 'partner-api'])
    expect(await put(name('quinn'), quinn, { role })).toMatchObject({ status: 403 });
  expect(await ask('GET /api/users', { role: 'auditor' })).toMatchObject({ status: 200 });
  expect(await ask('GET /api/users', { role: 'operator' })).toMatchObject({ status: 403 });
});

test('nobody writes people on behalf of another tenant', async () => {
  const handler = httpHandler(routes(needs()), async () => true);
  const acting = { tenant: 'packright', headers: { 'seriate-acting-for': tenant } };
  const answer = await call(handler, 'GET /api/users', acting);
  expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining('own affair') } });
});

describe('a tenant that has as many as it may', () => {
  const full = { status: 409, body: { detail: expect.stringContaining('as many'), remedy: expect.any(String) } };

  test('makes no further machine client until one is removed, however many ask at once', async () => {
    await limitsOfTenants(engine.db, tables.registry).set(tenant, { clients: 2 });
    const make = (id: string) =>
      ask('POST /api/clients', { body: { id, role: 'site', name: id, scopes: ['read', 'write'] } });
    const made = await Promise.all(['a', 'b', 'c', 'd'].map(make));
    expect(made.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(2);
    for (const id of ['a', 'b', 'c', 'd']) await make(id);
    expect(Object(await ask('GET /api/clients')).body.clients).toHaveLength(2);
    expect(await make('e')).toMatchObject(full);
    const [first] = Object(await ask('GET /api/clients')).body.clients;
    await ask('DELETE /api/clients/{client}', { path: { client: first.id } });
    expect(await make('e')).toMatchObject({ status: 201 });
  });

  test('registers nobody else, invites nobody, and changes those it has', async () => {
    await limitsOfTenants(engine.db, tables.registry).set(tenant, { people: 1 });
    await put(name('quinn'), quinn);
    expect(await put(name('otto'), quinn)).toMatchObject(full);
    expect(pool.credentials.user(name('otto'))).toBeUndefined();
    expect(await put(name('quinn'), { ...quinn, role: 'auditor' })).toMatchObject({ status: 200 });
  });
});
