import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { type Dynoxide, startDynoxide } from '../../../test/kit/dynoxide.ts';
import { here, minute } from '../../../test/kit/events.ts';
import { mappingWorld } from '../../../test/kit/mapping-world.ts';
import { readByMapping } from './read-by-mapping.ts';
import { isProblems, writeByMapping, writeMessageByMapping } from './write-by-mapping.ts';

let engine: Dynoxide;
let world: ReturnType<typeof mappingWorld>;
beforeAll(async () => {
  engine = await startDynoxide();
  world = mappingWorld(engine, 'mapped');
  await world.begin();
  await world.inForce('csv-out', {
    mapping: { format: 'csv', direction: 'out', columns: [{ name: 'epc', of: 'epc' }] },
  });
  await world.inForce('exchange-out', { mapping: { format: 'serial-exchange', direction: 'out' } });
  await world.inForce('exchange-in', {
    mapping: {
      format: 'serial-exchange',
      direction: 'in',
      words: { identifier: [{ ours: 'urn:epc:id:pgln:9521321.00001', theirs: 'ACME' }] },
    },
  });
  await world.inForce('plain-in', { mapping: { format: 'epcis-1.2-xml', direction: 'in' } });
  await world.inForce('words-in', {
    mapping: {
      format: 'epcis-2.0-json',
      direction: 'in',
      words: { bizStep: [{ ours: 'packing', theirs: 'urn:m:boxed' }] },
    },
  });
});
afterAll(() => engine.stop());

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (body: Uint8Array) => new TextDecoder().decode(body);
const packed = packEvent({
  parent: 'urn:epc:id:sscc:9521321.0000000001',
  children: ['urn:epc:id:sgtin:9521321.012345.A1'],
  at: minute(1),
  ...here,
});
const about = {
  sender: 'urn:epc:id:pgln:9521321.00001',
  receiver: 'urn:epc:id:pgln:9521999.00001',
  id: 'd1',
  at: minute(2),
};
const read = (name: string | undefined, body: Uint8Array, contentType = 'application/xml') =>
  readByMapping(world.needs)('mapped', name, { body, contentType, fileName: 'a.xml' });

describe('what goes out', () => {
  test('is written by the version in force, which it names', async () => {
    const written = await writeByMapping(world.needs)('mapped', 'csv-out', { ...about, events: [packed] });
    if (isProblems(written)) throw new Error(written[0]?.detail);
    expect([textOf(written.body), written.fileExtension, written.mapping]).toEqual([
      'epc\r\nurn:epc:id:sgtin:9521321.012345.A1\r\n',
      'csv',
      'csv-out@1',
    ]);
  });

  test('is one document, with all events that go in it', async () => {
    const two = { ...about, events: [packed, { ...packed, eventTime: minute(3) }] };
    const written = await writeByMapping(world.needs)('mapped', 'csv-out', two);
    if (isProblems(written)) throw new Error(written[0]?.detail);
    expect(textOf(written.body).trimEnd().split('\r\n')).toHaveLength(3);
  });

  test.each([
    ['no such mapping', 'none', { refused: 'not-found' }],
    ['a mapping for what comes in', 'plain-in', { refused: 'conflict' }],
  ])('with %s is refused', async (_, name, problem) => {
    expect(await writeByMapping(world.needs)('mapped', name, { ...about, events: [packed] })).toMatchObject([problem]);
  });

  test('may be a message that is no events, where the form knows it', async () => {
    const message = {
      family: 'processing-response' as const,
      content: { inReplyTo: '7', outcome: 'ACCEPTED' as const },
    };
    const written = await writeMessageByMapping(world.needs)('mapped', 'exchange-out', { ...about, message });
    if (isProblems(written)) throw new Error(written[0]?.detail);
    expect(await read('exchange-in', written.body)).toMatchObject({
      ...message,
      mapping: 'exchange-in@1',
      header: { controlNumber: 'd1' },
    });
    expect(await writeMessageByMapping(world.needs)('mapped', 'csv-out', { ...about, message })).toMatchObject([
      { refused: 'unsupported' },
    ]);
  });
});

describe('what comes in', () => {
  const xml = bytes('\ufeff <?xml version="1.0"?><a/>');
  test('without a mapping, or with one that changes nothing, stays as it came, to the byte', async () => {
    for (const name of [undefined, 'plain-in'])
      expect(await read(name, xml, 'text/plain')).toMatchObject({
        family: 'epcis',
        document: xml,
        contentType: 'application/xml',
      });
    expect(await read(undefined, Buffer.from('\ufeff[1]', 'utf16le'))).toMatchObject({
      contentType: 'application/json',
    });
  });

  test('that is neither XML nor JSON, or not what was agreed, is refused with what to do', async () => {
    expect(await read(undefined, bytes('a;b'))).toMatchObject({
      refusals: [{ refused: 'unsupported-media', remedy: expect.stringContaining('mapping') }],
    });
    expect(await read('plain-in', bytes('{}'))).toMatchObject({ refusals: [{ line: 1 }] });
    expect(await read('plain-in', new Uint8Array())).toMatchObject({ refusals: [{ line: 1 }] });
  });

  test('in a partner’s words becomes EPCIS that can be captured', async () => {
    const theirs = JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: minute(2),
      sender: 'ACME',
      epcisBody: { eventList: [{ ...packed, bizStep: 'urn:m:boxed' }] },
    });
    const found = await read('words-in', bytes(theirs), 'application/json');
    if ('refusals' in found || found.family !== 'epcis') throw new Error(JSON.stringify(found));
    const document = readDocument(textOf(found.document));
    expect(isRefusal(document) ? document : document.events).toMatchObject([
      { bizStep: 'packing', childEPCs: packed.childEPCs },
    ]);
  });

  test('as serial exchange becomes events with the sender as we know it', async () => {
    const out = await writeByMapping(world.needs)('mapped', 'exchange-out', {
      ...about,
      sender: 'ACME',
      events: [packed],
    });
    if (isProblems(out)) throw new Error(out[0]?.detail);
    const found = await read('exchange-in', out.body);
    if ('refusals' in found || found.family !== 'epcis') throw new Error(JSON.stringify(found));
    expect(found).toMatchObject({ contentType: 'application/json', mapping: 'exchange-in@1' });
    expect(JSON.parse(textOf(found.document))).toMatchObject({
      sender: 'urn:epc:id:pgln:9521321.00001',
      instanceIdentifier: 'd1',
      epcisBody: { eventList: [{ bizStep: 'packing' }] },
    });
  });

  test('in an encoding that it is not is refused', async () => {
    expect(await read('exchange-in', new Uint8Array([0x3c, 0xff, 0xfe, 0xc3]))).toMatchObject({
      refusals: [{ refused: expect.stringMatching(/malformed|unsupported/) }],
    });
  });

  test('with a document beyond what can be mapped is refused, not read', async () => {
    expect(await read('exchange-in', new Uint8Array(33 * 1024 * 1024))).toMatchObject({
      refusals: [{ refused: 'too-large' }],
    });
  });
});
