import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { issuerKey, namedKey } from '#common/store/keys.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { tenants } from '#common/store/tenants.ts';
import { usedCredentials } from '#common/store/used-credentials.ts';
import { uses } from '#common/store/uses.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { isProfileOf } from '#shared/regimes/demanded-codes.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty, aProduct, aTenant, exampleGtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { masterDataRoutes } from './routes.ts';
import { putTenant } from './tenant.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const why = { query: { reason: 'never sold' } };
let now = Date.parse('2026-03-01T10:00:00Z');
let companies = 0;
let tenant = '';

interface Asked {
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly by?: string;
  readonly role?: string;
  readonly tenant?: string;
  readonly headers?: Record<string, string>;
}

/** Asks as one person of the tenant; `route` with the values of its path in the order of their names. */
async function ask(route: string, values: readonly string[] = [], more: Asked = {}) {
  const needs = {
    registry: registry(engine.db, tables.registry, () => new Date(now)),
    tenants: tenants(engine.db, tables.registry),
    prefixes: companyPrefixes(engine.db, tables.registry),
    master: masterData(engine.db, tables.registry),
    members: members(engine.db, tables.registry),
    onboardings: onboardings(engine.db, tables.registry),
    used: usedCredentials(engine.db, tables.registry),
    uses: uses(engine.db, tables),
    identities: networkIdentities(engine.db, tables.registry),
    sshKeys: sshKeys(engine.db, tables.registry),
    kinds: kindsWith(isProfileOf),
    root: async () => new Uint8Array(64).fill(3),
    now: () => new Date(now),
  };
  const routes = {
    'PUT /api/tenant': { permission: 'registry:write' as const, endpoint: putTenant(needs) },
    ...masterDataRoutes(needs),
  };
  const handler = httpHandler(routes, async () => false);
  const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const path = Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  const { by = 'ada', ...said } = more;
  const { status, body } = await call(handler, route, { tenant, path, claims: { sub: by, username: by }, ...said });
  // The tests look into answers of many shapes.
  return { status, body: Object(body), text: String(body) };
}

/** The product that a test is about. */
let product = exampleGtin;
const put = (body: unknown, by = 'ada', gtin = product) => ask('PUT /api/products/{gtin}', [gtin], { body, by });
const submit = (body: object = {}) => ask('POST /api/products/{gtin}/submit', [product], { body });
const approve = (body: object, by = 'quinn') =>
  ask('POST /api/products/{gtin}/approve', [product], { body, by, role: 'qa' });
const show = (query = {}) => ask('GET /api/products/{gtin}', [product], { query });

beforeEach(async () => {
  // Every test has a company of its own, that holds the prefix for as long as the test goes: GTINs belong to one tenant.
  const number = String(++companies).padStart(3, '0');
  tenant = `acme-${number}`;
  product = exampleGtin;
  await giveTenant(engine.db, tenant);
});

const owner = () => registry(engine.db, tables.registry, () => new Date(now));
let gtins = 0;

