import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkPrefixKey, networkTenantKey } from '#common/store/keys.ts';
import { registry } from '#common/store/registry.ts';
import { aParty, aTenant } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterWorld } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

let series = 0;
/** Seven digits that nest with those of no test before, with parties under them. */
const fresh = () => {
  const prefix = `${952_000 + series++}1`;
  return { prefix, own: aParty(prefix), other: aParty(prefix, 2) };
};
let time = Date.parse('2026-03-01T10:00:00Z');
type Party = ReturnType<typeof aParty>;
const says = (tenant: string, party: Party, ...companyPrefixes: string[]) =>
  masterWorld(engine, tenant, () => new Date(time++)).ask('PUT /api/tenant', {
    body: aTenant({ ...party, companyPrefixes }),
  });
const glnOf = async (tenant: string) => (await registry(engine.db, tables.registry).tenant(tenant))?.gln;
const good = { status: 200 };
const refused = (at: string) => ({
  status: 409,
  body: { at, rule: expect.any(String), remedy: expect.stringContaining('whoever runs the installation') },
});

test('a GLN that another company declared is refused with its party, and whose it is is not told', async () => {
  const { own, prefix } = fresh();
  expect(await says('medico', own)).toMatchObject(good);
  const answer = await says('mallory', own);
  expect(answer).toMatchObject(refused('/gln'));
  expect(JSON.stringify(answer.body)).not.toContain('medico');
  const party = `urn:epc:id:pgln:${prefix.slice(0, 6)}.${own.gln.slice(6, 12)}`;
  expect(await says('mallory', { ...own, party })).toMatchObject(refused('/gln'));
  expect(await says('medico', own)).toMatchObject(good);
  expect(await glnOf('mallory')).toBeUndefined();
});

test('a GLN under another company’s prefix is refused, and a prefix around another company’s GLN', async () => {
  const [one, two] = [fresh(), fresh()];
  await says('holder', one.own, one.prefix);
  for (const party of [one.own, one.other]) expect(await says('mallory', party)).toMatchObject(refused('/gln'));
  await says('single', two.own);
  expect(await says('holder', one.own, one.prefix, two.prefix)).toMatchObject(refused('/companyPrefixes/1'));
  expect(await says('holder', one.own, one.prefix, two.own.gln.slice(0, 12))).toMatchObject(
    refused('/companyPrefixes/1'),
  );
});

test('who moves to another GLN lets the one before go in the same write', async () => {
  const [one, two] = [fresh(), fresh()];
  for (const party of [one.own, two.own, one.own, two.own]) {
    expect(await says('mover', party)).toMatchObject(good);
    const free = party === one.own ? two.own : one.own;
    expect(await says('follower', free)).toMatchObject(good);
    expect(await says('follower', party)).toMatchObject(refused('/gln'));
    expect(await says('follower', fresh().own)).toMatchObject(good);
  }
});

test('a company takes the prefix around its GLN, and keeps the GLN when it gives the prefix up', async () => {
  const { own, other, prefix } = fresh();
  for (const prefixes of [[], [prefix], [], [prefix.slice(0, 6)], [prefix]])
    expect(await says('grower', own, ...prefixes)).toMatchObject(good);
  expect(await says('mallory', other)).toMatchObject(refused('/gln'));
  expect(await says('grower', own)).toMatchObject(good);
  expect(await says('mallory', own)).toMatchObject(refused('/gln'));
  expect(await says('mallory', other)).toMatchObject(good);
  expect(await says('grower', own, prefix)).toMatchObject(refused('/companyPrefixes/0'));
});

test('of companies that declare one GLN at once, or a prefix around it, one has it', async () => {
  for (let round = 0; round < 4; round++) {
    const { own, prefix } = fresh();
    const elsewhere = fresh();
    const answers = await Promise.all([
      says(`racer-${round}-0`, own),
      says(`racer-${round}-1`, own),
      says(`racer-${round}-2`, own, prefix),
      says(`racer-${round}-3`, elsewhere.own, own.gln.slice(0, 9)),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  }
});

test('of two changes of one company at once, it holds the GLN that its profile says and no other', async () => {
  for (let round = 0; round < 4; round++) {
    const [one, two] = [fresh(), fresh()];
    await says('twice', fresh().own);
    await Promise.all([says('twice', one.own), says('twice', two.own)]);
    const gln = await glnOf('twice');
    for (const { own } of [one, two])
      expect(await says(`heir-${round}`, own)).toMatchObject(own.gln === gln ? refused('/gln') : good);
  }
});

test('a profile of an earlier version holds its GLN from when it is sent again', async () => {
  const { own } = fresh();
  for (const tenant of ['before-1', 'before-2'])
    await engine.db.send(
      new PutCommand({
        TableName: tables.registry,
        Item: { ...networkTenantKey(tenant), ...aTenant({ ...own, companyPrefixes: [] }) },
      }),
    );
  expect(await says('before-1', own)).toMatchObject(good);
  expect(await says('before-2', own)).toMatchObject(refused('/gln'));
});

test.each([
  ['/gln', 'of no company', aParty('200000'), []],
  ['/gln', 'of all zeros', { gln: '0000000000000', party: 'urn:epc:id:pgln:000000.000000' }, []],
  ['/companyPrefixes/0', 'and a prefix of zeros', aParty('9529001'), ['000000']],
  ['/companyPrefixes/1', 'and a prefix of books', aParty('9529002'), ['9529002', '978123']],
])('what GS1 never issues is refused at %s: a GLN %s', async (at, _, party, prefixes) =>
  expect(await says('careless', party, ...prefixes)).toMatchObject({
    status: 400,
    body: { at, rule: expect.stringContaining('GS1'), remedy: expect.stringContaining('licence') },
  }),
);

test('a company that holds such a prefix from before may change the rest of its profile, and give the prefix up', async () => {
  const { own } = fresh();
  const profile = aTenant({ ...own, companyPrefixes: ['000000'] });
  const rows = [
    { ...networkTenantKey('elder'), ...profile },
    { ...networkPrefixKey('000000'), tenant: 'elder' },
  ];
  for (const Item of rows) await engine.db.send(new PutCommand({ TableName: tables.registry, Item }));
  expect(await says('elder', own, '000000')).toMatchObject(good);
  expect(await says('elder', own)).toMatchObject(good);
  const { Item } = await engine.db.send(
    new GetCommand({ TableName: tables.registry, Key: networkPrefixKey('000000'), ConsistentRead: true }),
  );
  expect(Item?.['tenant']).toBeUndefined();
});
