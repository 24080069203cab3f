import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { documentFolder, epcisTool, epcisToolHere } from '../../test/kit/epcis-tool.ts';

const folder = documentFolder();
afterAll(folder.remove);

const link = 'https://id.gs1.org/01/09521321543218/21/A1';
const poll = folder.write(
  'poll.xml',
  `<?xml version="1.0" encoding="UTF-8"?>
<epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" schemaVersion="2.0" creationDate="2026-03-01T10:00:00Z">
  <EPCISBody>
    <epcisq:Poll>
      <queryName>SimpleEventQuery</queryName>
      <params>
        <param><name>EQ_bizStep</name><value xsi:type="epcisq:ArrayOfString"><string>urn:epcglobal:cbv:bizstep:shipping</string></value></param>
        <param><name>MATCH_epc</name><value xsi:type="epcisq:ArrayOfString"><string>${link}</string></value></param>
        <param><name>eventCountLimit</name><value xsi:type="xsd:integer">5</value></param>
      </params>
    </epcisq:Poll>
  </EPCISBody>
</epcisq:EPCISQueryDocument>
`,
);
const query = {
  name: 'SimpleEventQuery',
  query: { EQ_bizStep: ['shipping'], MATCH_epc: [link], eventCountLimit: 5 },
};
const queryFile = folder.write('query.json', JSON.stringify(query));
const job = {
  captureID: 'job-1',
  createdAt: '2026-03-01T10:00:00Z',
  finishedAt: '2026-03-01T10:00:05Z',
  running: false,
  success: false,
  captureErrorBehaviour: 'proceed',
  errors: [{ type: 'epcisException:ValidationException', title: 'No', at: '/epcisBody/eventList/3' }],
};
const jobFile = folder.write('job.json', JSON.stringify(job));
const badPoll = folder.write(
  'bad-poll.xml',
  readFileSync(poll, 'utf8').replace('<value xsi:type="xsd:integer">5</value>', ''),
);
const badJob = folder.write('bad-job.json', JSON.stringify({ ...job, success: true }, null, 2));

describe('convert', () => {
  test('a Poll to JSON', async () => {
    const { code, out, err } = await epcisToolHere('convert', '--to', 'json-2.0', poll);
    expect({ code, err, tree: JSON.parse(out) }).toEqual({ code: 0, err: '', tree: query });
  });

  test('a query in JSON to XML 2.0, and back', async () => {
    const { code, out } = await epcisToolHere('convert', '--to', 'xml-2.0', '--vocabulary', 'web-uri', queryFile);
    expect(code).toBe(0);
    expect(out).toMatch(/<epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2".* creationDate="/);
    expect(out).toContain('<string>https://ref.gs1.org/cbv/BizStep-shipping</string>');
    const back = await epcisToolHere('convert', '--to', 'json-2.0', '--compact', folder.write('back.xml', out));
    expect(back.out).toBe(`${JSON.stringify(query)}\n`);
  });

  test('a query from standard input', async () => {
    const { code, out } = await epcisTool(['convert', '--to', 'json-2.0'], { stdin: readFileSync(poll) });
    expect({ code, tree: JSON.parse(out) }).toEqual({ code: 0, tree: query });
  });

  test('a query to XML 1.2, with EPC URNs', async () => {
    const prefix = ['--company-prefix', '9521321'];
    const { code, out, err } = await epcisToolHere('convert', '--to', 'xml-1.2', ...prefix, queryFile);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('xmlns:epcisq="urn:epcglobal:epcis-query:xsd:1"');
    expect(out).toContain('<string>urn:epc:id:sgtin:9521321.054321.A1</string>');
  });

  test('tells what has no such spelling', async () => {
    const { code, out, err } = await epcisToolHere('convert', '--to', 'xml-1.2', queryFile);
    expect(code).toBe(0);
    expect(out).toContain(`<string>${link}</string>`);
    expect(err).toMatch(/warning: no EPC URN for 1 mention of identifiers/);
  });

  test('a capture job to XML 2.0 and back, into files', async () => {
    const target = folder.in('job.xml');
    const { code, out, err } = await epcisToolHere('convert', '--to', 'xml-2.0', '-o', target, jobFile);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(target, 'utf8')).toContain('<problem:at>/epcisBody/eventList/3</problem:at>');
    const back = await epcisToolHere('convert', '--to', 'json-2.0', target);
    expect(JSON.parse(back.out)).toEqual(job);
  });

  test('a capture job not to XML 1.2, which has none, and leaves no file', async () => {
    const target = folder.in('job12.xml');
    const { code, out, err } = await epcisToolHere('convert', '--to', 'xml-1.2', '-o', target, jobFile);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/error: EPCIS 1.2 has no capture jobs .* — write XML 2.0 or JSON/);
    expect(() => readFileSync(target)).toThrow(/ENOENT/);
  });

  test('a Poll that is wrong not at all', async () => {
    const { code, out, err } = await epcisToolHere('convert', '--to', 'json-2.0', badPoll);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/bad-poll.xml:9:9: error: the parameter "eventCountLimit" has no value/);
  });
});

