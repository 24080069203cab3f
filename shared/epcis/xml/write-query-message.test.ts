import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { QueryMessage } from '../query-message.ts';
import { type QueryXmlOptions, queryXml } from './write-query-message.ts';

const asked = (params: QueryMessage['params'], context?: QueryMessage['context']): QueryMessage => ({
  queryName: 'SimpleEventQuery',
  params,
  ...(context === undefined ? {} : { context }),
});

function written(query: QueryMessage, options: QueryXmlOptions = { version: '2.0' }): string {
  const text = queryXml(query, options);
  if (isRefusal(text)) throw new Error(`${text.detail} at ${text.at}`);
  return text;
}

/** What stands between the tags of `params`. */
const params = (query: QueryMessage, options?: QueryXmlOptions) =>
  /<params>(.*)<\/params>/s.exec(written(query, options))?.[1];

describe('a Poll', () => {
  test('is the root', () => {
    expect(written(asked({}))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<epcisq:Poll xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2">' +
        '<queryName>SimpleEventQuery</queryName><params></params></epcisq:Poll>\n',
    );
  });

  test('stands in a document that was made at some time', () => {
    expect(written(asked({ a: 'x' }), { version: '1.2', indent: true, creationDate: '2026-03-01T10:00:00Z' })).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T10:00:00Z">
  <EPCISBody>
    <epcisq:Poll>
      <queryName>SimpleEventQuery</queryName>
      <params>
        <param>
          <name>a</name>
          <value>x</value>
        </param>
      </params>
    </epcisq:Poll>
  </EPCISBody>
</epcisq:EPCISQueryDocument>
`,
    );
  });

  test('declares the namespaces of types only where there are types', () => {
    expect(written(asked({ a: 'x' }))).not.toContain('XMLSchema');
    expect(written(asked({ a: 1 }))).toContain('xmlns:xsd=');
  });
});

describe('a value', () => {
  test.each([
    ['x & y', '<value>x &amp; y</value>'],
    ['', '<value xsi:type="xsd:string"/>'],
    [['a', '<b>'], '<value xsi:type="epcisq:ArrayOfString"><string>a</string><string>&lt;b&gt;</string></value>'],
    [5, '<value xsi:type="xsd:integer">5</value>'],
    [-1.5, '<value xsi:type="xsd:double">-1.5</value>'],
    [exactNumber('26.0'), '<value xsi:type="xsd:double">26.0</value>'],
    [exactNumber('12345678901234567890'), '<value xsi:type="xsd:integer">12345678901234567890</value>'],
    [true, '<value xsi:type="xsd:boolean">true</value>'],
  ])('%j', (value, text) => {
    expect(params(asked({ EQ_x: value }))).toBe(`<param><name>EQ_x</name>${text}</param>`);
  });

  test('of EXISTS_ is a VoidHolder in 1.2, which cannot say false', () => {
    const at12 = { version: '1.2' } as const;
    expect(params(asked({ EXISTS_errorDeclaration: true }), at12)).toContain('<value xsi:type="epcisq:VoidHolder"/>');
    expect(params(asked({ includeChildren: false }), at12)).toContain('<value xsi:type="xsd:boolean">false</value>');
    expect(params(asked({ EXISTS_errorDeclaration: false }))).toContain('<value xsi:type="xsd:boolean">false</value>');
    expect(queryXml(asked({ EXISTS_errorDeclaration: false }), at12)).toMatchObject({
      refused: 'unsupported',
      at: '/params/EXISTS_errorDeclaration',
      remedy: expect.stringContaining('leave'),
    });
  });

  test('has its CBV words as URNs or, asked so in 2.0, as web URIs', () => {
    const query = asked({ EQ_bizStep: ['shipping', 'urn:example:own'] });
    const urn = 'urn:epcglobal:cbv:bizstep:shipping';
    expect(params(query)).toContain(`<string>${urn}</string><string>urn:example:own</string>`);
    expect(params(query, { version: '1.2', vocabulary: 'web-uri' })).toContain(urn);
    expect(params(query, { version: '2.0', vocabulary: 'web-uri' })).toContain(
      'https://ref.gs1.org/cbv/BizStep-shipping',
    );
  });

  test('and a name have no CURIEs, which XML does not know', () => {
    const text = params(asked({ 'EQ_ex:size': ['ex:large'] }, { ex: 'https://ns.example.org/epcis/' }));
    expect(text).toContain('<name>EQ_https://ns.example.org/epcis/#size</name>');
    expect(text).toContain('<string>https://ns.example.org/epcis/large</string>');
  });
});

describe('a query is refused', () => {
  test.each([
    ['queryName', { queryName: 'a\u0000', params: {} }, '/queryName'],
    ['the name of a parameter', asked({ 'a\u0001': 'x' }), '/params/a\u0001'],
    ['a text', asked({ a: '\u0002' }), '/params/a'],
    ['a text of a list', asked({ 'a/b': ['x', '\ufffe'] }), '/params/a~1b/1'],
  ])('when XML cannot carry %s', (_what, query, at) => {
    expect(queryXml(query, { version: '2.0' })).toMatchObject({
      refused: 'unsupported',
      at,
      detail: expect.stringContaining('U+'),
    });
  });

  test('when the document’s date cannot be carried', () => {
    expect(queryXml(asked({}), { version: '2.0', creationDate: '\u0000' })).toMatchObject({ at: '/creationDate' });
  });

  test('when two CURIEs mean one name', () => {
    const context = { a: 'urn:example:x', b: 'urn:example:x' };
    expect(queryXml(asked({ 'EQ_a:size': 'L', 'EQ_b:size': 'M' }, context), { version: '2.0' })).toMatchObject({
      refused: 'bad-parameter',
      at: '/params',
    });
  });
});
