import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captureDocumentKey } from '#common/store/documents.ts';
import { captureCalls, jobIn } from '../../test/kit/capture-calls.ts';
import { type CaptureWorld, startCaptureWorld } from '../../test/kit/capture-world.ts';
import { jsonSample, sampleCase, samplePacks, xmlSample } from '../../test/kit/epcis-samples.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
});

const post = (body: unknown, contentType: string, headers: Record<string, string> = {}) =>
  captureCalls(world)('POST /epcis/capture', { tenant, body, headers: { 'content-type': contentType, ...headers } });
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'));

describe('a document of any form', () => {
  test.each<[string, string, string | Uint8Array]>([
    ['JSON-LD 2.0', 'application/ld+json', jsonSample()],
    ['XML 2.0', 'application/xml', xmlSample('2.0')],
    ['XML 1.2', 'text/xml; charset=utf-8', xmlSample('1.2')],
    ['XML 1.2 in UTF-16', 'application/xml', utf16(xmlSample('1.2'))],
  ])('%s is stored as the same events, and its bytes are kept as they came', async (_, contentType, body) => {
    const answer = await post(body, contentType);
    expect(answer.status).toBe(202);
    const captureId = jobIn(answer);
    const key = captureDocumentKey(tenant, captureId);
    const facts = await world.bucket.facts(key);
    const kept: Uint8Array[] = [];
    if (facts !== undefined) for await (const piece of world.bucket.pieces(key, facts)) kept.push(piece);
    expect(Buffer.concat(kept).equals(Buffer.from(body))).toBe(true);
    expect(facts?.contentType).toBe(contentType);
    await world.work({ tenant, captureId });
    const [pack = ''] = samplePacks;
    expect((await world.ledger.eventsOf(tenant, pack)).map(({ event }) => event.bizStep)).toEqual([
      'commissioning',
      'packing',
    ]);
    expect(await world.ledger.eventsOf(tenant, sampleCase)).toHaveLength(2);
  });

  test('in two forms is captured once: its events have the same ids', async () => {
    for (const [contentType, body] of [
      ['application/json', jsonSample()],
      ['application/xml', xmlSample('2.0')],
    ] as const) {
      const captureId = jobIn(await post(body, contentType));
      await world.work({ tenant, captureId });
    }
    expect(await world.ledger.eventsOf(tenant, sampleCase)).toHaveLength(2);
  });

  test.each([
    ['XML', 'application/json', xmlSample('2.0')],
    ['JSON', 'application/xml', jsonSample()],
  ])('that is %s is not taken as %s', async (_, contentType, body) => {
    expect(await post(body, contentType)).toMatchObject({
      status: 415,
      body: { type: 'epcisException:UnsupportedMediaTypeException', at: 'Content-Type' },
    });
  });

  const noted = (encoding: string) =>
    xmlSample('2.0').replace('UTF-8', encoding).replace('<EPCISBody>', '<!-- Köln --><EPCISBody>');
  test.each<[string, string, string | Uint8Array, number, string]>([
    ['charset utf-16', 'application/xml; charset=utf-16', noted('UTF-8'), 415, 'Content-Type'],
    ['charset utf-8 of UTF-16', 'application/xml; charset=utf-8', utf16(noted('UTF-8')), 415, 'Content-Type'],
    ['charset ISO-8859-1', 'application/xml; charset=ISO-8859-1', noted('UTF-8'), 400, 'byte'],
    ['ISO-8859-1 in its declaration', 'application/xml', noted('ISO-8859-1'), 400, 'byte'],
  ])('whose bytes are not what it says is refused, not misread: %s', async (_, contentType, body, status, at) => {
    expect(await post(body, contentType)).toMatchObject({
      status,
      body: { at: expect.stringContaining(at), rule: expect.any(String), remedy: expect.any(String) },
    });
  });

  test('uploaded with a charset that its bytes contradict ends its job with an error', async () => {
    const captureId = '20260301T100000000Z-u1';
    await world.bucket.put(captureDocumentKey(tenant, captureId), noted('UTF-8'), 'text/xml; charset=utf-16');
    await world.jobs.create(tenant, captureId, 'proceed', new Date(world.clock.ms));
    await world.work({ tenant, captureId });
    expect(await world.jobs.errorsOf(tenant, captureId)).toMatchObject([{ detail: expect.stringContaining('utf-16') }]);
  });

  test.each([
    ['a query', 'application/json', '{"name":"q","query":{"EQ_bizStep":["shipping"]}}'],
    [
      'a capture job',
      'application/json',
      '{"captureID":"1","running":true,"success":true,"captureErrorBehaviour":"rollback","errors":[]}',
    ],
    ['nothing', 'application/json', ''],
    ['some other XML', 'application/xml', '<html/>'],
  ])('must have events or master data: %s is refused', async (_, contentType, body) => {
    expect(await post(body, contentType)).toMatchObject({
      status: 400,
      body: { type: 'epcisException:ValidationException' },
    });
  });

  test('that a gateway has spoiled is refused with the remedy to upload it', async () => {
    expect(await post(jsonSample().replace('LOT-77', 'LOT-\ufffd'), 'application/json')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('U+FFFD'), remedy: expect.stringContaining('/api/capture-uploads') },
    });
  });

  test('with a faulty event in XML is refused by line, column and path', async () => {
    expect(await post(xmlSample('1.2').replace('<action>ADD', '<action>BUILD'), 'application/xml')).toMatchObject({
      status: 400,
      body: { at: expect.stringMatching(/^\d+:\d+/), rule: expect.stringContaining('EPCIS') },
    });
  });

  test('with a faulty event is accepted when it may proceed, and the job tells of it', async () => {
    const text = xmlSample('1.2').replace('<action>ADD', '<action>BUILD');
    const captureId = jobIn(await post(text, 'application/xml', { 'gs1-capture-error-behaviour': 'proceed' }));
    await world.work({ tenant, captureId });
    expect(await world.jobs.get(tenant, captureId)).toMatchObject({ success: false, stored: 2, failed: 1 });
    expect(await world.jobs.errorsOf(tenant, captureId)).toMatchObject([
      { index: 0, at: expect.stringMatching(/^\d+:/) },
    ]);
  });
});