describe('a product', () => {
  test('is in force only once somebody other than its authors approved it', async () => {
    product = nextGtin();
    expect(await put(aProduct())).toMatchObject({ status: 201, body: { standing: 'draft', version: 1, revision: 1 } });
    expect(await owner().product(tenant, product)).toBeUndefined();
    await put(aProduct({ name: 'Acmeprazole 20' }), 'sam');
    expect(await approve({ version: 1, revision: 2 })).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('submit') },
    });
    expect(await submit()).toMatchObject({
      status: 200,
      body: { standing: 'submitted', revision: 3, authors: ['ada', 'sam'] },
    });
    expect(await approve({ version: 1, revision: 2 })).toMatchObject({ status: 409, body: { at: '/revision' } });
    for (const author of ['ada', 'sam'])
      expect(await approve({ version: 1, revision: 3 }, author)).toMatchObject({ status: 403 });
    expect(await approve({ version: 1, revision: 3 })).toMatchObject({ status: 200, body: { standing: 'in-force' } });
    expect(await approve({ version: 1, revision: 3 })).toMatchObject({ status: 200 });
    expect(await owner().product(tenant, product)).toMatchObject({ version: 1, name: 'Acmeprazole 20' });
    const { entries } = await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 10);
    expect(entries.map(({ act }) => act).sort()).toEqual([
      'product-approved',
      'product-changed',
      'product-drafted',
      'product-submitted',
    ]);

    await put(aProduct({ name: 'New' }));
    const june = '2026-06-01T00:00:00.000Z';
    const { revision } = (await submit({ effectiveFrom: june })).body;
    expect(await approve({ version: 2, revision })).toMatchObject({
      body: { standing: 'upcoming', effectiveFrom: june },
    });
    expect((await show()).body).toMatchObject({ version: 1, upcoming: [{ version: 2 }] });
    expect((await show({ at: '2026-07-01T00:00:00Z' })).body).toMatchObject({ version: 2, name: 'New' });
    expect(await owner().product(tenant, product, '2026-07-01T00:00:00.000Z')).toMatchObject({ version: 2 });
    expect(await owner().productVersion(tenant, product, 1)).toMatchObject({ name: 'Acmeprazole 20' });
    const versions = await ask('GET /api/products/{gtin}/versions', [product]);
    expect(versions.body.versions.map(({ standing }: { standing: string }) => standing)).toEqual([
      'upcoming',
      'in-force',
    ]);
    const difference = await ask('GET /api/products/{gtin}/difference', [product], { query: { from: '1', to: '2' } });
    expect(difference.body.differences).toEqual([{ at: '/name', before: 'Acmeprazole 20', after: 'New' }]);

    await giveTenant(engine.db, 'second');
    expect(await ask('PUT /api/products/{gtin}', [product], { body: aProduct(), tenant: 'second' })).toMatchObject({
      status: 409,
      body: { at: '/gtin' },
    });
  });

  test('written twice with one content is one draft, and none when that is in force', async () => {
    const [first, again] = [await put(aProduct()), await put(aProduct())];
    expect([first.status, again.status, again.body.revision]).toEqual([201, 200, 1]);
  });

  test('that exists is not written over by who makes a new one, but where nothing came of it', async () => {
    const isNew = { 'if-none-match': '*' };
    const make = (name: string) =>
      ask('PUT /api/products/{gtin}', [product], { body: aProduct({ name }), headers: isNew });
    expect([(await make('a')).status, (await make('a')).status]).toEqual([201, 200]);
    expect(await make('b')).toMatchObject({
      status: 409,
      body: { at: '/gtin', detail: expect.stringContaining('exists') },
    });
    await ask('DELETE /api/products/{gtin}/versions/{version}', [product, '1']);
    expect(await make('b')).toMatchObject({ status: 201, body: { version: 2 } });
  });

  test('is written on only by who saw what is there: of two with one draft the second is told so', async () => {
    product = nextGtin();
    const write = (name: string, seen: string, by = 'ada') =>
      ask('PUT /api/products/{gtin}', [product], {
        body: aProduct({ name }),
        by,
        headers: { 'if-match': `"${seen}"` },
      });
    await put(aProduct({ name: 'begun' }));
    expect(await write('sam’s', '1.1', 'sam')).toMatchObject({ status: 200, body: { revision: 2 } });
    const late = await write('ada’s', '1.1');
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('changed meanwhile by sam') } });
    expect(await write('sam’s', '1.1')).toMatchObject({ status: 200, body: { revision: 2 } });
    const { version, revision } = (await submit()).body;
    await approve({ version, revision });
    expect(await write('ada’s', '1.3')).toMatchObject({ status: 409 });
    expect(await write('ada’s', '1')).toMatchObject({ status: 201, body: { version: 2 } });
    await ask('DELETE /api/products/{gtin}/versions/{version}', [product, '2']);
    expect(await write('ada’s', '1')).toMatchObject({ status: 409 });
    expect(await write('ada’s', '2')).toMatchObject({ status: 201, body: { version: 3 } });
  });

  test('written by many at once has every content as a revision, and none is lost', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => put(aProduct({ name }), name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect((await ask('GET /api/products/{gtin}/versions', [exampleGtin])).body.versions).toMatchObject([
      { revision: 4, authors: { length: 4 } },
    ]);
  });

  test('that was submitted changes only after it was sent back', async () => {
    await put(aProduct());
    const { version, revision } = (await submit()).body;
    expect(await put(aProduct({ name: 'x' }))).toMatchObject({ status: 409 });
    const body = { version, revision, reason: 'the strength is wrong' };
    const rejected = await ask('POST /api/products/{gtin}/reject', [exampleGtin], { body, by: 'quinn' });
    expect(rejected).toMatchObject({ status: 200, body: { standing: 'draft' } });
    expect(await put(aProduct({ name: 'x' }))).toMatchObject({ status: 200 });
  });

  test.each([
    ['a wrong check digit', '09521321543219', {}, 400, undefined],
    ['another company’s prefix', exampleGtin, { companyPrefix: '9521322' }, 400, '/companyPrefix'],
    ['no market', exampleGtin, { markets: [] }, 400, '/markets'],
    ['a market that no country is', exampleGtin, { markets: ['ZZ'] }, 400, '/markets/0'],
    ['a market that is no country code', exampleGtin, { markets: ['Germany'] }, 400, '/markets/0'],
    [
      'a German number but no German market',
      exampleGtin,
      { markets: ['FR'], nationalNumbers: [{ type: 'pzn', value: '03752864' }] },
      400,
      '/nationalNumbers/0/value',
    ],
    ['a profile nobody knows', exampleGtin, { profiles: { DE: 'atlantis' } }, 400, '/profiles/DE'],
    ['a profile of another market', exampleGtin, { profiles: { DE: 'us' } }, 400, '/profiles/DE'],
  ])('with %s is refused with its place', async (_, gtin, change, status, at) => {
    expect(await put(aProduct(change), 'ada', gtin)).toMatchObject({ status, ...(at && { body: { at } }) });
  });

  test('of a company prefix the tenant does not have is refused', async () => {
    await ask('PUT /api/tenant', [], { body: aTenant({ ...aParty('9551234', companies), companyPrefixes: [] }) });
    expect(await put(aProduct())).toMatchObject({ status: 403 });
  });

  test('is withdrawn with its history kept; while a version is open or a lot hangs on it, it is not', async () => {
    const gtin = nextGtin();
    const path = '/api/products/{gtin}';
    await ask(`PUT ${path}`, [gtin], { body: aProduct() });
    expect(await ask(`DELETE ${path}`, [gtin], why)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('versions/1') },
    });
    const { revision } = (await ask(`POST ${path}/submit`, [gtin], { body: {} })).body;
    await ask(`POST ${path}/approve`, [gtin], { body: { version: 1, revision }, by: 'quinn' });
    await putLot(gtin);
    expect(await ask(`DELETE ${path}`, [gtin], why)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('lot') },
    });
    const other = nextGtin();
    await ask(`PUT ${path}`, [other], { body: aProduct() });
    await ask(`POST ${path}/submit`, [other], { body: {} });
    await ask(`POST ${path}/approve`, [other], { body: { version: 1, revision: 2 }, by: 'quinn' });
    now += 1000;
    const asked = { status: 202, body: { version: 2, standing: 'submitted', withdraws: true } };
    expect(await ask(`DELETE ${path}`, [other], why)).toMatchObject(asked);
    expect(await ask(`DELETE ${path}`, [other], why)).toMatchObject(asked);
    expect(await owner().product(tenant, other)).toMatchObject({ version: 1 });
    const decide = (by: string) => ask(`POST ${path}/approve`, [other], { body: { version: 2, revision: 1 }, by });
    expect(await decide('ada')).toMatchObject({
      status: 403,
      body: { rule: expect.stringContaining('second person') },
    });
    now += 1000;
    expect(await decide('quinn')).toMatchObject({ status: 200, body: { standing: 'withdrawn', version: 2 } });
    expect(await decide('quinn')).toMatchObject({ status: 200, body: { standing: 'withdrawn', version: 2 } });
    expect(await ask(`DELETE ${path}`, [other], why)).toMatchObject({ status: 204 });
    expect(await owner().product(tenant, other)).toBeUndefined();
    expect((await ask(`GET ${path}`, [other])).body).toMatchObject({ standing: 'withdrawn', version: 2 });
  });
});

