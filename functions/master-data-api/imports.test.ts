import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { tenants } from '#common/store/tenants.ts';
import { usedCredentials } from '#common/store/used-credentials.ts';
import { uses } from '#common/store/uses.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { approved } from '../../test/kit/approved.ts';
import { aProduct, aTenant, exampleGtin } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { masterDataRoutes } from './routes.ts';
import { putTenant } from './tenant.ts';

let engine: Dynoxide;

let tenant = '';
let companies = 0;

async function ask(
  route: string,
  body?: unknown,
  query: Record<string, string> = {},
  path: Record<string, string> = {},
) {
  const needs = {
    registry: registry(engine.db, tables.registry),
    tenants: tenants(engine.db, tables.registry),
    prefixes: companyPrefixes(engine.db, tables.registry),
    master: masterData(engine.db, tables.registry),
    members: members(engine.db, tables.registry),
    onboardings: onboardings(engine.db, tables.registry),
    used: usedCredentials(engine.db, tables.registry),
    uses: uses(engine.db, tables),
    identities: networkIdentities(engine.db, tables.registry),
    sshKeys: sshKeys(engine.db, tables.registry),
    kinds: kindsWith(),
    root: async () => new Uint8Array(64).fill(3),
    now: () => new Date('2026-03-01T10:00:00Z'),
  };
  const routes = {
    'PUT /api/tenant': { permission: 'registry:write' as const, endpoint: putTenant(needs) },
    ...masterDataRoutes(needs),
  };
  const answer = await call(
    httpHandler(routes, async () => false),
    route,
    { tenant, body, query, path },
  );
  return { status: answer.status, body: Object(answer.body), text: String(answer.body) };
}

/** An engine each: a GTIN belongs to one tenant for good. */
beforeEach(async () => {
  engine = await startDynoxide();
  tenant = `acme-${++companies}`;
  await ask('PUT /api/tenant', aTenant());
});

afterEach(() => engine.stop());

const header = 'gtin,companyPrefix,name,commonName,form,strength,packType,packSize,markets,packaging,nationalNumbers';
const good = `${exampleGtin},9521321,Acmeprazole,Omeprazole,Capsule,20 mg,Carton,28,DE|NL,,pzn:03752864`;
const importProducts = (lines: string[], query: Record<string, string> = {}) =>
  ask('POST /api/imports/products', [header, ...lines].join('\r\n'), query);
const drafts = async () => (await ask('GET /api/products')).body.products.map(({ gtin }: { gtin: string }) => gtin);

