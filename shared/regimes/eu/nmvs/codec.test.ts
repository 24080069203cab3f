import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { at, readXmlTree, type XmlTree } from '../../../wire/xml-tree.ts';
import { acts, operationFor, operationOf, operations, pathOf, versions } from './operations.ts';
import { readResponse } from './read-response.ts';
import type { Head, NmvsRequest } from './request.ts';
import { writeRequest } from './write-request.ts';

const good = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
};

const corpus = '../shared/corpus/regulators/eu-nmvs';
const samples = [`${corpus}/samples/v4`, `${corpus}/samples/v5`, `${corpus}/thirdparty`].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder).map((name) => ({ name: `${folder.slice(-2)} ${name}`, path: `${folder}/${name}` }))
    : [],
);
const requests = samples.filter(({ path }) => !path.includes('response'));

/** What a sample asks, read without the codec's own help, as the codec would be told it. */
function askedBy(tree: XmlTree): { head: Head; request: NmvsRequest } {
  const message = at(tree, 'Body')?.children[0];
  if (message === undefined) throw new Error('no message');
  const [, code = ''] = /^(\w+)Request$/.exec(message.name.local) ?? [];
  const text = (...path: string[]) => at(message, ...path)?.text ?? '';
  const software = at(message, 'Header', 'UserSoftware')?.attributes ?? {};
  const head: Head = {
    version: message.name.namespace.endsWith('v4.0') ? 'v4.0' : 'v5.0',
    caller: {
      clientLoginId: text('Header', 'Auth', 'ClientLoginId'),
      userId: text('Header', 'Auth', 'UserId'),
      password: text('Header', 'Auth', 'Password'),
    },
    software: {
      supplier: software['supplier'] ?? '',
      name: software['name'] ?? '',
      version: software['version'] ?? '',
    },
    clientTrxId: text('Header', 'Transaction', 'ClientTrxId') || 'x',
    language: text('Header', 'Transaction', 'Language'),
  };
  if (code === 'SinglePackPing') return { head, request: { kind: 'ping', service: 'single', input: text('Input') } };
  if (code === 'G196') return { head, request: { kind: 'mixed-result', nmvsTrxId: text('Body', 'RefNMVSTrxId') } };
  const product = {
    scheme:
      at(message, 'Body', 'Product', 'ProductCode')?.attributes['scheme'] === 'PPN'
        ? ('PPN' as const)
        : ('GTIN' as const),
    code: text('Body', 'Product', 'ProductCode'),
    batch: { id: text('Body', 'Product', 'Batch', 'Id'), expiry: text('Body', 'Product', 'Batch', 'ExpDate') },
  };
  const serialOf = (pack: XmlTree | undefined) => pack?.attributes['sn'] ?? '';
  const packs = at(message, 'Body', 'Packs')?.children;
  return packs === undefined
    ? { head, request: { kind: 'single', operation: code, product, serial: serialOf(at(message, 'Body', 'Pack')) } }
    : { head, request: { kind: 'bulk', operation: code, product, serials: packs.map(serialOf) } };
}

const head: Head = {
  version: 'v5.0',
  caller: { clientLoginId: 'DEMO', userId: 'DEMO0001', password: 'a<b&c' },
  software: { supplier: 'S', name: 'N', version: '1' },
  clientTrxId: 'T-1',
  language: 'eng',
};
const product = { scheme: 'GTIN' as const, code: '09521234561019', batch: { id: 'L1', expiry: '280200' } };

describe.skipIf(requests.length === 0)('requests have the structure of the samples', () => {
  test.each(requests)('$name', ({ path }) => {
    const tree = good(readXmlTree(readFileSync(path, 'utf8')));
    const { head: asked, request } = askedBy(tree);
    expect(good(readXmlTree(good(writeRequest(asked, request)).xml))).toEqual(tree);
  });
});

describe.skipIf(samples.length === 0)('answers of the samples are read', () => {
  const read = (name: string) => good(readResponse(readFileSync(`${corpus}/samples/v5/response-${name}.xml`, 'utf8')));
  test.each([
    ['G110-active', 'NMVS_SUCCESS', 'ACTIVE', undefined],
    ['G110-expiry-mismatch', 'NMVS_FE_LOT_12', undefined, undefined],
    ['G110-inactive-dispensed', 'NMVS_SUCCESS', 'INACTIVE', 'DISPENSED'],
    ['G120-already-inactive', 'NMVS_NC_PCK_22', 'INACTIVE', 'DISPENSED'],
    ['G120-ok', 'NMVS_SUCCESS', 'INACTIVE', 'DISPENSED'],
    ['G121-ok', 'NMVS_SUCCESS', 'ACTIVE', undefined],
    ['G121-status-mismatch', 'NMVS_NC_PCK_06', 'INACTIVE', 'EXPORTED'],
  ])('%s', (name, code, state, reason) => {
    const answer = read(name);
    const pack = { serial: '4K7PXT9Q2M', ...(state && { state }), ...(reason && { reason }) };
    expect(answer).toMatchObject({ kind: 'answer', operation: name.slice(0, 4), code, packs: [pack] });
  });
});

