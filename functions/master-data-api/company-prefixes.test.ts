import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { issuerKey, networkTenantKey } from '#common/store/keys.ts';
import { registry } from '#common/store/registry.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty, aProduct, aTenant } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterWorld } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let series = 0;
/** Six digits that no test before had. */
const six = () => String(952_000 + series++);
const withDigit = (body: string) => body + checkDigit(body);
let time = Date.parse('2026-03-01T10:00:00Z');
/** Nobody says the same twice within a millisecond. */
const of = (tenant: string) => masterWorld(engine, tenant, () => new Date(time++));
const parties = new Map<string, ReturnType<typeof aParty>>();
/** Who a tenant is: a party that no other is, under no prefix of these tests. */
const partyOf = (tenant: string) => {
  const party = parties.get(tenant) ?? aParty('9551234', parties.size);
  parties.set(tenant, party);
  return party;
};
const wants = (tenant: string, ...prefixes: string[]) =>
  of(tenant).ask('PUT /api/tenant', { body: aTenant({ ...partyOf(tenant), companyPrefixes: prefixes }) });
const held = async (tenant: string) => {
  const profile = await registry(engine.db, tables.registry).tenant(tenant);
  return companyPrefixes(engine.db, tables.registry).held(tenant, profile?.companyPrefixes ?? []);
};
const taken = {
  status: 409,
  body: {
    at: '/companyPrefixes/0',
    remedy: expect.stringContaining('licence'),
    detail: expect.stringContaining('another company'),
  },
};

test('a prefix that another company holds is refused, and one that lies in it or around it; whose it is is not told', async () => {
  const prefix = six();
  expect(await wants('acme', `${prefix}1`)).toMatchObject({ status: 200 });
  for (const one of [`${prefix}1`, `${prefix}12`, `${prefix}123456`, prefix]) {
    const refused = await wants('mallory', one);
    expect(refused).toMatchObject(taken);
    expect(JSON.stringify(refused.body)).not.toContain('acme');
  }
  expect(await held('mallory')).toEqual([]);
  expect(await wants('mallory', `${prefix}2`)).toMatchObject({ status: 200 });
  expect(await wants('acme', `${prefix}1`)).toMatchObject({ status: 200 });
});

test.each([
  ['that nest', ['952132', '9521321'], '/companyPrefixes/1'],
  ['of which one stands twice', ['9521321', '9521321'], '/companyPrefixes/1'],
  ['of five digits', ['95213'], '/companyPrefixes/0'],
  ['of thirteen digits', ['9521321000017'], '/companyPrefixes/0'],
  ['with a letter', ['95213X1'], '/companyPrefixes/0'],
])('prefixes %s are refused with the place', async (_, prefixes, at) => {
  expect(await wants('careless', ...prefixes)).toMatchObject({ status: 400, body: { at } });
});

test('a prefix that is given up may be taken by another, also a longer one or the one around it', async () => {
  const prefix = six();
  await wants('old', `${prefix}11`, `${prefix}12`);
  expect(await wants('new', prefix)).toMatchObject(taken);
  expect(await wants('old', `${prefix}11`)).toMatchObject({ status: 200 });
  expect(await wants('new', prefix)).toMatchObject(taken);
  expect(await wants('old')).toMatchObject({ status: 200 });
  expect(await wants('new', prefix)).toMatchObject({ status: 200 });
  expect(await wants('old', `${prefix}11`)).toMatchObject(taken);
});

test('a company gives up a prefix for longer ones, and longer ones for the one around them, in one call', async () => {
  const prefix = six();
  const long = [`${prefix}1`, `${prefix}2`];
  for (const wanted of [[prefix], long, [prefix], long]) {
    expect(await wants('swap', ...wanted)).toMatchObject({ status: 200 });
    expect(await held('swap')).toEqual(wanted);
  }
  expect(await wants('other', prefix)).toMatchObject(taken);
  expect(await wants('other', `${prefix}3`)).toMatchObject({ status: 200 });
});

