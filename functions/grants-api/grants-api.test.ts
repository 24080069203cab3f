import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import type { Call } from '../../test/kit/api-event.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { listGrants } from './list-grants.ts';
import { putGrant } from './put-grant.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let owner: string;
let count = 0;
let at: string;
beforeEach(() => {
  owner = `acme-${count++}`;
  at = '2026-03-01T10:00:00.000Z';
});

const store = () => givenGrants(engine.db, tables.registry, () => new Date(at));
function ask(route: string, more: Omit<Call, 'route'> = {}) {
  const tenant = async (id: string) => (id === 'nobody' ? undefined : Object({ tenant: id }));
  const handler = httpHandler(
    {
      'GET /api/grants': { permission: 'grants:read', endpoint: listGrants({ grants: store() }) },
      'PUT /api/grants/{grantee}': {
        permission: 'grants:write',
        endpoint: putGrant({ grants: store(), tenant, now: () => new Date(at) }),
      },
    },
    store().granted,
  );
  return call(handler, route, { tenant: owner, claims: { username: 'ada' }, ...more });
}
const give = (body: object, grantee = 'packright', more: Omit<Call, 'route'> = {}) =>
  ask('PUT /api/grants/{grantee}', { path: { grantee }, body, ...more });
const isGranted = () => store().granted(owner, 'packright', 'serials:request');
const permissions = ['serials:request'];