describe('what something hangs on is not withdrawn', () => {
  const inForce = async () => {
    const gtin = nextGtin();
    await approved(engine.db, tenant, 'product', gtin, aProduct());
    return gtin;
  };
  const withdrawn = (gtin: string) => ask('DELETE /api/products/{gtin}', [gtin], why);
  const refused = (what: string) => ({
    status: 409,
    body: { detail: expect.stringContaining(what), remedy: expect.any(String) },
  });

  test('a product with a pool, though it is retired: its serials are out there', async () => {
    const gtin = await inForce();
    await store('serials', { pools: ['packs'] }, issuerKey(tenant, gtin));
    expect(await withdrawn(gtin)).toMatchObject(refused('pool packs'));
  });

  test('a product whose units events name', async () => {
    const gtin = await inForce();
    await store('ledger', {}, namedKey(tenant, 'class', `https://id.gs1.org/01/${gtin}`, '2026'));
    expect(await withdrawn(gtin)).toMatchObject(refused('event'));
  });

  test('a partner with a delivery under way; once it is settled, it is', async () => {
    const item = {
      name: 'Medico',
      party: 'urn:epc:id:pgln:9521323.00001',
      channel: 'webhook',
      url: 'https://medico.example/epcis',
    };
    await approved(engine.db, tenant, 'partner', 'medico', item);
    const told = deliveries(engine.db, tables.deliveries);
    const planned = { tenant, deliveryId: 'd1', kind: 'delivery' as const, partner: 'medico', subject: {} };
    await told.plan(planned, new Date(now));
    await told.plan({ ...planned, deliveryId: 'd2', partner: 'other' }, new Date(now));
    const remove = () => ask('DELETE /api/partners/{partner}', ['medico'], why);
    expect(await remove()).toMatchObject(refused('delivery d1'));
    const claim = await told.claim(tenant, 'd1', new Date(now));
    if (claim === undefined) throw new Error('nobody else has it in hand');
    expect(await remove()).toMatchObject(refused('delivery d1'));
    await told.settle(claim, { standing: { ...claim.delivery, state: 'delivered' } }, new Date(now));
    expect(await remove()).toMatchObject({ status: 202 });
  });
});

