import { afterAll, describe, expect, test } from 'vitest';
import { eventId } from '#shared/epcis/event-id.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { jsonSample, sampleEvents, samplePacks, xmlSample } from '../../../test/kit/epcis-samples.ts';
import { documentFolder, epcisTool, epcisToolHere } from '../../../test/kit/epcis-tool.ts';

const folder = documentFolder();
afterAll(folder.remove);

const [commissioning, packing, shipping] = sampleEvents;
const convert = (...args: string[]) => epcisToolHere('convert', ...args);
/** Of a text, from a file of its own. */
const converted = (text: string, ...args: string[]) => convert(...args, folder.write('document', text));
const hashesOf = (text: string) => {
  const read = readDocument(text);
  if (isRefusal(read)) throw new Error(read.detail);
  return read.events.map(eventId);
};
const links = jsonSample([
  {
    ...commissioning,
    epcList: ['https://id.gs1.org/01/09521321543218/21/A1', 'https://example.org/01/09521321543218/21/B2'],
    readPoint: { id: 'https://id.gs1.org/414/9521321000179' },
    bizLocation: undefined,
    ilmd: undefined,
  },
]);
const linkFile = folder.write('links.json', links);
const good = folder.write('good.json', jsonSample());

describe('a document', () => {
  const sources = { 'JSON 2.0': jsonSample(), 'XML 2.0': xmlSample('2.0'), 'XML 1.2': xmlSample('1.2') };

  test.each(['json-2.0', 'xml-2.0', 'xml-1.2'])('of any form becomes %s and keeps its events', async (to) => {
    for (const [form, text] of Object.entries(sources)) {
      const { code, out, err } = await converted(text, '--to', to);
      expect({ form, code }).toEqual({ form, code: 0 });
      expect(err.split('\n').filter((line) => line !== '' && !line.includes('--cbvmda'))).toEqual([]);
      expect(hashesOf(out)).toEqual(hashesOf(jsonSample()));
      expect(out).toContain(to === 'json-2.0' ? '"schemaVersion": "2.0"' : `schemaVersion="${to.slice(4)}"`);
      expect(out).toContain('2026-03-01T10:00:00Z');
    }
  });

  test('compact has no white space that only people need', async () => {
    for (const to of ['json-2.0', 'xml-2.0']) {
      const plain = await convert('--to', to, good);
      const compact = await convert('--to', to, '--compact', good);
      expect(hashesOf(compact.out)).toEqual(hashesOf(plain.out));
      expect(compact.out.length).toBeLessThan(plain.out.length);
    }
    const { out } = await convert('--to', 'json-2.0', '--compact', good);
    expect(out).toBe(`${JSON.stringify(JSON.parse(out))}\n`);
  });

  test('spells CBV words of XML 2.0 as asked', async () => {
    expect((await convert('--to', 'xml-2.0', good)).out).toContain('urn:epcglobal:cbv:bizstep:packing');
    const asWeb = await convert('--to', 'xml-2.0', '--vocabulary', 'web-uri', good);
    expect(asWeb.out).toContain('https://ref.gs1.org/cbv/BizStep-packing');
    expect(hashesOf(asWeb.out)).toEqual(hashesOf(jsonSample()));
  });

  test('without a creation date gets one', async () => {
    const bare = JSON.stringify({ '@context': { ex: 'https://ns.example.org/epcis/' }, ...commissioning });
    const { code, out, err } = await converted(bare, '--to', 'xml-1.2');
    expect(code).toBe(0);
    expect(err).toContain('no creationDate');
    expect(out).toMatch(/creationDate="20\d\d-\d\d-\d\dT[\d:.]+Z"/);
    expect(hashesOf(out)).toEqual(hashesOf(jsonSample([commissioning])));
  });

  test('of senders who call two things by one prefix keeps both', async () => {
    const other = { ...shipping, '@context': { ex: 'https://other.example.org/' }, 'ex:line': 'P9' };
    const text = jsonSample([commissioning, other]);
    for (const to of ['json-2.0', 'xml-2.0', 'xml-1.2']) {
      const { out } = await converted(text, '--to', to);
      expect(hashesOf(out)).toEqual(hashesOf(text));
    }
  });

  test('larger than a piece is written event by event', async () => {
    const events = Array.from({ length: 3000 }, (_, index) => ({
      ...packing,
      childEPCs: Array.from({ length: 10 }, (_, child) => `urn:epc:id:sgtin:9521321.054321.${index}-${child}`),
    }));
    const text = jsonSample(events);
    const { code, out } = await converted(text, '--to', 'xml-2.0', '--compact');
    expect(code).toBe(0);
    expect(hashesOf(out)).toEqual(hashesOf(text));
  });
});