describe('an upload of products', () => {
  test('makes drafts of its rows, and nothing when it is sent again', async () => {
    expect(await importProducts([good])).toMatchObject({
      status: 200,
      body: { counts: { new: 1, refused: 0 }, changes: [{ row: 2, version: 1 }] },
    });
    expect((await ask('GET /api/products')).body.products).toMatchObject([
      { markets: ['DE', 'NL'], nationalNumbers: [{ type: 'pzn', value: '03752864' }] },
    ]);
    expect((await importProducts([good])).body.counts).toMatchObject({ same: 1, new: 0 });
    const changed = await importProducts([good.replace('Acmeprazole', 'Acme 20')], { dryRun: 'true' });
    expect(changed.body).toMatchObject({
      dryRun: true,
      changes: [{ outcome: 'changed', differences: [{ at: '/name', before: 'Acmeprazole', after: 'Acme 20' }] }],
    });
    expect((await ask('GET /api/products')).body.products).toMatchObject([{ name: 'Acmeprazole' }]);
  });

  test('is taken all or not at all, and names row, column and remedy of every fault', async () => {
    const bad = '09521321543225,9521321,"Two\nlines",,Capsule,20 mg,Carton,many,DE,case:1=2,';
    const { status, body } = await importProducts([good, bad, good, '123,1,1,1,1,1,1,1,DE,,']);
    expect(status).toBe(400);
    const found = body.report.problems.map(
      ({ row, column, remedy }: { row: number; column: string; remedy: string }) => [row, column, remedy !== ''],
    );
    expect(found).toEqual([
      [3, 'commonName', true],
      [3, 'packSize', true],
      [3, 'packaging', true],
      [5, 'gtin', true],
      [6, 'gtin', true],
    ]);
    expect(await drafts()).toEqual([]);
  });

  test('goes ahead with the sound rows when it is told to', async () => {
    const { status, body } = await importProducts(['1,2,3,4,5,6,7,8,9,,', good], { proceed: 'true', submit: 'true' });
    expect([status, body.counts]).toEqual([200, { new: 1, changed: 0, same: 0, refused: 1 }]);
    expect((await ask('GET /api/products')).body.products).toMatchObject([
      { gtin: exampleGtin, open: { standing: 'submitted' } },
    ]);
  });

  test.each([
    ['a column nobody knows', `${header},colour`, 400],
    ['too few columns', 'gtin,name', 400],
    ['quotes that do not close', `${header}\n"${good}`, 400],
    ['a byte that is no UTF-8', Buffer.from([0xff, 0xfe, 0x41]), 400],
    ['more than 5 MB', Buffer.alloc(5_000_001, 'a'), 413],
  ])('with %s is refused', async (_, body, status) => {
    expect(await ask('POST /api/imports/products', body)).toMatchObject({
      status,
      body: { remedy: expect.any(String) },
    });
  });
});

describe('an export', () => {
  test('holds no formula that a spreadsheet would run, and comes back as it was', async () => {
    const name = '=HYPERLINK("http://evil.example","x")';
    await approved(
      engine.db,
      tenant,
      'product',
      exampleGtin,
      aProduct({ name, packType: '-1+2', nationalNumbers: [{ type: 'pzn', value: '03752864' }] }),
    );
    const { text } = await ask('GET /api/exports/products');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(text).toContain(",'-1+2,");
    expect((await ask('POST /api/imports/products', text)).body.counts).toEqual({
      new: 0,
      changed: 0,
      same: 1,
      refused: 0,
    });
  });

  test.each(['json', 'xml'])('as EPCIS %s is read by our own reader, and comes back as it was', async (format) => {
    await approved(
      engine.db,
      tenant,
      'product',
      exampleGtin,
      aProduct({
        packaging: [
          { level: 'item', gtin: exampleGtin },
          { level: 'case', gtin: '19521321543215', contains: exampleGtin, quantity: 24 },
        ],
      }),
    );
    const address = { street: 'Einsteinweg 55', city: 'Leiden', country: 'NL' };
    await approved(engine.db, tenant, 'location', '9521321000018', {
      companyPrefix: '9521321',
      name: 'Leiden',
      kind: 'packaging',
      address,
      latitude: 52.1,
      readPoints: [{ extension: 'LINE1', name: 'Line 1' }],
    });
    await approved(engine.db, tenant, 'partner', 'medico', {
      name: 'Medico',
      party: 'urn:epc:id:pgln:9521323.00001',
      channel: 'webhook',
      url: 'https://medico.example/',
    });
    const { text, body } = await ask('GET /api/exports/epcis', undefined, { format });
    const document = format === 'json' ? JSON.stringify(body) : text;
    expect(readDocument(document)).toMatchObject({ masterData: { length: 3 } });
    expect(document).toContain('urn:epc:idpat:sgtin:9521321.054321.*');
    expect(document).toContain('urn:epc:id:sgln:9521321.00001.LINE1');
    expect((await ask('POST /api/imports/epcis', document)).body).toMatchObject({
      counts: { new: 0, changed: 0, same: 3, refused: 0 },
    });
  });
});

