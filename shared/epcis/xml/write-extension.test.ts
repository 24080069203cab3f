import { describe, expect, test } from 'vitest';
import { refusedEvent, written } from '../../../test/kit/written-xml.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { Json } from '../../wire/json.ts';

const context = { '@context': { ex: 'https://ns.example.org/', other: 'urn:example:other' } };

/** What is written for a member `ex:a` of an event. */
const extension = (value: Json, options?: Parameters<typeof written>[1]) =>
  /<action>OBSERVE<\/action>(.*)<\/ObjectEvent>/s.exec(written({ ...context, 'ex:a': value }, options))?.[1];
const refused = (value: Json) => refusedEvent({ ...context, 'ex:a': value });

describe('a value', () => {
  test.each<[Json, string]>([
    ['text', '<ex:a>text</ex:a>'],
    ['', '<ex:a/>'],
    [' a < b ', '<ex:a xml:space="preserve"> a &lt; b </ex:a>'],
    ['007', '<ex:a>007</ex:a>'],
    [true, '<ex:a xsi:type="xsd:boolean">true</ex:a>'],
    [false, '<ex:a xsi:type="xsd:boolean">false</ex:a>'],
    [5, '<ex:a xsi:type="xsd:decimal">5</ex:a>'],
    [-0.25, '<ex:a xsi:type="xsd:decimal">-0.25</ex:a>'],
    [exactNumber('26.00'), '<ex:a xsi:type="xsd:decimal">26.00</ex:a>'],
    [1e21, '<ex:a xsi:type="xsd:double">1e+21</ex:a>'],
    [exactNumber('1.0E-400'), '<ex:a xsi:type="xsd:double">1.0E-400</ex:a>'],
    [null, ''],
    [[], ''],
    [{}, '<ex:a/>'],
  ])('%j', (value, xml) => {
    expect(extension(value)).toBe(xml);
  });

  test('that is a CURIE of the event is written in full', () => {
    expect(extension('ex:thing')).toBe('<ex:a>https://ns.example.org/thing</ex:a>');
    expect(extension('unknown:thing')).toBe('<ex:a>unknown:thing</ex:a>');
  });
});

describe('a list', () => {
  test('repeats its element', () => {
    expect(extension(['1', 2, { b: '3' }])).toBe(
      '<ex:a>1</ex:a><ex:a xsi:type="xsd:decimal">2</ex:a><ex:a><b>3</b></ex:a>',
    );
  });

  test('of lists is one list', () => {
    expect(extension([['1', ['2']], [], null, '3'])).toBe('<ex:a>1</ex:a><ex:a>2</ex:a><ex:a>3</ex:a>');
  });
});

describe('a structure', () => {
  test('has elements of its members’ names, in their order', () => {
    expect(extension({ 'other:z': 'z', plain: 'p', 'ex:y': { 'ex:x': ['1', '2'] } })).toBe(
      '<ex:a><other:z>z</other:z><plain>p</plain><ex:y><ex:x>1</ex:x><ex:x>2</ex:x></ex:y></ex:a>',
    );
  });

  test('has attributes for members that begin with @', () => {
    expect(extension({ '@unit': 'KGM', '@other:by': 'me & you', '@xml:lang': 'de', b: '1' })).toBe(
      '<ex:a unit="KGM" other:by="me &amp; you" xml:lang="de"><b>1</b></ex:a>',
    );
  });

  test('has text of its own in #text', () => {
    expect(extension({ '@unit': 'KGM', '#text': '5' })).toBe('<ex:a unit="KGM">5</ex:a>');
    expect(extension({ '#text': 'words', b: '1' })).toBe('<ex:a>words<b>1</b></ex:a>');
    expect(extension({ '#text': 'words' })).toBe('<ex:a>words</ex:a>');
  });

  test('tells no simple type where attributes or children stand, which such types do not have', () => {
    expect(extension({ '@unit': 'KGM', '#text': 5 })).toBe('<ex:a unit="KGM">5</ex:a>');
    expect(extension({ '#text': 5 })).toBe('<ex:a xsi:type="xsd:decimal">5</ex:a>');
    expect(extension({ '#text': 5, b: true })).toBe('<ex:a>5<b xsi:type="xsd:boolean">true</b></ex:a>');
  });

  test('is indented, but for what stands beside text', () => {
    expect(extension({ b: { c: '1' }, d: { '#text': 'x', e: '2' } }, { version: '2.0', indent: true })).toBe(
      '\n        <ex:a>\n          <b>\n            <c>1</c>\n          </b>\n          <d>x<e>2</e></d>\n        </ex:a>\n      ',
    );
  });

  test('keeps members with the names of JavaScript’s own', () => {
    const names = JSON.parse('{"__proto__": "1", "constructor": "2", "ex:__proto__": {"toString": "3"}}');
    expect(extension(names)).toBe(
      '<ex:a><__proto__>1</__proto__><constructor>2</constructor><ex:__proto__><toString>3</toString></ex:__proto__></ex:a>',
    );
  });

  test('does not give back what XML says about data: xsi:type, xsi:nil', () => {
    const xsi = { '@context': { ...context['@context'], i: 'http://www.w3.org/2001/XMLSchema-instance' } };
    expect(written({ ...xsi, 'ex:a': { '@i:nil': 'true', '@i:type': 'ex:t', '@b': 'c' } })).toContain('<ex:a b="c"/>');
  });
});