describe('identifiers', () => {
  test('stay as they were sent in JSON and XML 2.0', async () => {
    for (const to of ['json-2.0', 'xml-2.0']) {
      const { out, err } = await convert('--to', to, linkFile);
      expect(out).toContain('https://example.org/01/09521321543218/21/B2');
      expect(err).toBe('');
    }
  });

  test('become links when asked', async () => {
    const { out } = await convert('--to', 'json-2.0', '--epcs', 'digital-link', good);
    expect(out).toContain('https://id.gs1.org/01/09521321543218/21/A1');
    expect(out).not.toContain('urn:epc:id:');
    expect(hashesOf(out)).toEqual(hashesOf(jsonSample()));
  });

  test('become URNs in XML 1.2, with a prefix of the user, a table of prefixes or one of lengths', async () => {
    const lengths = { GCPPrefixFormatList: { entry: [{ prefix: '952', gcpLength: 7 }] } };
    for (const how of [
      ['--company-prefix', '4012345', '--company-prefix', '9521321'],
      ['--prefix-table', folder.write('prefixes.txt', '4012345\n9521321\n')],
      ['--prefix-table', folder.write('lengths.json', JSON.stringify(lengths))],
    ]) {
      const { code, out, err } = await convert('--to', 'xml-1.2', ...how, linkFile);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      for (const epc of [...samplePacks, 'urn:epc:id:sgln:9521321.00017.0']) expect(out).toContain(`>${epc}<`);
    }
  });

  test('whose prefix is not known stay links, and that is told with a count and a remedy', async () => {
    const { code, out, err } = await convert('--to', 'xml-1.2', linkFile);
    expect(code).toBe(0);
    expect(out).toContain('https://id.gs1.org/01/09521321543218/21/A1');
    expect(err).toMatch(/links\.json: warning: no EPC URN for 3 mentions .* — .*--company-prefix/);
    const [line] = (await convert('--to', 'xml-1.2', '--json', linkFile)).err.trim().split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ file: linkFile, severity: 'warning', count: 3 });
  });

  test('of the document itself teach prefixes only when they may', async () => {
    const mixed = jsonSample([packing, ...JSON.parse(links).epcisBody.eventList]);
    const { err } = await converted(mixed, '--to', 'xml-1.2');
    expect(err).toContain('no EPC URN');
    const learned = await converted(mixed, '--to', 'xml-1.2', '--learn-prefixes');
    expect(learned.err).toBe('');
    expect(learned.out).not.toContain('https://id.gs1.org');
  });
});

describe('CBV master data', () => {
  const hashOf = (text: string) => hashesOf(text)[0];
  const namespaceIn = (xml: string) => /<([\w]+):lotNumber>/.exec(xml)?.[1];

  test('keeps its namespace and its hash, and that is told with the option that changes both', async () => {
    for (const to of ['xml-1.2', 'xml-2.0']) {
      const { out, err } = await convert('--to', to, good);
      expect(hashOf(out)).toBe(hashOf(jsonSample()));
      expect(out).toContain(`xmlns:${namespaceIn(out)}="urn:epcglobal:cbv:mda:"`);
      expect(err).toMatch(/warning: CBV master data .* — --cbvmda usual .* hash/);
    }
    const { err } = await converted(xmlSample('1.2'), '--to', 'json-2.0');
    expect(err).toBe('');
  });

  test('gets the namespace that XML readers look for, and that of the JSON context again', async () => {
    const xml = await convert('--to', 'xml-1.2', '--cbvmda', 'usual', good);
    expect(xml.err).toBe('');
    expect(xml.out).toContain('<cbvmda:lotNumber>LOT-77</cbvmda:lotNumber>');
    expect(xml.out).toContain('xmlns:cbvmda="urn:epcglobal:cbv:mda"');
    expect(hashOf(xml.out)).not.toBe(hashOf(jsonSample()));
    const json = await converted(xml.out, '--to', 'json-2.0', '--cbvmda', 'usual');
    expect(json.err).toBe('');
    expect(json.out).toContain('"cbvmda:lotNumber":"LOT-77"');
    expect(json.out).not.toContain('cbvmda2');
    expect(hashesOf(json.out)).toEqual(hashesOf(jsonSample()));
    const sent = await converted(xml.out, '--to', 'json-2.0');
    expect(hashesOf(sent.out)).toEqual(hashesOf(xml.out));
    expect(sent.err).toMatch(/warning: CBV master data/);
  });
});

describe('a text around the events', () => {
  const text = jsonSample(
    [
      { ...packing, '@context': { ex: 'https://a.example.org/' }, 'ex:n': 1 },
      { ...packing, '@context': { ex: 'https://b.example.org/', k: 'https://k.example.org/' }, 'ex:n': 2, 'k:n': 3 },
    ],
    {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      'urn:x:note': ['ex2:said', 'k:said'],
    },
  );

  test.each(['json-2.0', 'xml-2.0'])('is no CURIE with a prefix of an event after conversion to %s', async (to) => {
    const { out } = await converted(text, '--to', to);
    expect(hashesOf(out)).toEqual(hashesOf(text));
    expect(out).toMatch(/[">]ex2:said[<"]/);
    expect(out).toMatch(/[">]k:said[<"]/);
    expect(out).toContain('ex3');
    expect(out).toContain('k2');
    expect(out).not.toMatch(/"ex2":|xmlns:ex2=|"k":|xmlns:k=/);
  });
});

describe('what a receiver may stumble over', () => {
  test('is told of XML 1.2', async () => {
    const sensors = {
      ...shipping,
      sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 26.0, uom: 'CEL' }] }],
    };
    const { code, out, err } = await epcisTool(['convert', '--to', 'xml-1.2'], {
      stdin: jsonSample([sensors, sensors]),
    });
    expect(code).toBe(0);
    expect(out).toContain('sensorReport');
    expect(err).toMatch(/-: warning: EPCIS 1\.2 does not know sensorElementList, which 2 events have/);
  });
});
