import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { aProduct, aTenant, exampleGtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { putGrant } from './grants.ts';
import { listPartners, putPartner } from './partners.ts';
import { putPool, showPool } from './pools.ts';
import { listProducts, putProduct } from './products.ts';
import { putTenant, showTenant } from './tenant.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

function put(what: string, id: string | undefined, body: unknown, more: Parameters<typeof call>[2] = {}) {
  const needs = {
    registry: registry(engine.db, tables.registry),
    pools: serialPools(engine.db, tables.serials),
    root: async () => new Uint8Array(64).fill(3),
    now: () => new Date('2026-03-01T10:00:00Z'),
  };
  const write = 'registry:write' as const;
  const handler = httpHandler(
    {
      'GET /api/tenant': { permission: 'registry:read', endpoint: showTenant(needs) },
      'PUT /api/tenant': { permission: write, endpoint: putTenant(needs) },
      'GET /api/products': { permission: 'registry:read', endpoint: listProducts(needs) },
      'PUT /api/products/{id}': {
        permission: write,
        endpoint: (request) => putProduct(needs)(renamed(request, 'gtin')),
      },
      'GET /api/partners': { permission: 'registry:read', endpoint: listPartners(needs) },
      'PUT /api/partners/{id}': {
        permission: write,
        endpoint: (request) => putPartner(needs)(renamed(request, 'partner')),
      },
      'PUT /api/grants/{id}': {
        permission: 'grants:write',
        endpoint: (request) => putGrant(needs)(renamed(request, 'grantee')),
      },
      'PUT /api/pools/{id}': { permission: write, endpoint: (request) => putPool(needs)(renamed(request, 'pool')) },
      'GET /api/pools/{id}': {
        permission: 'registry:read',
        endpoint: (request) => showPool(needs)(renamed(request, 'pool')),
      },
    },
    needs.registry.granted,
  );
  const method = body === undefined ? 'GET' : 'PUT';
  const route = `${method} /api/${what}${id === undefined ? '' : '/{id}'}`;
  return call(handler, route, { body, ...(id !== undefined && { path: { id } }), ...more });
}

const renamed = <R extends { path: Readonly<Record<string, string | undefined>> }>(request: R, name: string) => ({
  ...request,
  path: { [name]: request.path['id'] },
});

beforeEach(() => put('tenant', undefined, aTenant()));

describe('a product', () => {
  test('is stored and listed', async () => {
    expect(await put('products', exampleGtin, aProduct())).toMatchObject({ status: 200 });
    expect((await put('products', undefined, undefined)).body).toMatchObject({ products: [{ gtin: exampleGtin }] });
  });

  test.each([
    ['a wrong check digit', '09521321543219', aProduct()],
    ['another company’s prefix', exampleGtin, aProduct({ companyPrefix: '9521322' })],
    ['no market', exampleGtin, aProduct({ markets: [] })],
    ['a market that is no country code', exampleGtin, aProduct({ markets: ['Germany'] })],
  ])('with %s is refused', async (_, gtin, body) => {
    expect(await put('products', gtin, body)).toMatchObject({ status: 400 });
  });

  test('whose GTIN another tenant owns is refused', async () => {
    await put('products', exampleGtin, aProduct());
    await put('tenant', undefined, aTenant(), { tenant: 'medico' });
    expect(await put('products', exampleGtin, aProduct(), { tenant: 'medico' })).toMatchObject({ status: 409 });
  });
});

test('a tenant with a GLN whose check digit is wrong is refused', async () => {
  expect(await put('tenant', undefined, aTenant({ gln: '9521321000019' }))).toMatchObject({ status: 400 });
});

test('a product of a company prefix the tenant does not have is refused', async () => {
  const stranger = { tenant: 'stranger' };
  await put('tenant', undefined, aTenant({ companyPrefixes: [] }), stranger);
  expect(await put('products', exampleGtin, aProduct(), stranger)).toMatchObject({ status: 403 });
});

describe('a pool', () => {
  beforeEach(() => put('products', exampleGtin, aProduct()));
  const random = { kind: 'random', gtin: exampleGtin };

  test('created twice is one pool; with another definition it is refused', async () => {
    expect(await put('pools', 'packs', random)).toMatchObject({ status: 201 });
    expect(await put('pools', 'packs', random)).toMatchObject({ status: 200 });
    expect(await put('pools', 'packs', { ...random, length: 12 })).toMatchObject({ status: 409 });
  });

  test('that may issue what another one issues is refused with a remedy', async () => {
    const sscc = { kind: 'sscc', companyPrefix: '9521321', extensionDigit: '7' };
    expect(await put('pools', 'pallets', sscc)).toMatchObject({ status: 201 });
    expect(await put('pools', 'pallets', sscc)).toMatchObject({ status: 200 });
    expect(await put('pools', 'more-pallets', sscc)).toMatchObject({
      status: 409,
      body: { at: '/extensionDigit', remedy: expect.stringContaining('pool pallets') },
    });
    await put('pools', 'eleven', { ...random, length: 11 });
    expect(await put('pools', 'eleven-more', { ...random, length: 11 })).toMatchObject({
      status: 409,
      body: { at: '/length', remedy: expect.stringContaining('pool eleven') },
    });
  });

  test('tells how many serials are left', async () => {
    await put('pools', 'short', { ...random, length: 4 });
    expect((await put('pools', 'short', undefined)).body).toMatchObject({ left: 104 });
  });

  test.each([
    ['of an unknown product', { ...random, gtin: '00000000000000' }, 404],
    ['of a foreign company prefix', { kind: 'sscc', companyPrefix: '4012345' }, 403],
    ['with a letter twice', { ...random, alphabet: 'AAB' }, 400],
    ['with a letter GS1 does not allow', { ...random, alphabet: 'ABCÄ' }, 400],
    ['of no known kind', { kind: 'lottery' }, 400],
  ])('%s is refused', async (_, body, status) => expect(await put('pools', 'bad', body)).toMatchObject({ status }));
});

describe('a partner', () => {
  const partner = {
    name: 'Medico',
    party: 'urn:epc:id:pgln:9521323.00001',
    channel: 'webhook',
    url: 'https://medico.example/epcis',
  };

  test('gets a signing secret that changes with the generation only', async () => {
    const secret = async (generation: number) => (await put('partners', 'medico', { ...partner, generation })).body;
    expect(await secret(1)).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });
    expect(await secret(1)).toEqual(await secret(1));
    expect(await secret(2)).not.toMatchObject(Object(await secret(1)));
  });

  test('is listed without its secret', async () => {
    await put('partners', 'medico', partner);
    expect(JSON.stringify((await put('partners', undefined, undefined)).body)).not.toContain('whsec_');
  });

  test('with a party that is no PGLN is refused', async () => {
    expect(await put('partners', 'medico', { ...partner, party: '9521323000016' })).toMatchObject({
      status: 400,
      body: { at: '/party' },
    });
  });
});

