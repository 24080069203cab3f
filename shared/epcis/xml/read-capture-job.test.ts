import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { readMessage } from '../read-message.ts';

const namespaces =
  'xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ex="https://ns.example.org/" xmlns:p="urn:ietf:rfc:7807"';
const text = (children: string, attributes = 'running="false" success="false" captureID="job-1"') =>
  `<epcis:EPCISCaptureJob ${namespaces} ${attributes}>\n${children}\n</epcis:EPCISCaptureJob>`;
const behaviour = '<captureErrorBehaviour>rollback</captureErrorBehaviour>';
const times = '<createdAt>2026-03-01T10:00:00Z</createdAt><finishedAt>2026-03-01T10:00:05Z</finishedAt>';
const file = '<errorFile>https://example.com/e/1</errorFile>';
const error = '<error><type>epcisException:ValidationException</type><title>No</title></error>';

function job(content: string) {
  const message = readMessage(content, { order: 'published' });
  if (isRefusal(message)) throw new Error(`${message.detail} at ${message.at}`);
  if (message.is !== 'capture-job') throw new Error(message.is);
  return message.job;
}

describe('an EPCISCaptureJob', () => {
  const said = {
    captureID: 'job-1',
    running: false,
    success: false,
    captureErrorBehaviour: 'rollback',
    createdAt: '2026-03-01T10:00:00Z',
    finishedAt: '2026-03-01T10:00:05Z',
  };

  test('says where its errors are', () => {
    expect(job(text(behaviour + times + file))).toEqual({ ...said, errorFile: 'https://example.com/e/1' });
  });

  test('says its errors', () => {
    const more =
      '<error><type>about:blank</type><title/><status> 409 </status><detail>a &lt; b</detail><instance>/x</instance></error>';
    expect(job(text(`${behaviour}${times}<errors>${error}${more}</errors>`)).errors).toEqual([
      { type: 'epcisException:ValidationException', title: 'No' },
      { type: 'about:blank', title: '', status: 409, detail: 'a < b', instance: '/x' },
    ]);
  });

  test('says less while it runs', () => {
    const running = text(behaviour, 'running="1" success="true" captureID=" job-1 "');
    expect(job(running)).toEqual({
      running: true,
      success: true,
      captureID: 'job-1',
      captureErrorBehaviour: 'rollback',
    });
  });

  test('has extensions with their prefixes, and those of problems with the names that JSON has for them', () => {
    const errors =
      '<errors><error><type>about:blank</type><title>t</title><p:at>/a</p:at><p:balance xsi:type="xsd:decimal">30.0</p:balance>' +
      '<p:account>1</p:account><p:account>2</p:account><ex:line>4</ex:line></error></errors>';
    const found = job(
      text(`${behaviour}${errors}<ex:site>A</ex:site>`, 'ex:stage="x" running="false" success="false" captureID="1"'),
    );
    expect(JSON.stringify(found.errors)).toBe(
      '[{"type":"about:blank","title":"t","at":"/a","balance":30.0,"account":["1","2"],"ex:line":"4"}]',
    );
    expect(found).toMatchObject({ 'ex:site': 'A', '@ex:stage': 'x', '@context': { ex: 'https://ns.example.org/' } });
    expect(Object.keys(found['@context'] ?? {})).toEqual(['ex']);
  });

  test('does not take a text for short that begins like a prefix', () => {
    const found = job(text(`${behaviour}${file}<ex:site>ex:A</ex:site>`));
    expect(found).toMatchObject({ 'ex2:site': 'ex:A', '@context': { ex2: 'https://ns.example.org/' } });
  });

  test('may have its elements qualified, or in another order when nobody minds', () => {
    const qualified = text(behaviour + file).replaceAll(/<(\/?)(captureErrorBehaviour|errorFile)/g, '<$1epcis:$2');
    expect(job(qualified).errorFile).toBe('https://example.com/e/1');
    const turned = text(file + times + behaviour);
    expect(readMessage(turned)).toMatchObject({ is: 'capture-job' });
    expect(readMessage(turned, { order: 'published' })).toMatchObject({
      detail: expect.stringMatching(/stands before <createdAt>/),
    });
  });
});

describe('an EPCISCaptureJob is refused', () => {
  test.each([
    ['without a captureID', text(behaviour + file, 'running="false" success="false"'), '1:1', /"captureID" is missing/],
    ['without behaviour', text(file), '1:1', /"captureErrorBehaviour" is missing/],
    [
      'with a state that is none',
      text(behaviour + file, 'running="off" success="false" captureID="1"'),
      '1:',
      /true or false/,
    ],
    [
      'with a behaviour that is none',
      text(`<captureErrorBehaviour>all</captureErrorBehaviour>${file}`),
      '2:1 /captureErrorBehaviour',
      /rollback or proceed/,
    ],
    ['with a time that is none', text(`${behaviour}<createdAt>today</createdAt>${file}`), '/createdAt', /date/],
    ['with errors and a file', text(`${behaviour}${times}<errors>${error}</errors>${file}`), '/errorFile', /beside/],
    ['that failed for no reason', text(behaviour + times), '1:1', /neither/],
    [
      'that runs and has finished',
      text(behaviour + times, 'running="true" success="true" captureID="1"'),
      '/finishedAt',
      /running/,
    ],
    [
      'with an empty error',
      text(`${behaviour}<errors>${error}<error/></errors>`),
      '/errors/error[2]',
      /"type" is missing/,
    ],
    [
      'with a status that is none',
      text(`${behaviour}<errors>${error.replace('</error>', '<status>x</status></error>')}</errors>`),
      '/errors/error[1]/status',
      /HTTP/,
    ],
    ['with an element that is not known', text(`${behaviour}${file}<result/>`), '/result', /not expected/],
    [
      'with an attribute that is not known',
      text(behaviour + file, 'state="x" captureID="1"'),
      '/@state',
      /no attribute/,
    ],
    ['with an element twice', text(behaviour + behaviour), '/captureErrorBehaviour', /twice/],
  ])('%s', (_what, content, at, detail) => {
    expect(readMessage(content)).toMatchObject({
      refused: 'malformed',
      at: expect.stringContaining(at),
      detail: expect.stringMatching(detail),
    });
  });
});