async function store(table: 'serials' | 'ledger', item: object, key: { pk: string; sk: string }): Promise<void> {
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
  await engine.db.send(new PutCommand({ TableName: tables[table], Item: { ...item, ...key } }));
}

/** A GTIN that no test before has. */
function nextGtin(): string {
  const body = `09521321${String(30_000 + gtins++).padStart(5, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return body + ((10 - (sum % 10)) % 10);
}

async function putLot(gtin: string): Promise<void> {
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
  await engine.db.send(new PutCommand({ TableName: tables.registry, Item: { pk: `${tenant}#lot`, sk: `${gtin}#L1` } }));
}

describe('packaging', () => {
  const item = { level: 'item', gtin: exampleGtin };
  const box = { level: 'case', gtin: '19521321543215', contains: exampleGtin, quantity: 24 };
  test.each([
    ['no item level', [box], '/packaging'],
    ['two item levels', [item, { ...item, gtin: '19521321543215' }], '/packaging/1/level'],
    ['a level that holds what is not there', [item, { ...box, contains: '59521321543213' }], '/packaging/1/contains'],
    ['a level inside itself', [item, { ...box, contains: '19521321543215' }], '/packaging/1/contains'],
    [
      'a case in a bundle',
      [item, box, { level: 'bundle', gtin: '59521321543213', contains: '19521321543215', quantity: 2 }],
      '/packaging/2/contains',
    ],
    ['items that do not fit the quantities', [item, { ...box, items: 25 }], '/packaging/1/items'],
    ['one GTIN twice', [item, box, box], '/packaging/2/gtin'],
    ['a case of nothing', [item, { ...box, quantity: undefined }], '/packaging/1/quantity'],
  ])('with %s is refused', async (_, packaging, at) => {
    expect(await put(aProduct({ packaging }))).toMatchObject({ status: 400, body: { at, remedy: expect.any(String) } });
  });

  test('that holds together is taken', async () => {
    expect(await put(aProduct({ packaging: [item, { ...box, items: 24 }] }))).toMatchObject({ status: 201 });
  });
});