describe('master data', () => {
  const site = 'urn:epc:id:sgln:9521321.00017.0';
  const withSite = (name: string, children: string[] = []) =>
    jsonSample([], {
      epcisHeader: {
        epcisMasterData: {
          vocabularyList: [
            {
              type: 'urn:epcglobal:epcis:vtype:Location',
              vocabularyElementList: [{ id: site, attributes: [{ id: 'cbvmda:name', attribute: name }], children }],
            },
          ],
        },
      },
    });
  const captured = async (text: string) => {
    const captureId = jobIn(await post(text, 'application/json'));
    await world.work({ tenant, captureId });
    return captureId;
  };
  const told = () => world.vocabulary.get(tenant, ['Location'], ['https://id.gs1.org/414/9521321000179']);

  test('may come without events, and is kept as the document that was recorded last says', async () => {
    const captureId = await captured(withSite('Plant 1'));
    expect(await world.jobs.get(tenant, captureId)).toMatchObject({ running: false, success: true, planned: true });
    await captured(withSite('Plant One', ['urn:epc:id:sgln:9521321.00017.1']));
    expect(await told()).toMatchObject([
      {
        vocabulary: 'Location',
        id: site,
        attributes: [{ id: 'urn:epcglobal:cbv:mda:name', attribute: 'Plant One' }],
        children: ['urn:epc:id:sgln:9521321.00017.1'],
      },
    ]);
    expect(await world.vocabulary.vocabularies(tenant)).toEqual(['Location']);
  });

  test('that no row holds is refused', async () => {
    expect(await post(withSite('x'.repeat(200_000)), 'application/json')).toMatchObject({
      status: 413,
      body: { at: site },
    });
  });
});