describe('operations', () => {
  test('are those of the interface, each once', () => {
    const codes = operations.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(8 + 5 + 8 + 5 + 4);
    expect(acts.filter((act) => operationFor(act, 'single', true) === undefined)).toEqual([
      'verify',
      'destroy',
      'stolen',
    ]);
    expect(operationOf('G157')).toMatchObject({ act: 'sample', service: 'bulk', undoes: 'G155' });
  });

  test('lie on paths of their version', () => {
    expect(versions.map((version) => pathOf('mixed', version))).toEqual([
      '/WS_MIXED_BULK_TRANSACTIONS_V1/MixedBulkServiceV40',
      '/WS_MIXED_BULK_TRANSACTIONS_V1/MixedBulkServiceV50',
    ]);
  });
});

describe('a request', () => {
  test('carries what it is given, whatever characters that are', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, text, (password, id) => {
        const caller = { ...head.caller, password };
        const request = {
          kind: 'single' as const,
          operation: 'G120',
          product: { ...product, batch: { ...product.batch, id } },
          serial: 'A1',
        };
        const written = writeRequest({ ...head, caller }, request);
        // Control characters cannot be written, and are refused with their place.
        if (isRefusal(written)) return expect(written.rule).toContain('XML');
        const tree = good(readXmlTree(written.xml));
        const message = at(tree, 'Body')?.children[0];
        expect(at(message, 'Header', 'Auth', 'Password')?.text).toBe(password);
        expect(at(message, 'Body', 'Product', 'Batch', 'Id')?.text).toBe(id);
      }),
    );
  });

  test('names what an undo reverses, and the operation of each item of a mixed bulk', () => {
    const undo = good(writeRequest(head, { kind: 'bulk', operation: 'G127', product, serials: ['A1'], undoes: 'T-0' }));
    expect(undo.xml).toContain('<t:RefClientTrxId>T-0</t:RefClientTrxId>');
    const items = ['G120', 'G121'].map((operation) => ({ operation, clientTrxId: operation, product, serial: 'A1' }));
    const { xml, service } = good(writeRequest(head, { kind: 'mixed', items }));
    expect([service, xml.includes('<t:Item t:reqType="G120">'), xml.includes('<t:ItemUndo t:reqType="G121">')]).toEqual(
      ['mixed', true, true],
    );
    const changed = good(writeRequest(head, { kind: 'password', newPassword: 'longer one' }));
    expect([changed.service, changed.xml.includes('G445Request')]).toEqual(['support', true]);
  });

  test.each<[string, Partial<Head>, NmvsRequest]>([
    [
      'an id of 33 characters',
      { clientTrxId: 'x'.repeat(33) },
      { kind: 'single', operation: 'G110', product, serial: 'A' },
    ],
    ['an operation of another kind', {}, { kind: 'single', operation: 'G115', product, serial: 'A' }],
    ['no packs', {}, { kind: 'bulk', operation: 'G115', product, serials: [] }],
    [
      '100,001 packs',
      {},
      { kind: 'bulk', operation: 'G115', product, serials: Array.from({ length: 100_001 }, () => 'A') },
    ],
    [
      'a bulk inside a mixed bulk',
      {},
      { kind: 'mixed', items: [{ operation: 'G125', clientTrxId: 'x', product, serial: 'A' }] },
    ],
  ])('is refused with %s', (_, change, request) => {
    expect(isRefusal(writeRequest({ ...head, ...change }, request))).toBe(true);
  });
});

describe('an answer', () => {
  const soap = (body: string) =>
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`;
  const fault = (code: string) =>
    soap(
      `<s:Fault><s:Code><s:Value>s:${code}</s:Value></s:Code><s:Reason><s:Text xml:lang="en">why</s:Text></s:Reason></s:Fault>`,
    );

  test('that is a fault says whose it is', () => {
    expect(readResponse(fault('Sender'))).toEqual({ kind: 'fault', side: 'sender', reason: 'why' });
    expect(readResponse(fault('Receiver'))).toMatchObject({ side: 'receiver' });
    expect(readResponse(fault('MustUnderstand'))).toMatchObject({ side: 'receiver' });
  });

  test('to a ping is what was sent', () => {
    const pong =
      '<m:BulkPingResponse xmlns:m="urn:wsdltypes.nmvs.eu:v5.0" xmlns:t="urn:types.nmvs.eu:v5.0"><t:Output>hi</t:Output></m:BulkPingResponse>';
    expect(readResponse(soap(pong))).toEqual({ kind: 'pong', output: 'hi' });
  });

  test.each([
    ['a page', '<html><body>sign in</body></html>'],
    ['nothing', ''],
    ['an empty envelope', soap('')],
    ['another namespace', soap('<m:G110Response xmlns:m="urn:other"/>')],
    ['no transaction', soap('<m:G110Response xmlns:m="urn:wsdltypes.nmvs.eu:v5.0"/>')],
    ['half a document', soap('<a>').slice(0, 80)],
    ['a bottomless one', '<a>'.repeat(20)],
    ['an entity', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ])('that is %s is refused', (_, xml) => expect(isRefusal(readResponse(xml))).toBe(true));

  test('of any text is read or refused, never thrown', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readResponse(text)));
  });
});