describe('what a sheet has no column for', () => {
  const held = {
    https: { auth: 'client-credentials', tokenUrl: 'https://medico.example/token', scope: 'documents' },
    mapping: { out: 'plain' },
    licences: [{ kind: 'wholesale', number: 'W-1' }],
    contacts: [{ name: 'Mia', email: 'mia@medico.example' }],
  };
  const known = {
    name: 'Medico',
    party: 'urn:epc:id:pgln:9521323.00001',
    channel: 'https',
    url: 'https://medico.example/',
    ...held,
  };
  const openOf = async () => {
    const path = { partner: 'medico', version: '2' };
    return (await ask('GET /api/partners/{partner}/versions/{version}', undefined, {}, path)).body;
  };
  const sheet = (channel: string, url: string) =>
    ask(
      'POST /api/imports/partners',
      `partner,name,party,channel,url\nmedico,Medico B.V.,urn:epc:id:pgln:9521323.00001,${channel},${url}`,
    );

  test('stays of a partner that a spreadsheet changes', async () => {
    await approved(engine.db, tenant, 'partner', 'medico', known);
    expect((await sheet('https', 'https://medico.example/new')).body).toMatchObject({
      changes: [
        { outcome: 'changed', differences: [{ at: '/name' }, { at: '/url', after: 'https://medico.example/new' }] },
      ],
    });
    expect((await openOf()).content).toMatchObject({ name: 'Medico B.V.', ...held });
  });
  test('stays of a partner that a document of EPCIS describes', async () => {
    await approved(engine.db, tenant, 'partner', 'medico', known);
    const document = documentOf('Party', known.party, { name: 'Medico B.V.', 'urn:seriate:mda:partner': 'medico' });
    expect((await ask('POST /api/imports/epcis', document)).body).toMatchObject({
      changes: [{ outcome: 'changed', differences: [{ at: '/name' }] }],
    });
    expect((await openOf()).content).toMatchObject({ name: 'Medico B.V.', ...held });
  });

  test('need not have an address: a partner that fetches has none', async () => {
    expect((await sheet('portal', '')).body.counts).toMatchObject({ new: 1, refused: 0 });
    expect((await sheet('https', '')).body.report.problems).toMatchObject([
      { row: 2, column: 'url', detail: 'the channel https needs an address' },
    ]);
  });
});

const cbv = (name: string) => (name.startsWith('urn:') ? name : `urn:epcglobal:cbv:mda#${name}`);
const documentOf = (type: string, id: string, attributes: Record<string, string>) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00Z',
  epcisHeader: {
    epcisMasterData: {
      vocabularyList: [
        {
          type: `urn:epcglobal:epcis:vtype:${type}`,
          vocabularyElementList: [
            { id, attributes: Object.entries(attributes).map(([name, attribute]) => ({ id: cbv(name), attribute })) },
          ],
        },
      ],
    },
  },
  epcisBody: { eventList: [] },
});

describe('master data of a partner’s document', () => {
  test('changes what it says and leaves the rest', async () => {
    await approved(engine.db, tenant, 'product', exampleGtin, aProduct());
    const document = documentOf('EPCClass', `https://id.gs1.org/01/${exampleGtin}`, { strengthDescription: '40 mg' });
    const { body } = await ask('POST /api/imports/epcis', document);
    expect(body.changes).toMatchObject([
      { outcome: 'changed', differences: [{ at: '/strength', before: '20 mg', after: '40 mg' }] },
    ]);
  });

  test('that says too little of a new product is refused by place', async () => {
    const { status, body } = await ask(
      'POST /api/imports/epcis',
      documentOf('EPCClass', 'urn:epc:idpat:sgtin:9521321.054321.*', { descriptionShort: 'X' }),
    );
    expect([status, body.report.problems[0].row]).toEqual([400, '/vocabularyList/0/vocabularyElementList/0']);
  });

  test('about other things is passed over, and told', async () => {
    const { body } = await ask('POST /api/imports/epcis', documentOf('Microorganism', 'urn:x:yeast', {}));
    expect(body).toMatchObject({ rows: 0, passedOver: ['urn:epcglobal:epcis:vtype:Microorganism urn:x:yeast'] });
  });
});