describe('inspect', () => {
  test('shows what a query asks', async () => {
    const { code, out, err } = await epcisToolHere('inspect', poll);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/form {2,}a query to a repository \(XML, utf-8\)/);
    expect(out).toMatch(/query {2,}SimpleEventQuery/);
    expect(out).toMatch(/EQ_bizStep {2,}shipping/);
    expect(out).toMatch(/eventCountLimit {2,}5/);
    expect(out).toMatch(/events {2,}0/);
  });

  test('shows how far a capture has come', async () => {
    const { code, out } = await epcisToolHere('inspect', jobFile);
    expect(code).toBe(0);
    expect(out).toMatch(/form {2,}the state of a capture \(JSON, utf-8\)/);
    expect(out).toMatch(/captureID {2,}job-1/);
    expect(out).toMatch(/success {2,}false/);
    expect(out).toMatch(/error {2,}\{"type":"epcisException:ValidationException"/);
  });

  test('tells a program', async () => {
    const { lines } = await epcisToolHere('inspect', '--json', poll, jobFile);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        file: poll,
        readable: true,
        syntax: 'xml',
        message: 'query',
        queryName: 'SimpleEventQuery',
        params: query.query,
      },
      { file: jobFile, readable: true, syntax: 'json', message: 'capture-job', ...job },
    ]);
  });

  test('shortens long lists, and cannot be made to command the terminal', async () => {
    const epcs = Array.from({ length: 40 }, (_, at) => `urn:x:${at}`);
    const file = folder.write('long.json', JSON.stringify({ MATCH_epc: epcs, 'EQ_\u001b[2J': 'a\nb' }));
    const { out } = await epcisToolHere('inspect', file);
    expect(out).toContain('urn:x:11, and 28 more');
    expect(out).not.toContain('\u001b');
    expect(out).toContain('a\\u000ab');
    const errors = Array.from({ length: 40 }, () => job.errors[0]);
    const many = await epcisToolHere('inspect', folder.write('errors.json', JSON.stringify({ ...job, errors })));
    expect(many.out).toMatch(/errors {2,}and 28 more/);
  });

  test('still tells of a document that is neither', async () => {
    const { code, err } = await epcisToolHere('inspect', folder.write('other.json', '{"a": 1}'));
    expect(code).toBe(1);
    expect(err).toMatch(/other.json:1:1: error: "@context" is missing/);
  });
});

describe('validate', () => {
  test('says what is valid', async () => {
    const { code, lines } = await epcisToolHere('validate', poll, queryFile, jobFile);
    expect(code).toBe(0);
    expect(lines).toEqual([
      `${poll}: valid, a query to a repository ("SimpleEventQuery", 3 parameters)`,
      `${queryFile}: valid, a query to a repository ("SimpleEventQuery", 3 parameters)`,
      `${jobFile}: valid, the state of a capture ("job-1", finished, with errors)`,
      '3 documents, 0 invalid',
    ]);
  });

  test('says what is wrong, with its line', async () => {
    const { code, out } = await epcisToolHere('validate', badPoll, badJob);
    expect(code).toBe(1);
    expect(out).toMatch(
      /bad-poll.xml:9:9: error: the parameter "eventCountLimit" has no value \[EPCIS 2.0 §8.2.5.*\] — /,
    );
    expect(out).toMatch(/bad-job.json:8:13: error: errors stand in a job that has met no error \[EPCIS 2.0 REST/);
  });

  test('tells a program', async () => {
    const { lines } = await epcisToolHere('validate', '--json', jobFile, badJob);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { file: jobFile, valid: true, events: 0, message: 'capture-job', errors: 0, warnings: 0, problems: [] },
      expect.objectContaining({
        file: badJob,
        valid: false,
        problems: [expect.objectContaining({ path: '/errors', line: 8 })],
      }),
    ]);
  });

  test('holds XML to the order of its schema', async () => {
    const turned = readFileSync(poll, 'utf8').replace(/(<name>EQ_bizStep<\/name>)(<value.*?<\/value>)/, '$2$1');
    const file = folder.write('turned.xml', turned);
    expect((await epcisToolHere('validate', file)).out).toMatch(/error: <value> stands before <name>/);
    expect((await epcisToolHere('validate', '--tiers', 'business', file)).code).toBe(0);
  });
});

test('hash says that there are no events', async () => {
  const { code, out, err } = await epcisToolHere('hash', poll, jobFile);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/poll.xml:4:5: error: Poll is a query to a repository .*, not a document with events/);
  expect(err).toMatch(/job.json:1:1: error: this is the state of a capture .*, not a document with events/);
});
