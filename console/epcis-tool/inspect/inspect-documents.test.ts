import { afterAll, describe, expect, test } from 'vitest';
import { jsonSample, sampleEvents, xmlSample } from '../../../test/kit/epcis-samples.ts';
import { documentFolder, epcisTool, epcisToolHere } from '../../../test/kit/epcis-tool.ts';

const folder = documentFolder();
afterAll(folder.remove);

const masterData = {
  epcisHeader: {
    epcisMasterData: {
      vocabularyList: [
        {
          type: 'urn:epcglobal:epcis:vtype:Location',
          vocabularyElementList: [{ id: 'urn:epc:id:sgln:9521321.00017.0' }, { id: 'urn:epc:id:sgln:9521321.00018.0' }],
        },
      ],
    },
  },
  sender: 'urn:epc:id:pgln:9521321.00001',
  receiver: 'urn:epc:id:pgln:9521321.00002',
  instanceIdentifier: 'message-7',
};
const json = folder.write('shipment.json', jsonSample(sampleEvents, masterData));

const summaryOf = async (args: readonly string[], content?: string | Uint8Array) => {
  const files = content === undefined ? [] : [folder.write('document', content)];
  const { code, lines, err } = await epcisToolHere('inspect', '--json', ...args, ...files);
  return { code, err, summary: JSON.parse(lines[0] ?? '') };
};

describe('inspect', () => {
  test('tells a program what is in a document', async () => {
    const { code, summary } = await summaryOf([json]);
    expect(code).toBe(0);
    expect(summary).toMatchObject({
      file: json,
      readable: true,
      syntax: 'json',
      encoding: 'utf-8',
      bytes: expect.any(Number),
      form: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T10:00:00Z',
      sender: 'urn:epc:id:pgln:9521321.00001',
      receiver: 'urn:epc:id:pgln:9521321.00002',
      instanceIdentifier: 'message-7',
      events: 3,
      refused: 0,
      types: { ObjectEvent: 2, AggregationEvent: 1 },
      actions: { ADD: 2, OBSERVE: 1 },
      bizSteps: { commissioning: 1, packing: 1, shipping: 1 },
      dispositions: { active: 1, in_progress: 1, in_transit: 1 },
      eventTime: { first: '2026-03-01T08:30:00Z', last: '2026-03-01T09:00:00Z' },
      lots: { 'LOT-77': 1 },
      expiryDates: { '2028-03-31': 1 },
      hierarchy: [{ parent: 'sscc', child: 'sgtin', parents: 1, children: 2, childrenEach: { 2: 1 } }],
      masterData: [{ vocabulary: 'urn:epcglobal:epcis:vtype:Location', elements: 2 }],
    });
    expect(summary.identifiers).toContainEqual({
      scheme: 'sgtin',
      mentions: 4,
      distinct: 2,
      spellings: { urn: 4 },
      companyPrefixes: { 9521321: 4 },
    });
    expect(summary.extensions).toContainEqual({ namespace: 'https://ns.example.org/epcis/', names: { line: 1 } });
  });

  test('tells a person the same in a table', async () => {
    const { code, out, err } = await epcisTool(['inspect', json]);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const row of [
      /form +EPCISDocument 2\.0 \(JSON, utf-8\)/,
      /sender +urn:epc:id:pgln:9521321\.00001/,
      /events +3\n/,
      /types +ObjectEvent 2, AggregationEvent 1/,
      /2 sgtin, 4 mentions as urn; company prefixes 9521321 4/,
      /lots +LOT-77 1/,
      /packed +2 sgtin into 1 sscc \(2 in 1\)/,
      /master data +urn:epcglobal:epcis:vtype:Location 2/,
    ])
      expect(out).toMatch(row);
  });

  test.each(['1.2', '2.0'] as const)('finds the same in XML %s', async (version) => {
    const { code, summary } = await summaryOf([], xmlSample(version));
    const { summary: ofJson } = await summaryOf([], jsonSample());
    expect(code).toBe(0);
    const { bytes, syntax, schemaVersion, ...rest } = summary;
    expect({ syntax, schemaVersion }).toEqual({ syntax: 'xml', schemaVersion: version });
    expect({ ...ofJson, ...rest }).toEqual({ ...ofJson, syntax: 'json', schemaVersion: '2.0', bytes: ofJson.bytes });
    expect(bytes).toBe(Buffer.byteLength(xmlSample(version)));
  });

  test('names the encoding', async () => {
    const { summary } = await summaryOf([], Buffer.from(`\ufeff${jsonSample()}`, 'utf16le'));
    expect(summary).toMatchObject({ encoding: 'utf-16le', events: 3 });
  });

  test('tells what stood before the place where a document breaks off', async () => {
    const { code, err, summary } = await summaryOf([], jsonSample().slice(0, -40));
    expect(code).toBe(1);
    expect(err).toMatch(/document:\d+:\d+: error: /);
    expect(summary).toMatchObject({ readable: false, types: { ObjectEvent: expect.any(Number) } });
    expect(summary.form).toBeUndefined();
  });

  test('counts events that cannot be read', async () => {
    const text = jsonSample([sampleEvents[0], { ...sampleEvents[1], action: 'GROW' }]);
    expect(await summaryOf([], text)).toMatchObject({ code: 1, summary: { events: 1, refused: 1, readable: false } });
  });

  test('lets no text of a document command the terminal', async () => {
    const { out } = await epcisTool(['inspect'], { stdin: jsonSample(sampleEvents, { sender: 'a\u001b[2Jb' }) });
    expect(out).not.toContain('\u001b');
    expect(out).toContain('\\u001b[2J');
  });
});
