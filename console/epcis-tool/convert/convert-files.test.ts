import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { eventId } from '#shared/epcis/event-id.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { jsonSample, sampleEvents, xmlSample } from '../../../test/kit/epcis-samples.ts';
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
const bad = folder.write('bad.json', jsonSample([commissioning, { ...packing, eventTime: 'never' }, shipping]));

describe('an invalid document', () => {
  test('is not written, and all that is wrong is told', async () => {
    const { code, out, err } = await convert('--to', 'xml-2.0', bad);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/bad\.json:\d+:\d+: error: "never"/);
    expect(err).toContain('nothing was written');
  });

  test('leaves the file that was there as it was', async () => {
    const target = folder.write('kept.xml', 'old');
    expect((await convert('--to', 'xml-2.0', '-o', target, bad)).code).toBe(1);
    expect(readFileSync(target, 'utf8')).toBe('old');
  });

  test('is written without its invalid events when asked, with the exit code of an invalid one', async () => {
    const { code, out, err } = await convert('--to', 'xml-2.0', '--skip-invalid', bad);
    expect(code).toBe(1);
    expect(hashesOf(out)).toEqual(hashesOf(jsonSample([commissioning, shipping])));
    expect(err).toContain('1 of 3 events were left out');
  });

  test('that breaks off is not written at all', async () => {
    const { code, out } = await epcisTool(['convert', '--to', 'xml-2.0', '--skip-invalid'], {
      stdin: jsonSample().slice(0, -30),
    });
    expect(code).toBe(1);
    expect(out).toBe('');
  });

  test('is one that XML cannot carry, too', async () => {
    const odd = { ...shipping, 'ex:no name': 'x' };
    const { code, out, err } = await converted(jsonSample([packing, odd]), '--to', 'xml-2.0');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/document:\d+:\d+: error: .*no name/);
    const skipped = await epcisTool(['convert', '--to', 'xml-2.0', '--skip-invalid'], {
      stdin: jsonSample([packing, odd]),
    });
    expect(hashesOf(skipped.out)).toEqual(hashesOf(jsonSample([packing])));
  });
});

describe('files', () => {
  test('get their name when they are whole, and no other stays', async () => {
    mkdirSync(folder.in('one'));
    const { code, out } = await convert('--to', 'xml-1.2', '--output', folder.in('one/a.xml'), good);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readdirSync(folder.in('one'))).toEqual(['a.xml']);
    expect(hashesOf(readFileSync(folder.in('one/a.xml'), 'utf8'))).toEqual(hashesOf(jsonSample()));
  });

  test('many go to a folder, each under its own name', async () => {
    const xml = folder.write('more/second.XML', xmlSample('1.2'));
    const odd = folder.write('more/third.v2', xmlSample('2.0'));
    const { code } = await epcisTool(
      ['convert', '--to', 'json-2.0', '--output-dir', folder.in('out/deep'), good, xml, odd, '-'],
      {
        stdin: xmlSample('1.2'),
      },
    );
    expect(code).toBe(0);
    expect(readdirSync(folder.in('out/deep')).sort()).toEqual([
      'good.json',
      'second.json',
      'stdin.json',
      'third.v2.json',
    ]);
  });

  test('of which one is invalid are written but for that one', async () => {
    const { code, err } = await convert(
      '--to',
      'xml-2.0',
      '--output-dir',
      folder.in('some'),
      bad,
      good,
      folder.in('no.json'),
    );
    expect(code).toBe(2);
    expect(err).toContain('bad.json');
    expect(err).toContain('there is no such file');
    expect(readdirSync(folder.in('some'))).toEqual(['good.xml']);
  });

  test.each([
    ['no form', [good], 'say what to write: --to'],
    ['many without a folder', ['--to', 'xml-2.0', good, bad], '--output-dir'],
    ['a file and a folder', ['--to', 'xml-2.0', '-o', 'a', '--output-dir', 'b', good], 'not both'],
    ['over its own source', ['--to', 'json-2.0', '-o', good, good], 'would be written over'],
    ['over a source in the folder', ['--to', 'json-2.0', '--output-dir', folder.path, good], 'would be written over'],
    [
      'two to one name',
      ['--to', 'json-2.0', '--output-dir', folder.in('x'), 'a/b.xml', 'b.json'],
      'would both be written',
    ],
    ['into a folder that is not there', ['--to', 'xml-2.0', '-o', folder.in('nowhere/a.xml'), good], 'cannot write'],
    ['into a folder that is a file', ['--to', 'xml-2.0', '--output-dir', good, linkFile], 'output-dir'],
    ['words for JSON', ['--to', 'json-2.0', '--vocabulary', 'urn', good], 'JSON has bare words'],
    ['a prefix that is none', ['--to', 'xml-1.2', '--company-prefix', '95x', good], '95x'],
    ['a table that is not there', ['--to', 'xml-1.2', '--prefix-table', folder.in('none'), good], 'no such file'],
  ])('%s: cannot be done as asked', async (_, args, message) => {
    const { code, out, err } = await convert(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  test('a temporary copy of standard input does not stay', async () => {
    const temporary = folder.in('tmp');
    mkdirSync(temporary);
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    try {
      expect((await epcisTool(['convert', '--to', 'xml-2.0'], { stdin: jsonSample() })).code).toBe(0);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    expect(existsSync(temporary) && readdirSync(temporary)).toEqual([]);
  });
});