test('of companies that ask at once for prefixes that nest, those have theirs whose do not', async () => {
  for (let round = 0; round < 4; round++) {
    const prefix = six();
    const wanted = [prefix, `${prefix}1`, `${prefix}11`, `${prefix}1`, `${prefix}2`];
    await Promise.all(wanted.map((one, i) => wants(`racer-${i}`, one)));
    const all = (await Promise.all(wanted.map((_, i) => held(`racer-${i}`))))
      .flat()
      .filter((one) => one.startsWith(prefix));
    expect(all.length).toBeGreaterThan(0);
    for (const [i, one] of all.entries())
      expect(all.filter((other, j) => i !== j && (other.startsWith(one) || one.startsWith(other)))).toEqual([]);
  }
});

test('of two changes of one company at once, what it holds in the end is what its profile says', async () => {
  for (let round = 0; round < 3; round++) {
    const prefix = six();
    await Promise.all([wants('twice', `${prefix}1`), wants('twice', `${prefix}2`), wants('twice', `${prefix}3`)]);
    const [mine = '', ...more] = await held('twice');
    expect(more).toEqual([]);
    for (const digit of '123')
      expect(await wants('heir', `${prefix}${digit}`)).toMatchObject(
        `${prefix}${digit}` === mine ? taken : { status: 200 },
      );
    await wants('heir');
  }
});

test('a prefix under which there is a pool, a product or a location is not given up, and the first of them is named', async () => {
  const refused = (use: string) => ({
    status: 409,
    body: { detail: expect.stringContaining(`used by ${use}`), remedy: expect.any(String) },
  });
  const [withPool, withProduct, withPlace] = [six(), six(), six()];
  await wants('keeper', withPool, withProduct, withPlace);
  const issuer = { ...issuerKey('keeper', `3${withPool}`), pools: ['pallets'] };
  await engine.db.send(new PutCommand({ TableName: tables.serials, Item: issuer }));
  const gtin = withDigit(`2${withProduct}012345`);
  await approved(engine.db, 'keeper', 'product', gtin, aProduct({ companyPrefix: withProduct }));
  const gln = withDigit(`${withPlace}012345`);
  const address = { street: 'Kade 1', city: 'Leiden', postalCode: '2333 CC', country: 'NL' };
  const place = { companyPrefix: withPlace, name: 'Leiden', kind: 'packaging', address };
  await approved(engine.db, 'keeper', 'location', gln, place);
  expect(await wants('keeper', withProduct, withPlace)).toMatchObject(refused('pool pallets'));
  expect(await wants('keeper', withPool, withPlace)).toMatchObject(refused(`product ${gtin}`));
  expect(await wants('keeper', withPool, withProduct)).toMatchObject(refused(`location ${gln}`));
  const asked = await of('keeper').ask('DELETE /api/locations/{gln}', { path: { gln }, query: { reason: 'closed' } });
  const { version, revision } = asked.body;
  const approval = { path: { gln }, body: { version, revision }, by: 'quinn' };
  expect(await of('keeper').ask('POST /api/locations/{gln}/approve', approval)).toMatchObject({ status: 200 });
  expect(await wants('keeper', withPool, withProduct)).toMatchObject({ status: 200 });
});

test('of who gives up a prefix and who approves a product under it at once, one is refused', async () => {
  for (let round = 0; round < 3; round++) {
    const prefix = six();
    const tenant = `undecided-${round}`;
    const { ask } = of(tenant);
    await wants(tenant, prefix);
    const path = { gtin: withDigit(`0${prefix}012345`) };
    await ask('PUT /api/products/{gtin}', { path, body: aProduct({ companyPrefix: prefix }) });
    await ask('POST /api/products/{gtin}/submit', { path, body: {} });
    const approval = { path, body: { version: 1, revision: 2 }, by: 'quinn', role: 'qa' };
    await Promise.all([wants(tenant), ask('POST /api/products/{gtin}/approve', approval)]);
    const inForce = await registry(engine.db, tables.registry, () => new Date('2026-03-02T00:00:00Z')).product(
      tenant,
      path.gtin,
    );
    expect([inForce !== undefined, await held(tenant)]).toEqual(inForce === undefined ? [false, []] : [true, [prefix]]);
  }
});

test('what is packed under a prefix of somebody else is no packaging of one’s own', async () => {
  const [own, foreign] = [six(), six()];
  await wants('packer', own);
  await wants('owner', foreign);
  const gtin = withDigit(`0${own}012345`);
  const box = { level: 'case', gtin: withDigit(`1${foreign}012345`), contains: gtin, quantity: 24 };
  const body = aProduct({ companyPrefix: own, packaging: [{ level: 'item', gtin }, box] });
  expect(await of('packer').ask('PUT /api/products/{gtin}', { path: { gtin }, body })).toMatchObject({
    status: 403,
    body: { at: '/packaging' },
  });
});

