import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import { startUsPartnerSandbox, type UsPartnerOptions, type UsPartnerSandbox } from './sandbox.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const pack = (serial: number) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const box = 'urn:epc:id:sscc:9521321.0000000001';
const gtin = '09521321543218';
const notice = 'urn:epcglobal:cbv:bt:9521321000018:ASN-1';
const [seller, buyer] = ['urn:epc:id:sgln:9521321.00001.0', 'urn:epc:id:sgln:9521999.00001.0'];

let partner: UsPartnerSandbox;
let clock: number;
afterEach(() => partner.close());

async function open(options: Partial<UsPartnerOptions> = {}) {
  clock = Date.parse('2026-03-02T00:00:00Z');
  partner = await startUsPartnerSandbox({
    port: 0,
    secret,
    receiver: '9521999000013',
    senders: ['9521321000018'],
    now: () => clock,
    ...options,
  });
}

const attributes = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `<attribute id="urn:epcglobal:cbv:mda#${name}">${value}</attribute>`)
    .join('');
const vocabulary = (type: string, id: string, values: Record<string, string>) =>
  `<Vocabulary type="urn:epcglobal:epcis:vtype:${type}"><VocabularyElementList><VocabularyElement id="${id}">${attributes(values)}</VocabularyElement></VocabularyElementList></Vocabulary>`;
const place = { name: 'A place', streetAddressOne: '1 Example Way', city: 'Springfield', countryCode: 'US' };
const product = {
  regulatedProductName: 'Exampline',
  manufacturerOfTradeItemPartyName: 'Example Pharma',
  additionalTradeItemIdentification: '99999-1234-05',
};
const epcs = (list: string, ...all: readonly string[]) =>
  `<${list}>${all.map((epc) => `<epc>${epc}</epc>`).join('')}</${list}>`;
const step = (name: string, action: string) =>
  `<action>${action}</action><bizStep>urn:epcglobal:cbv:bizstep:${name}</bizStep><readPoint><id>${seller}</id></readPoint>`;
const at = '<eventTime>2026-03-01T08:00:00Z</eventTime>';
const party = (kind: string, id: string, type = 'owning_party') =>
  `<${kind}List><${kind} type="urn:epcglobal:cbv:sdt:${type}">${id}</${kind}></${kind}List>`;

/** Two packs in a box: a document by hand, all of whose parts a test may change. */
const parts = {
  instance: 'd1',
  from: seller,
  to: buyer,
  statement:
    '<h:dscsaTransactionStatement><h:affirmTransactionStatement>true</h:affirmTransactionStatement><h:legalNotice>Complied.</h:legalNotice></h:dscsaTransactionStatement>',
  products: vocabulary('EPCClass', 'urn:epc:idpat:sgtin:9521321.054321.*', product),
  places: [seller, buyer].map((id) => vocabulary('Location', id, place)).join(''),
  ilmd: '<extension><ilmd><m:lotNumber>L1</m:lotNumber><m:itemExpirationDate>2028-12-31</m:itemExpirationDate></ilmd></extension>',
  begun: [pack(1), pack(2)] as readonly string[],
  packed: `<AggregationEvent>${at}<parentID>${box}</parentID>${epcs('childEPCs', pack(1), pack(2))}${step('packing', 'ADD')}</AggregationEvent>`,
  begunAt: '2026-03-01T08:00:00Z',
  shipped: [box] as readonly string[],
  owner: 'owning_party',
};

function written(change: Partial<typeof parts> = {}): string {
  const { instance, from, to, statement, products, places, ilmd, begun, begunAt, packed, shipped, owner } = {
    ...parts,
    ...change,
  };
  const identifier = (id: string) => `<s:Identifier Authority="SGLN">${id}</s:Identifier>`;
  const document = `<s:DocumentIdentification><s:InstanceIdentifier>${instance}</s:InstanceIdentifier></s:DocumentIdentification>`;
  return [
    '<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" xmlns:h="http://epcis.gs1us.org/hc/ns" xmlns:m="urn:epcglobal:cbv:mda:" xmlns:s="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader" schemaVersion="1.2">',
    `<EPCISHeader><s:StandardBusinessDocumentHeader><s:Sender>${identifier(from)}</s:Sender><s:Receiver>${identifier(to)}</s:Receiver>${document}</s:StandardBusinessDocumentHeader>`,
    `<extension><EPCISMasterData><VocabularyList>${products}${places}</VocabularyList></EPCISMasterData></extension>${statement}</EPCISHeader>`,
    `<EPCISBody><EventList><ObjectEvent><eventTime>${begunAt}</eventTime>${epcs('epcList', ...begun)}${step('commissioning', 'ADD')}${ilmd}</ObjectEvent>`,
    `<ObjectEvent>${at}${epcs('epcList', box)}${step('commissioning', 'ADD')}</ObjectEvent>${packed}`,
    `<ObjectEvent>${at}${epcs('epcList', ...shipped)}${step('shipping', 'OBSERVE')}`,
    `<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:desadv">${notice}</bizTransaction></bizTransactionList>`,
    `<extension>${party('source', seller)}${party('destination', buyer, owner)}</extension></ObjectEvent></EventList></EPCISBody></e:EPCISDocument>`,
  ].join('');
}