describe('a grant', () => {
  test('keeps who gave it and when, is in the audit trail, and can be withdrawn', async () => {
    expect((await give({ permissions })).body).toEqual({ grantee: 'packright', permissions, by: 'ada', at });
    expect(await isGranted()).toBe(true);
    await give({ permissions: [] });
    expect(await isGranted()).toBe(false);
    const { entries } = await audit(engine.db, tables.registry).ofMonth(owner, '2026-03', 10);
    expect(entries.map(({ act }) => act).sort()).toEqual(['grant-changed', 'grant-withdrawn']);
    expect(await ask('GET /api/grants')).toMatchObject({
      body: { grants: [{ grantee: 'packright', permissions: [] }] },
    });
  });

  test('that is sent again stays as it was given', async () => {
    const first = await give({ permissions });
    at = '2026-03-02T10:00:00.000Z';
    expect((await give({ permissions })).body).toEqual(first.body);
  });

  test('that exists is not replaced by who gives a new one; one that was withdrawn may be', async () => {
    const isNew = { headers: { 'if-none-match': '*' } };
    expect(await give({ permissions }, 'packright', isNew)).toMatchObject({ status: 200 });
    const other = await give({ permissions: ['orders:read'] }, 'packright', isNew);
    expect(other).toMatchObject({ status: 409, body: { at: '/grantee', detail: expect.stringContaining('exists') } });
    expect(await isGranted()).toBe(true);
    await give({ permissions: [] });
    at = '2026-03-01T11:00:00.000Z';
    expect(await give({ permissions }, 'packright', isNew)).toMatchObject({ status: 200 });
  });

  test('is changed only as whoever changes it saw it', async () => {
    await give({ permissions });
    const seen = { headers: { 'if-match': `"${at}"` } };
    at = '2026-03-01T11:00:00.000Z';
    await give({ permissions: [] }, 'packright', { claims: { username: 'bob' } });
    const late = await give({ permissions: ['orders:read'] }, 'packright', seen);
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('meanwhile by bob') } });
    expect(await isGranted()).toBe(false);
    const fresh = { headers: { 'if-match': `"${at}"` } };
    expect(await give({ permissions }, 'packright', fresh)).toMatchObject({ status: 200 });
  });

  test('that two change at once as they saw it is changed by one', async () => {
    await give({ permissions });
    const seen = { headers: { 'if-match': `"${at}"` } };
    at = '2026-03-01T11:00:00.000Z';
    const both = ['bob', 'rita'].map((username) => {
      const by = { claims: { username }, ...seen };
      return give({ permissions: username === 'bob' ? ['orders:read'] : ['events:capture'] }, 'packright', by);
    });
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  test('that two give at once where there is none is given by one', async () => {
    const isNew = { headers: { 'if-none-match': '*' } };
    const both = ['orders:read', 'events:capture'].map((one) => give({ permissions: [one] }, 'packright', isNew));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  test('that has ended is none for who gives a new one; one that is yet to begin is not replaced', async () => {
    const isNew = { headers: { 'if-none-match': '*' } };
    await give({ permissions, until: '2026-03-01T10:30:00Z' });
    at = '2026-03-01T10:29:59.999Z';
    expect(await give({ permissions }, 'packright', isNew)).toMatchObject({ status: 409 });
    at = '2026-03-01T10:30:00.000Z';
    const from = '2026-03-02T00:00:00Z';
    expect(await give({ permissions, from }, 'packright', isNew)).toMatchObject({ status: 200 });
    expect(await give({ permissions: ['orders:read'] }, 'packright', isNew)).toMatchObject({ status: 409 });
  });

  test('that stands as it is asked for is told, but not to who says what he saw in words that nobody reads', async () => {
    await give({ permissions });
    expect(await give({ permissions }, 'packright', { headers: { 'if-match': '"long ago"' } })).toMatchObject({
      status: 400,
    });
    expect(await give({ permissions }, 'packright', { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200 });
  });

  test('holds from its beginning until before its end', async () => {
    await give({ permissions, from: '2026-03-02T00:00:00Z', until: '2026-03-03T00:00:00Z' });
    const times = ['2026-03-01T23:59:59.999Z', '2026-03-02T00:00:00Z', '2026-03-02T23:59:59Z', '2026-03-03T00:00:00Z'];
    const held: unknown[] = [];
    for (const time of times) {
      at = time;
      held.push(await isGranted());
    }
    expect(held).toEqual([false, true, true, false]);
  });

  test('that is narrowed says to what', async () => {
    const scope = { gtins: ['04150000000013'], lots: ['A1'], pools: ['packs'] };
    await give({ permissions, scope });
    expect(await isGranted()).toEqual(scope);
  });

  test.each([
    [{ permissions: ['everything'] }, '/permissions/0'],
    [{ permissions: ['people:write'] }, '/permissions/0'],
    [{ permissions, scope: { gtins: ['1'] } }, '/scope/gtins/0'],
    [{ permissions, scope: { gtins: [] } }, '/scope/gtins'],
    [{ permissions, scope: { lots: ['A1'] } }, '/scope'],
    [{ permissions, scope: { lines: ['1'] } }, '/scope/lines'],
    [{ permissions, from: '2026-03-02T00:00:00Z', until: '2026-03-01T00:00:00Z' }, '/'],
    [{ permissions, until: 'tomorrow' }, '/until'],
  ])('%o is refused at %s', async (body, place) => {
    expect(await give(body)).toMatchObject({ status: 400, body: { at: place } });
  });

  test.each([
    ['a misspelt scope', { scpoe: { pools: ['n2'] } }, '/scpoe'],
    ['a misspelt end', { untill: '2026-04-01T00:00:00Z' }, '/untill'],
    ['a scope that names nothing', { scope: {} }, '/scope'],
  ])('with %s is refused and lets nobody in', async (_, more, place) => {
    expect(await give({ permissions, ...more })).toMatchObject({ status: 400, body: { at: place } });
    expect(await isGranted()).toBe(false);
  });

  test('to an unknown tenant, or to oneself, is refused', async () => {
    expect(await give({ permissions }, 'nobody')).toMatchObject({ status: 404 });
    expect(await give({ permissions }, owner)).toMatchObject({ status: 400 });
  });

  test('cannot be handed on', async () => {
    await give({ permissions });
    const acting = { tenant: 'packright', headers: { 'seriate-acting-for': owner } };
    expect(await give({ permissions }, 'medico', acting)).toMatchObject({ status: 403 });
  });
});