describe('a grant', () => {
  const permissions = ['serials:request'];

  test('to an unknown tenant is refused', async () => {
    expect(await put('grants', 'nobody', { permissions })).toMatchObject({ status: 404 });
  });

  test('keeps who gave it and when, and can be withdrawn', async () => {
    await put('tenant', undefined, aTenant(), { tenant: 'packright' });
    expect((await put('grants', 'packright', { permissions })).body).toMatchObject({
      by: 'acme-pharma-client',
      at: '2026-03-01T10:00:00.000Z',
    });
    expect(await put('grants', 'packright', { permissions: [] })).toMatchObject({ status: 200 });
    expect(await registry(engine.db, tables.registry).granted('acme-pharma', 'packright', 'serials:request')).toBe(
      false,
    );
  });

  test('names permissions from the table only', async () => {
    await put('tenant', undefined, aTenant(), { tenant: 'packright' });
    expect(await put('grants', 'packright', { permissions })).toMatchObject({ status: 200 });
    expect(await put('grants', 'packright', { permissions: ['everything'] })).toMatchObject({ status: 400 });
  });

  test('cannot be handed on', async () => {
    await put('tenant', undefined, aTenant(), { tenant: 'packright' });
    await put('grants', 'packright', { permissions: ['grants:write'] });
    const acting = { tenant: 'packright', headers: { 'seriate-acting-for': 'acme-pharma' } };
    expect(await put('grants', 'packright', { permissions }, acting)).toMatchObject({ status: 403 });
  });
});

test('a token without tenant is not let in', async () => {
  expect(await put('tenant', undefined, undefined, { tenant: '', role: 'guest' })).toMatchObject({ status: 403 });
});