describe('a partner', () => {
  const partner = {
    name: 'Medico',
    party: 'urn:epc:id:pgln:9521323.00001',
    channel: 'webhook',
    url: 'https://medico.example/epcis',
  };
  const write = (body: object) => ask('PUT /api/partners/{partner}', ['medico'], { body });

  test('gets a signing secret that changes with the generation only', async () => {
    const secret = async (generation: number) => (await write({ ...partner, generation })).body.secret;
    const first = await secret(1);
    expect(first).toMatch(/^whsec_/);
    expect(await secret(1)).toBe(first);
    expect(await secret(2)).not.toBe(first);
  });

  test('is listed without its secret', async () => {
    await write(partner);
    expect(JSON.stringify((await ask('GET /api/partners')).body)).not.toContain('whsec_');
  });

  test.each([
    [{ ...partner, party: '9521323000016' }, '/party'],
    [{ ...partner, gln: '9521323000023' }, '/gln'],
  ])('that contradicts itself is refused', async (body, at) => {
    expect(await write(body)).toMatchObject({ status: 400, body: { at } });
  });
});

test.each([
  ['whose check digit is wrong', { gln: '9521321000019' }, '/gln'],
  ['that its party is not', { gln: '9521321000025' }, '/gln'],
  ['of thirteen digits and a letter', { gln: '9521321000018X' }, '/gln'],
  ['and a party of too few digits', { party: 'urn:epc:id:pgln:9521321.0001' }, '/party'],
  ['and a party that is a place', { party: 'urn:epc:id:sgln:9521321.00001.0' }, '/party'],
])('a tenant with a GLN %s is refused', async (_, change, at) => {
  expect(await ask('PUT /api/tenant', [], { body: aTenant(change) })).toMatchObject({ status: 400, body: { at } });
});

test('lists go page by page', async () => {
  for (let i = 0; i < 3; i++) await ask('PUT /api/products/{gtin}', [nextGtin()], { body: aProduct() });
  const first = await ask('GET /api/products', [], { query: { perPage: '2' } });
  expect(first.body.products).toHaveLength(2);
  const next = await ask('GET /api/products', [], { query: { perPage: '2', nextPageToken: first.body.nextPageToken } });
  expect(next.body.products).toHaveLength(1);
  expect((await ask('GET /api/products', [], { query: { standing: 'in-force' } })).body.products).toEqual([]);
});

test('a list that is narrowed is as full as it can be, page after page', async () => {
  const gtins = Array.from({ length: 6 }, () => nextGtin());
  for (const [i, gtin] of gtins.entries())
    await ask('PUT /api/products/{gtin}', [gtin], {
      body: aProduct({ name: i % 2 === 0 ? 'Acme Forte' : 'Acme Mite' }),
    });
  const narrowed = async (query: Record<string, string>) => (await ask('GET /api/products', [], { query })).body;
  const first = await narrowed({ text: 'FORTE', perPage: '2' });
  expect(first.products.map(({ gtin }: { gtin: string }) => gtin)).toEqual([gtins[0], gtins[2]]);
  const next = await narrowed({ text: 'FORTE', perPage: '2', nextPageToken: first.nextPageToken });
  expect(next).toMatchObject({ products: [{ gtin: gtins[4] }] });
  expect(next.nextPageToken).toBeUndefined();
  expect((await narrowed({ text: String(gtins[1]) })).products).toHaveLength(1);
  expect((await narrowed({ text: 'forte', standing: 'submitted' })).products).toEqual([]);
  expect((await narrowed({ text: 'draft' })).products).toEqual([]);
});

test('what is in force is told as such when it is written again', async () => {
  const gtin = nextGtin();
  const path = '/api/products/{gtin}';
  await ask(`PUT ${path}`, [gtin], { body: aProduct() });
  await ask(`POST ${path}/submit`, [gtin], { body: {} });
  await ask(`POST ${path}/approve`, [gtin], { body: { version: 1, revision: 2 }, by: 'quinn' });
  expect(await ask(`PUT ${path}`, [gtin], { body: aProduct() })).toMatchObject({
    status: 200,
    body: { standing: 'in-force', version: 1 },
  });
});