const signed = (id: string, body: string) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
  'webhook-signature': new Webhook(secret).sign(id, new Date(), body),
});
const post = (body: string, id = 'd1') => fetch(partner.inboxUrl, { method: 'POST', headers: signed(id, body), body });
const turn = (what: string, body: object) =>
  fetch(`${partner.url}/${what}`, { method: 'POST', body: JSON.stringify(body) });

const errors = v.array(v.object({ code: v.string(), object: v.string() }));
const documents = async () => {
  const shape = v.array(v.looseObject({ document: v.string(), state: v.string() }));
  return v.parse(shape, await (await fetch(`${partner.url}/documents`)).json());
};

/** What came of a document that was taken in. */
async function resultOf(answer: Response) {
  expect(answer.status).toBe(202);
  const at = `${partner.url}${answer.headers.get('location')}`;
  return v.parse(
    v.looseObject({ state: v.string(), errors }),
    await (await fetch(at, { headers: signed('d1', '') })).json(),
  );
}
const codesOf = (result: { errors: v.InferOutput<typeof errors> }) =>
  result.errors.map(({ code, object }) => `${code} ${object}`);

describe('a US trading partner', () => {
  test('takes a document in, and accepts it when its time has come', async () => {
    await open({ answersAfter: { least: 60_000, most: 60_000 } });
    const answer = await post(written());
    expect(await resultOf(answer)).toEqual({ document: 'd1', state: 'processing', errors: [] });
    clock += 60_000;
    expect(await resultOf(answer)).toEqual({ document: 'd1', state: 'accepted', errors: [] });
    expect(await (await fetch(`${partner.url}/units/${pack(2)}`)).json()).toEqual({ document: 'd1' });
    expect(await (await fetch(`${partner.url}/documents/d1`)).text()).toBe(written());
  });

  test.each<[string, Partial<typeof parts>, string[]]>([
    [
      'from a stranger',
      { from: 'urn:epc:id:sgln:9521888.00001.0' },
      ['SENDER_UNKNOWN urn:epc:id:sgln:9521888.00001.0'],
    ],
    ['for somebody else', { to: seller }, [`RECEIVER_UNKNOWN ${seller}`]],
    ['without a statement', { statement: '' }, ['STATEMENT_MISSING transaction statement']],
    ['without its product', { products: '' }, [`PRODUCT_UNDESCRIBED ${gtin}`]],
    [
      'with half its product',
      { products: vocabulary('EPCClass', 'urn:epc:idpat:sgtin:9521321.054321.*', { regulatedProductName: 'E' }) },
      ['PRODUCT_INCOMPLETE urn:epc:idpat:sgtin:9521321.054321.*'],
    ],
    ['without its places', { places: '' }, [`LOCATION_UNDESCRIBED ${seller}`, `LOCATION_UNDESCRIBED ${buyer}`]],
    ['with a pack that nobody commissioned', { begun: [pack(1)] }, [`NOT_COMMISSIONED ${pack(2)}`]],
    ['of a box without contents', { packed: '' }, [`CONTENTS_UNKNOWN ${box}`]],
    ['without lot and expiry', { ilmd: '' }, [`LOT_EXPIRY_MISSING ${pack(1)}`, `LOT_EXPIRY_MISSING ${pack(2)}`]],
    ['of packs that left in their box already', { shipped: [box, pack(1)] }, [`SHIPPED_INSIDE ${pack(1)}`]],
    ['without a buyer', { owner: 'location' }, [`OWNER_MISSING ${box}`]],
    [
      'of packs that began after they left',
      { begunAt: '2026-03-01T09:00:00Z' },
      [`ORDER_WRONG ${pack(1)}`, `ORDER_WRONG ${pack(2)}`],
    ],
    ['of expired packs', { ilmd: parts.ilmd.replace('2028', '2025') }, [`EXPIRED ${pack(1)}`, `EXPIRED ${pack(2)}`]],
  ])('rejects a document %s, and names what is wrong', async (_, change, codes) => {
    await open();
    const result = await resultOf(await post(written(change)));
    expect(result.state).toBe('rejected');
    expect(codesOf(result)).toEqual(codes);
  });

  test('rejects other NDCs, lots, expiries and quantities than it knows of', async () => {
    await open();
    partner.knowsNdc(gtin, '99999-1234-06');
    partner.announce(notice, [{ gtin, quantity: 3, lot: 'L1', expiry: '2028-11-30' }]);
    const known = [
      'NDC_DIFFERS urn:epc:idpat:sgtin:9521321.054321.*',
      `EXPIRY_DIFFERS ${pack(1)}`,
      `EXPIRY_DIFFERS ${pack(2)}`,
    ];
    expect(codesOf(await resultOf(await post(written())))).toEqual([...known, `QUANTITY_DIFFERS ${gtin}`]);
  });

  test('rejects packs that an accepted document told of, and takes those of a rejected one', async () => {
    await open();
    await post(written({ instance: 'd0', statement: '' }));
    expect(await resultOf(await post(written()))).toMatchObject({ state: 'accepted' });
    const again = await resultOf(await post(written({ instance: 'd2' })));
    expect(codesOf(again)).toEqual([`RECEIVED_BEFORE ${pack(1)}`, `RECEIVED_BEFORE ${pack(2)}`]);
  });

  test('knows a document by its id: the same has the same receipt, another under it is refused', async () => {
    await open();
    const [first, second] = [await post(written()), await post(written())];
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const other = await post(written({ statement: '' }));
    expect([other.status, await other.json()]).toMatchObject([
      409,
      { errors: [{ code: 'INSTANCE_REUSED', object: 'd1' }] },
    ]);
    expect(await documents()).toHaveLength(1);
  });

  test('refuses what is not signed, what it cannot read, and what has no id', async () => {
    await open();
    expect((await fetch(partner.inboxUrl, { method: 'POST', body: written() })).status).toBe(401);
    expect((await fetch(`${partner.url}/results/x`)).status).toBe(401);
    expect((await post('<Order/>')).status).toBe(400);
    expect((await post(written({ instance: '' }))).status).toBe(422);
  });

  test('is turned by its people while it runs: clock, notices, NDCs, faults', async () => {
    await open({ answersAfter: { least: 5_000, most: 5_000 } });
    await turn('ndcs', { gtin, ndc: '99999-1234-05' });
    await turn('notices', { id: notice, lines: [{ gtin, quantity: 2 }] });
    const answer = await post(written());
    await turn('v1/sandbox', { do: 'clock', aheadSeconds: 5 });
    expect(await resultOf(answer)).toMatchObject({ state: 'accepted' });
    await turn('v1/sandbox', { do: 'faults', faults: [{ kind: 'html', on: 'inbox', from: 1, count: 1 }] });
    expect((await post(written())).headers.get('content-type')).toBe('text/html');
    expect((await turn('v1/sandbox', { do: 'faults', faults: 'none' })).status).toBe(400);
  });

  test('brings results out of order', async () => {
    await open({ answersAfter: { least: 0, most: 3_600_000 }, seed: 3 });
    await post(written());
    await post(written({ instance: 'd2', statement: '' }));
    const states = async () => (await documents()).map(({ state }) => state);
    const seen: string[][] = [];
    for (let quarter = 0; quarter < 4; quarter++) {
      seen.push(await states());
      clock += 900_000;
    }
    expect(seen).toContainEqual(['processing', 'rejected']);
    expect(await states()).toEqual(['accepted', 'rejected']);
  });

  test('loses a result until its document is sent again, and remembers over a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'us-partner-'));
    const answersAfter = { least: 0, most: 3_600_000 };
    await open({ dataDir, answersAfter, faults: [{ kind: 'lost-result', on: 'inbox', from: 1, count: 1 }] });
    await post(written());
    clock += 7_200_000;
    expect(await documents()).toMatchObject([{ state: 'processing' }]);
    await partner.close();
    await open({ dataDir });
    const found = await post(written());
    expect(await resultOf(found)).toMatchObject({ state: 'accepted' });
    expect(await documents()).toHaveLength(1);
    rmSync(dataDir, { recursive: true });
  });
});
