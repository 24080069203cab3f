import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { CaptureJob, JobProblem } from '../capture-job.ts';
import { captureJobXml } from './write-capture-job.ts';

const done: CaptureJob = { captureID: 'job "1"', running: false, success: true, captureErrorBehaviour: 'proceed' };

function written(job: CaptureJob, indent = false): string {
  const text = captureJobXml(job, { version: '2.0', indent });
  if (isRefusal(text)) throw new Error(`${text.detail} at ${text.at}`);
  return text;
}

const failed = (...errors: JobProblem[]): CaptureJob => ({ ...done, success: false, errors });
const plain: JobProblem = { type: 'about:blank', title: 't' };

describe('a capture job in XML', () => {
  test('has its state as attributes', () => {
    expect(written(done, true)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISCaptureJob xmlns:epcis="urn:epcglobal:epcis:xsd:2" running="false" success="true" captureID="job &quot;1&quot;">
  <captureErrorBehaviour>proceed</captureErrorBehaviour>
</epcis:EPCISCaptureJob>
`);
  });

  test('has its elements in the order of the schema, whatever order the members have', () => {
    const problem = { instance: '/x', detail: 'd', status: 409, title: 't', type: 'about:blank' };
    const text = written({
      errors: [problem],
      finishedAt: '2026-03-01T10:00:05Z',
      createdAt: '2026-03-01T10:00:00Z',
      ...done,
      success: false,
    });
    const names = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(names.join(' ')).toBe(
      'captureErrorBehaviour createdAt finishedAt errors error type title status detail instance',
    );
  });

  test('says where the errors are', () => {
    expect(written({ ...done, success: false, errorFile: 'urn:x:y' })).toContain('<errorFile>urn:x:y</errorFile>');
  });

  test('has no errors where there are none', () => expect(written({ ...done, errors: [] })).not.toContain('errors'));

  test('has what others added to a problem in the namespace of problems', () => {
    const text = written(
      failed({ ...plain, at: '/a', balance: exactNumber('30.0'), accounts: ['1', '2'], none: null }),
    );
    expect(text).toContain('xmlns:problem="urn:ietf:rfc:7807"');
    expect(text).toContain(
      '<problem:at>/a</problem:at><problem:balance xsi:type="xsd:decimal">30.0</problem:balance>' +
        '<problem:accounts>1</problem:accounts><problem:accounts>2</problem:accounts></error>',
    );
  });

  test('has another prefix for that where the usual one is taken', () => {
    const text = written({
      ...failed({ ...plain, at: '/a' }),
      '@context': { problem: 'urn:example:p' },
      'problem:x': 'y',
    });
    expect(text).toContain('xmlns:problem="urn:ietf:rfc:7807"');
    expect(text).toContain('xmlns:problem2="urn:example:p"');
    expect(text).toContain('<problem2:x>y</problem2:x>');
  });

  test('has extensions as elements and attributes of their namespace', () => {
    const text = written({
      ...done,
      '@context': { ex: 'https://ns.example.org/' },
      'ex:site': { 'ex:a': 1 },
      '@ex:stage': 'x',
    });
    expect(text).toContain('<ex:site><ex:a xsi:type="xsd:decimal">1</ex:a></ex:site>');
    expect(text).toContain(' ex:stage="x">');
  });
});

describe('a capture job is refused', () => {
  test('for EPCIS 1.2, which has none', () => {
    expect(captureJobXml(done, { version: '1.2' })).toMatchObject({
      refused: 'unsupported',
      detail: 'EPCIS 1.2 has no capture jobs',
      remedy: expect.stringContaining('2.0'),
    });
  });

  test.each([
    ['its captureID', { ...done, captureID: '\u0000' }, '/captureID'],
    ['a detail', failed(plain, { ...plain, detail: '\u0001' }), '/errors/1/detail'],
    ['an added text', failed({ ...plain, at: '\u0001' }), '/errors/0/at'],
    ['an added name', failed({ ...plain, 'a b': 'x' }), '/errors/0/a b'],
    ['a file', { ...done, success: false, errorFile: 'urn:\u0001' }, '/errorFile'],
    ['an extension', { ...done, 'ex:a': 'x' }, '/ex:a'],
    ['an extension of a problem', failed({ ...plain, 'ex:a': 'x' }), '/errors/0/ex:a'],
  ])('when XML cannot carry %s', (_what, job, at) => {
    expect(captureJobXml(job, { version: '2.0' })).toMatchObject({ refused: 'unsupported', at });
  });
});
