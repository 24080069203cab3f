import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { queryLimits } from '../query-message.ts';
import { readMessage } from '../read-message.ts';

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const param = (name: string, value: string) => `<param><name>${name}</name>${value}</param>`;
const list = (...texts: string[]) =>
  `<value xsi:type="epcisq:ArrayOfString">${texts.map((text) => `<string>${text}</string>`).join('')}</value>`;
const asked = (params: string) => `<queryName>SimpleEventQuery</queryName><params>\n${params}\n</params>`;
const poll = (params: string, edition = 2) =>
  `<epcisq:Poll xmlns:epcisq="urn:epcglobal:epcis-query:xsd:${edition}" ${xsi}>${asked(params)}</epcisq:Poll>`;
const inDocument = (content: string) =>
  `<epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2" ${xsi} schemaVersion="2.0" creationDate="2026-03-01T10:00:00Z"><EPCISBody>${content}</EPCISBody></epcisq:EPCISQueryDocument>`;

function query(text: string) {
  const message = readMessage(text, { order: 'published' });
  if (isRefusal(message)) throw new Error(`${message.detail} at ${message.at}`);
  if (message.is !== 'query') throw new Error(message.is);
  return message.query;
}

const params = (text: string) => query(poll(text)).params;

describe('a Poll', () => {
  const content = poll(param('eventType', list('ObjectEvent')));
  const said = { queryName: 'SimpleEventQuery', params: { eventType: ['ObjectEvent'] } };

  test.each([
    ['by itself', content],
    ['in an EPCISQueryDocument', inDocument(content)],
    ['of EPCIS 1.2', poll(param('eventType', list('ObjectEvent')), 1)],
    [
      'in a SOAP envelope',
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>${content}</s:Body></s:Envelope>`,
    ],
    [
      'whose elements are all qualified',
      content.replaceAll(/<(\/?)(queryName|params|param|name|value|string)\b/g, '<$1epcisq:$2'),
    ],
    ['with comments and white space', content.replaceAll('<', '\n<!-- a -->\t<').replace(/^\s*<!-- a -->\s*/, '')],
  ])('is read %s', (_what, text) => expect(query(text)).toEqual(said));

  test('is read in any order, unless the published one is asked for', () => {
    const turned = poll(`<param>${list('ObjectEvent')}<name>eventType</name></param>`);
    expect(readMessage(turned)).toEqual({ is: 'query', query: said });
    expect(readMessage(turned, { order: 'published' })).toMatchObject({
      detail: expect.stringMatching(/<value> stands before <name>/),
    });
  });

  test('may have no parameters', () => expect(params('')).toEqual({}));
});

describe('the value of a parameter', () => {
  test.each([
    ['<value>  2026-03-01T10:00:00Z\n</value>', '"2026-03-01T10:00:00Z"'],
    ['<value>5</value>', '"5"'],
    ['<value>true</value>', '"true"'],
    ['<value xsi:type="xsd:string">5</value>', '"5"'],
    ['<value xsi:type="xsd:string"/>', '""'],
    ['<value xsi:type="xs:integer">+007</value>', '7'],
    ['<value xsi:type="int">-3</value>', '-3'],
    ['<value xsi:type="xsd:double">2.5E1</value>', '2.5E1'],
    ['<value xsi:type="xsd:double">26.0</value>', '26.0'],
    ['<value xsi:type="xsd:integer">12345678901234567890</value>', '12345678901234567890'],
    ['<value xsi:type="xsd:boolean"> 1 </value>', 'true'],
    ['<value xsi:type="xsd:boolean">false</value>', 'false'],
    ['<value xsi:type="xsd:dateTime">2026-03-01T10:00:00+01:00</value>', '"2026-03-01T10:00:00+01:00"'],
    ['<value xsi:type="xsd:anyURI">urn:x:y</value>', '"urn:x:y"'],
    ['<value xsi:type="epcisq:VoidHolder"/>', 'true'],
    ['<value xsi:type="epcisq:VoidHolder"> </value>', 'true'],
    [list('a', ' b ', ''), '["a","b",""]'],
    ['<value><string>a</string></value>', '["a"]'],
    [list('&lt;a&gt; &amp; <![CDATA[<b>]]>'), '["<a> & <b>"]'],
  ])('%s is %s', (value, json) => {
    expect(JSON.stringify(params(param('EQ_x', value))['EQ_x'])).toBe(json);
  });

  test('has CBV words that are understood as the bare words', () => {
    expect(params(param('EQ_bizStep', list('urn:epcglobal:cbv:bizstep:shipping')))).toEqual({
      EQ_bizStep: ['shipping'],
    });
  });
});

describe('a Poll is refused', () => {
  test.each([
    ['with a parameter without a value', param('EQ_x', ''), '/params/param[1]', /"EQ_x" has no value/],
    ['with a value that says nothing', param('EQ_x', '<value/>'), '/params/param[1]', /no value/],
    ['with a value of nothing', param('EQ_x', '<value xsi:nil="true"/>'), '/params/param[1]', /no value/],
    ['with a parameter without a name', '<param><value>1</value></param>', '/params/param[1]', /no name/],
    ['with a name that is empty', param('', '<value>1</value>'), '/params/param[1]', /no name/],
    ['with an empty parameter', '<param/>', '/params/param[1]', /no name/],
    ['with a parameter twice', param('a', '<value>1</value>').repeat(2), '/params/param[2]', /"a" stands twice/],
    [
      'with a name twice in a parameter',
      '<param><name>a</name><name>b</name><value>1</value></param>',
      '/params/param[1]/name',
      /twice/,
    ],
    ['with two values', param('a', '<value>1</value><value>2</value>'), '/params/param[1]/value', /twice/],
    ['with an empty list', param('a', list()), '/params/param[1]/value', /the list of "a" is empty/],
    ['with text beside a list', param('a', '<value>x<string>y</string></value>'), '/params/param[1]/value', /beside/],
    [
      'with a list of another type',
      param('a', '<value xsi:type="xsd:int"><string>1</string></value>'),
      '/params/param[1]/value',
      /type int/,
    ],
    [
      'with a type of nobody’s',
      param('a', '<value xsi:type="my:List">1</value>'),
      '/params/param[1]/value',
      /"my:List" is no type/,
    ],
    [
      'with a number that is none',
      param('a', '<value xsi:type="xsd:integer">1.5</value>'),
      '/params/param[1]/value',
      /"1.5" is not a whole/,
    ],
    [
      'with a number beyond all',
      param('a', '<value xsi:type="xsd:double">INF</value>'),
      '/params/param[1]/value',
      /"INF" is not a number/,
    ],
    [
      'with a truth that is none',
      param('a', '<value xsi:type="xsd:boolean">yes</value>'),
      '/params/param[1]/value',
      /true or false/,
    ],
    [
      'with a time without a zone',
      param('a', '<value xsi:type="xsd:dateTime">2026-03-01T10:00:00</value>'),
      '/params/param[1]/value',
      /zone/,
    ],
    [
      'with something in a VoidHolder',
      param('a', '<value xsi:type="q:VoidHolder">x</value>'),
      '/params/param[1]/value',
      /holds nothing/,
    ],
    ['with elements of others', param('a', '<value><x/></value>'), '/params/param[1]/value/x', /not expected/],
    ['with something else in the parameters', '<other/>', '/params/other', /not expected/],
  ])('%s', (_what, content, path, detail) => {
    const refusal = readMessage(poll(content));
    expect(refusal).toMatchObject({ at: expect.stringMatching(/^\d+:\d+ \//), detail: expect.stringMatching(detail) });
    expect(refusal).toMatchObject({ at: expect.stringContaining(path), rule: expect.stringMatching(/EPCIS/) });
  });

  test('with its line, and the path from the document', () => {
    const text = inDocument(poll(`${param('a', '<value>1</value>')}\n  ${param('b', '')}`));
    expect(readMessage(text)).toMatchObject({ at: '3:3 /EPCISBody/epcisq:Poll/params/param[2]', line: 3, column: 3 });
  });

  test.each([
    ['without queryName', '<params/>', /<queryName> is missing/],
    ['with an empty queryName', '<queryName> </queryName><params/>', /<queryName> is missing/],
    ['without params', '<queryName>a</queryName>', /<params> is missing/],
    ['with a queryName without end', `<queryName>${'q'.repeat(1001)}</queryName><params/>`, /more than 1000/],
  ])('%s', (_what, content, detail) => {
    const text = `<q:Poll xmlns:q="urn:epcglobal:epcis-query:xsd:2">${content}</q:Poll>`;
    expect(readMessage(text)).toMatchObject({
      detail: expect.stringMatching(detail),
      rule: expect.stringMatching(/§8.2.5/),
    });
  });

  test('with two spellings of one parameter', () => {
    const content =
      param('EQ_source_urn:epcglobal:cbv:sdt:location', '<value>a</value>') +
      param('EQ_source_location', '<value>b</value>');
    expect(readMessage(poll(content))).toMatchObject({
      refused: 'bad-parameter',
      detail: expect.stringContaining('EQ_source_location'),
      line: 1,
    });
  });

  test('with more than any question has, at the place where it is too much', () => {
    const many = Array.from({ length: queryLimits.params + 1 }, (_, at) => param(`EQ_${at}`, '<value>1</value>'));
    expect(Object.keys(params(many.slice(1).join('')))).toHaveLength(queryLimits.params);
    expect(readMessage(poll(many.join('')))).toMatchObject({ refused: 'too-large' });
    const texts = Array.from({ length: queryLimits.strings + 1 }, (_, at) => `urn:x:${at}`);
    expect(params(param('MATCH_epc', list(...texts.slice(1))))['MATCH_epc']).toHaveLength(queryLimits.strings);
    expect(readMessage(poll(param('MATCH_epc', list(...texts))))).toMatchObject({ refused: 'too-large' });
  });
});

describe('other messages of the query interface', () => {
  const message = (content: string) =>
    readMessage(`<q:X xmlns:q="urn:epcglobal:epcis-query:xsd:1">${content}</q:X>`.replaceAll('q:X', 'q:Subscribe'));

  test('are refused by their name, or for what they lack', () => {
    expect(
      message(
        '<queryName>a</queryName><params/><dest>urn:x:y</dest><controls><reportIfEmpty>true</reportIfEmpty></controls>',
      ),
    ).toMatchObject({
      detail: '<subscriptionID> is missing',
    });
    expect(
      message(
        '<queryName>a</queryName><params/><dest>urn:x:y</dest><controls><reportIfEmpty>true</reportIfEmpty></controls><subscriptionID>1</subscriptionID>',
      ),
    ).toMatchObject({
      refused: 'unsupported',
      detail: expect.stringContaining('Subscribe is a message to the query interface'),
    });
  });
});