describe('a typed value of JSON-LD', () => {
  test.each<[Json, string]>([
    [{ '@type': 'xsd:date', '@value': '2026-03-01' }, '<ex:a xsi:type="xsd:date">2026-03-01</ex:a>'],
    [{ '@value': '10', '@type': 'xsd:integer' }, '<ex:a xsi:type="xsd:integer">10</ex:a>'],
    [{ '@type': 'http://www.w3.org/2001/XMLSchema#double', '@value': 1.5 }, '<ex:a xsi:type="xsd:double">1.5</ex:a>'],
    [{ '@value': 'plain' }, '<ex:a>plain</ex:a>'],
    [{ '@value': true }, '<ex:a xsi:type="xsd:boolean">true</ex:a>'],
    [{ '@value': 'hallo', '@language': 'de' }, '<ex:a xml:lang="de">hallo</ex:a>'],
    [{ '@type': 'ex:weight', '@value': '10' }, '<ex:a>10</ex:a>'],
    [{ '@type': 'xsd:a b', '@value': '10' }, '<ex:a>10</ex:a>'],
    [{ '@type': 'xsd:date' }, '<ex:a type="xsd:date"/>'],
    [{ '@_type': 'a', '@_value': 'b', '@__id': 'c' }, '<ex:a type="a" value="b" _id="c"/>'],
  ])('%j', (value, xml) => {
    expect(extension(value)).toBe(xml);
  });
});

describe('what XML has no way to say', () => {
  test.each<[string, Json, string]>([
    ['a name with a space', { 'b c': '1' }, '/events/0/ex:a/b c'],
    ['a name that begins with a digit', { 'ex:b': [{ 'ex:1abc': '1' }] }, '/events/0/ex:a/ex:b/0/ex:1abc'],
    ['a name with a slash', { 'ex:b/c': '1' }, '/events/0/ex:a/ex:b~1c'],
    ['an empty name', { '': '1' }, '/events/0/ex:a/'],
    ['a prefix that means nothing', { 'nothing:b': '1' }, '/events/0/ex:a/nothing:b'],
    ['an attribute with a space', { '@b c': '1' }, '/events/0/ex:a/@b c'],
    ['an attribute of a list', { '@b': ['1'] }, '/events/0/ex:a/@b'],
    ['the attribute xmlns', { '@xmlns': 'urn:x' }, '/events/0/ex:a/@xmlns'],
    ['a control character', { b: 'x\u0008' }, '/events/0/ex:a/b'],
    ['half a character', ['a', '\uD800'], '/events/0/ex:a/1'],
    ['a control character in an attribute', { '@b': '\u0000' }, '/events/0/ex:a/@b'],
    ['a control character beside children', { '#text': '\u0000', b: '1' }, '/events/0/ex:a'],
  ])('is refused by name: %s', (_, value, at) => {
    expect(refused(value)).toMatchObject({ refused: 'unsupported', at, rule: expect.stringContaining('XML 1.0') });
  });

  test.each<Json>([{ '#text': ['1'] }, { '#text': { b: '1' } }, { '@value': { b: '1' } }, { '@value': ['1'] }])(
    'is refused: %j',
    (value) => {
      expect(refused(value)).toMatchObject({ refused: 'malformed', at: expect.stringContaining('/events/0/ex:a/') });
    },
  );

  test('is two members of one attribute', () => {
    const two = { '@context': { ex: 'https://ns.example.org/', ey: 'https://ns.example.org/' } };
    expect(refusedEvent({ ...two, 'ex:a': { '@ex:b': '1', '@ey:b': '2' } })).toMatchObject({
      refused: 'unsupported',
      at: '/events/0/ex:a/@ey:b',
    });
  });
});

describe('nesting', () => {
  const nested = (levels: number, wrap: (inner: Json) => Json): Json => {
    let value: Json = 'x';
    for (let level = 0; level < levels; level++) value = wrap(value);
    return value;
  };

  test('of 64 levels, as deep as readers go, is written', () => {
    expect(extension(nested(64, (b) => ({ b })))).toContain(`${'<b>'.repeat(64)}x${'</b>'.repeat(64)}`);
    expect(extension(nested(64, (inner) => [inner]))).toBe('<ex:a>x</ex:a>');
  });

  test('without end is refused before the stack ends', () => {
    expect(refused(nested(100_000, (b) => ({ b })))).toMatchObject({ refused: 'too-complex' });
    expect(refused(nested(100_000, (inner) => [inner]))).toMatchObject({ refused: 'too-complex' });
  });
});