test('a prefix under which only a level of packaging was approved is not given up either', async () => {
  const [own, boxes] = [six(), six()];
  const { ask } = of('boxer');
  await wants('boxer', own, boxes);
  const gtin = withDigit(`0${own}012345`);
  const box = { level: 'case', gtin: withDigit(`1${boxes}012345`), contains: gtin, quantity: 24 };
  const body = aProduct({ companyPrefix: own, packaging: [{ level: 'item', gtin }, box] });
  await ask('PUT /api/products/{gtin}', { path: { gtin }, body });
  await ask('POST /api/products/{gtin}/submit', { path: { gtin }, body: {} });
  const approval = { path: { gtin }, body: { version: 1, revision: 2 }, by: 'quinn', role: 'qa' };
  expect(await ask('POST /api/products/{gtin}/approve', approval)).toMatchObject({ status: 200 });
  const refused = { status: 409, body: { detail: expect.stringContaining(boxes), remedy: expect.any(String) } };
  expect(await wants('boxer', own)).toMatchObject(refused);
  expect(await held('boxer')).toEqual([own, boxes]);
});

test('a list of prefixes that no company has is refused before they are held against each other', async () => {
  const many = Array.from({ length: 501 }, (_, i) => String(100_000 + i));
  expect(await wants('greedy', ...many)).toMatchObject({ status: 400, body: { at: '/companyPrefixes' } });
});

test('a profile without rows of its prefixes gets them when it is sent again, unless another company has them', async () => {
  const prefix = six();
  for (const tenant of ['before-1', 'before-2']) {
    const profile = aTenant({ ...partyOf(tenant), companyPrefixes: [prefix] });
    await engine.db.send(
      new PutCommand({ TableName: tables.registry, Item: { ...networkTenantKey(tenant), ...profile } }),
    );
  }
  expect(await held('before-1')).toEqual([]);
  expect(await wants('before-1', prefix)).toMatchObject({ status: 200 });
  expect(await held('before-1')).toEqual([prefix]);
  expect(await wants('before-2', prefix)).toMatchObject(taken);
});

/** Prefixes that share no row with each other: of each its own is written, and those of all shorter ones from six digits on. */
const unrelated = (count: number, digits: number, from: number) =>
  Array.from({ length: count }, (_, i) => String(from + i).padEnd(digits, '7'));

test.each([
  [6, 90],
  [7, 45],
  [9, 22],
  [12, 12],
])('of %i digits, at least %i company prefixes are taken in one call, whatever they are', async (digits, most) => {
  const [tenant, from] = [`merged-${digits}`, 100_000 + 1000 * digits];
  const refused = await wants(tenant, ...unrelated(most + 1, digits, from));
  expect(refused).toMatchObject({
    status: 413,
    body: { at: '/companyPrefixes', remedy: expect.stringContaining(`the first ${most} of the new ones`) },
  });
  expect(await held(tenant)).toEqual([]);
  const first = unrelated(most, digits, from);
  expect(await wants(tenant, ...first)).toMatchObject({ status: 200 });
  const all = unrelated(most + 1, digits, from);
  expect(await wants(tenant, ...all)).toMatchObject({ status: 200 });
  expect(await held(tenant)).toEqual(all);
});

test('prefixes of one licence share rows, so that more of them are taken at once', async () => {
  const stem = six();
  const many = Array.from({ length: 80 }, (_, i) => `${stem}${String(i).padStart(2, '0')}`);
  expect(await wants('family', ...many)).toMatchObject({ status: 200 });
  expect(await held('family')).toEqual(many);
});

test('more that are given up at once than one write holds are refused too, with how many go', async () => {
  const many = unrelated(20, 12, 140_000);
  for (const some of [10, 20]) await wants('shrinking', ...many.slice(0, some));
  expect(await wants('shrinking')).toMatchObject({
    status: 413,
    body: { remedy: expect.stringContaining('leave out') },
  });
  expect(await wants('shrinking', ...many.slice(0, 10))).toMatchObject({ status: 200 });
});
