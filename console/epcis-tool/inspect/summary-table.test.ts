import { describe, expect, test } from 'vitest';
import type { DocumentSummary } from './document-summary.ts';
import { summaryJson } from './summary-json.ts';
import { summaryTable } from './summary-table.ts';

const summary = (more: Partial<DocumentSummary> = {}): DocumentSummary => ({
  file: 'a.xml',
  readable: true,
  bytes: 1234,
  encoding: 'utf-8',
  syntax: 'xml',
  form: 'EPCISDocument',
  schemaVersion: '1.2',
  events: 1200,
  refused: 0,
  errorDeclarations: 0,
  types: [['ObjectEvent', 1200]],
  actions: [],
  bizSteps: [],
  dispositions: [],
  eventTime: undefined,
  identifiers: [],
  lots: [],
  expiryDates: [],
  hierarchy: [],
  extensions: [],
  ...more,
});

describe('the table', () => {
  test('has no row for what is not there', () => {
    expect(summaryTable(summary())).toBe(
      [
        'a.xml',
        '  form    EPCISDocument 1.2 (XML, utf-8)',
        '  size    1.2 kB',
        '  events  1,200',
        '  types   ObjectEvent 1,200',
        '',
      ].join('\n'),
    );
  });

  test('shows the first dozen and how many more there are', () => {
    const lots = Array.from({ length: 20 }, (_, lot): [string, number] => [`L${lot}`, 1]);
    expect(summaryTable(summary({ lots }))).toContain('L11 1, and 8 more\n');
  });

  test('says when there are more identifiers than were counted', () => {
    const row = { scheme: 'sgtin', mentions: 9, distinct: 5, spellings: [], companyPrefixes: [] };
    expect(summaryTable(summary({ identifiers: [{ ...row, atLeast: true }] }))).toContain(
      'more than 5 sgtin, 9 mentions',
    );
  });

  test('says what cannot be read, and what declares an error', () => {
    const table = summaryTable(summary({ refused: 3, errorDeclarations: 2, readable: false }));
    expect(table).toContain(
      'events  1,200, of which 2 declare an error, and 3 that cannot be read (validate tells why)',
    );
  });

  test('of a document that breaks off has no form', () => {
    const { form: _, schemaVersion: __, ...broken } = summary();
    expect(summaryTable(broken)).toContain('form    not to be read to its end (XML, utf-8)');
  });

  test('of nothing is empty, and what is no document is called so', () => {
    const { form: _, schemaVersion: __, syntax: ___, encoding: ____, ...nothing } = summary();
    expect(summaryTable({ ...nothing, bytes: 0 })).toMatch(/form +empty\n/);
    expect(summaryTable({ ...nothing, bytes: 9 })).toMatch(/form +neither XML nor JSON\n/);
  });

  test('writes a label once for many rows', () => {
    const extensions = [
      { namespace: 'urn:a', names: [['x', 1]] satisfies [string, number][] },
      { namespace: 'urn:b', names: [['y', 2]] satisfies [string, number][] },
    ];
    expect(summaryTable(summary({ extensions }))).toMatch(/ {2}extensions {2}urn:a {2}x 1\n {14}urn:b {2}y 2\n/);
  });
});

describe('the object', () => {
  test('has counts as members, also of odd names', () => {
    const object = JSON.parse(
      summaryJson(
        summary({
          lots: [
            ['__proto__', 2],
            ['constructor', 1],
          ],
        }),
      ),
    );
    expect(Object.entries(object.lots)).toEqual([
      ['__proto__', 2],
      ['constructor', 1],
    ]);
    expect(object.types).toEqual({ ObjectEvent: 1200 });
  });

  test('is one line, with the extensions of head and events together', () => {
    const one = { namespace: 'urn:a', names: [['x', 1]] satisfies [string, number][] };
    const text = summaryJson(summary({ extensions: [one], headExtensions: [{ ...one, namespace: 'urn:h' }] }));
    expect(text.trimEnd()).not.toContain('\n');
    expect(JSON.parse(text).extensions).toEqual([
      { namespace: 'urn:a', names: { x: 1 } },
      { namespace: 'urn:h', names: { x: 1 } },
    ]);
  });
});
