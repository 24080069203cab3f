import { describe, expect, test } from 'vitest';
import { documentOf, epcisForms, formNames, orThrow, refusalOf, told } from '../../test/kit/epcis-forms.ts';
import { ex, jsonEvent, xml, xmlEvent } from '../../test/kit/epcis-texts.ts';
import { isRefusal } from '../refusal.ts';
import { readDocument } from './read-document.ts';
import { jsonReader } from './read-json-stream.ts';

const never = (): never => {
  throw new Error('nothing was to be told');
};

test('the plain documents of these tests are sound', () => {
  expect(refusalOf('XML 2.0', xmlEvent(''))).toBeUndefined();
  expect(refusalOf('JSON 2.0', jsonEvent(''))).toBeUndefined();
});

describe('a text that ends too soon', () => {
  const sound = documentOf({
    '@context': { ex: 'https://ns.example.org/' },
    type: 'ObjectEvent',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+01:00',
    epcList: ['urn:epc:id:sgtin:9521321.054321.SN%2F1'],
    action: 'ADD',
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.054321.L1', quantity: 2 }],
    'ex:note': { 'ex:a': ['<&"\u{1F48A}', true], '@unit': 'é' },
  });

  test.each(formNames)('is refused wherever it ends, in %s', (form) => {
    const text = orThrow(epcisForms[form].write(sound)).trimEnd();
    for (let length = 0; length < text.length; length++)
      expect(isRefusal(told(form, [text.slice(0, length)]).end), `${length} characters`).toBe(true);
    expect(told(form, [text]).events).toHaveLength(1);
  });

  test.each(formNames)('is refused when more follows, in %s', (form) => {
    const text = orThrow(epcisForms[form].write(sound));
    for (const more of ['x', '{}', '<a/>', text]) expect(isRefusal(told(form, [text, more]).end), more).toBe(true);
  });

  test.each([
    '',
    ' ',
    '\ufeff',
    '\n\n',
    '<',
    '{',
    '[',
    '[]',
    '""',
    'null',
    '0',
    '<a',
    '<a>',
    '<!--',
    '<?xml',
    '&',
    'PK\u0003\u0004',
  ])('is refused when it never began: %j', (text) => {
    expect(isRefusal(readDocument(text))).toBe(true);
    for (const form of formNames) expect(isRefusal(told(form, [text]).end)).toBe(true);
  });
});

describe('nesting', () => {
  const deep = 10_000;

  test.each([
    ['lists', '['.repeat(deep), ']'.repeat(deep)],
    ['structures', '{"ex:a":'.repeat(deep), `1${'}'.repeat(deep)}`],
    ['both', '[{"ex:a":'.repeat(deep), `1${'}]'.repeat(deep)}`],
    ['lists that never end', '['.repeat(deep), ''],
  ])('of 10,000 %s is refused', (_, open, close) => {
    expect(refusalOf('JSON 2.0', jsonEvent(`"ex:deep":${open}${close}`))?.refused).toMatch(/malformed|too-/);
    expect(refusalOf('JSON 2.0', open + close)?.refused).toMatch(/malformed|too-/);
  });

  test.each([
    [
      'an extension',
      (open: string, close: string) =>
        xmlEvent(open + close, undefined).replace('schemaVersion', `${ex} schemaVersion`),
    ],
    ['the header', (open: string, close: string) => xml(`<EPCISHeader>${open}${close}</EPCISHeader>`, ex)],
    ['the root', (open: string, close: string) => xml(open + close, ex)],
    ['nothing', (open: string, close: string) => open.replace('<ex:a', `<ex:a${ex}`) + close],
  ])('of 10,000 elements in %s is refused', (_, wrap) => {
    const text = wrap('<ex:a>'.repeat(deep), '</ex:a>'.repeat(deep));
    expect(refusalOf('XML 2.0', text)?.refused).toMatch(/malformed|too-/);
  });

  test('of 10,000 wrappers of the standard is refused', () => {
    const wrapped = (name: string) => `<${name}>`.repeat(deep) + `</${name}>`.repeat(deep);
    for (const name of ['extension', 'baseExtension', 'EventList', 'ObjectEvent', 'epcList'])
      expect(
        isRefusal(told('XML 2.0', [xmlEvent(wrapped(name))]).end) || refusalOf('XML 2.0', xmlEvent(wrapped(name))),
      ).toBeTruthy();
  });
});

describe('entities and document types', () => {
  const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`).join('');

  test.each([
    ['a billion laughs', `<!DOCTYPE l [<!ENTITY lol0 "lol">${laughs}]>`, '&lol10;'],
    ['a file', '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'],
    ['an address', '<!DOCTYPE l SYSTEM "http://192.0.2.1/evil.dtd">', ''],
    ['a parameter entity', '<!DOCTYPE l [<!ENTITY % x SYSTEM "http://192.0.2.1/"> %x;]>', ''],
    ['a default attribute', '<!DOCTYPE l [<!ATTLIST ObjectEvent action CDATA "ADD">]>', ''],
    ['quadratic growth', `<!DOCTYPE l [<!ENTITY a "${'a'.repeat(50_000)}">]>`, '&a;'.repeat(50_000)],
    ['an entity of nobody', '', '&x;'],
    ['an entity of HTML', '', '&nbsp;'],
  ])('%s is refused', (_, doctype, reference) => {
    const text = xmlEvent(`<bizStep>${reference}</bizStep>`).replace('\n', `${doctype}\n`);
    expect(refusalOf('XML 2.0', text)).toMatchObject({ refused: 'malformed', line: expect.any(Number) });
  });

  test('the five entities of XML and references to characters are read', () => {
    const text = xmlEvent('<ex:t>&lt;&amp;&gt;&quot;&apos;&#233;&#x1F48A;</ex:t>').replace(
      ' schemaVersion',
      `${ex} schemaVersion`,
    );
    expect(Object.values(told('XML 2.0', [text]).events[0] ?? {})).toContain('<&>"\'é💊');
  });
});

describe('too much of something', () => {
  const much = 100_000;
  const many = (make: (n: number) => string, between = '') =>
    Array.from({ length: much }, (_, n) => make(n)).join(between);

  test('100,000 attributes are refused', () => {
    const text = xmlEvent(`<ex:a${ex} ${many((n) => `a${n}="1"`, ' ')}/>`);
    expect(refusalOf('XML 2.0', text)?.refused).toMatch(/malformed|too-/);
  });

  test('100,000 prefixes are refused, or read without harm', () => {
    const text = xmlEvent('', undefined).replace(
      ' schemaVersion',
      `${many((n) => ` xmlns:p${n}="urn:p${n}"`)} schemaVersion`,
    );
    expect(refusalOf('XML 2.0', text)?.refused).toMatch(/malformed|too-/);
    const context = `{${many((n) => `"p${n}":"https://p.example/${n}/"`, ',')}}`;
    const read = told('JSON 2.0', [jsonEvent('"p7:a":1').replace('{"ex":"https://ns.example.org/"}', context)]);
    if (!isRefusal(read.end)) expect(read.events[0]?.['@context']).toEqual({ p7: 'https://p.example/7/' });
  });

  test('100,000 extension members of one event are read', () => {
    const read = told('JSON 2.0', [jsonEvent(many((n) => `"ex:m${n}":${n}`, ','))]);
    expect(read.refusals).toEqual([]);
    expect(Object.keys(read.events[0] ?? {})).toHaveLength(much + 6);
    const back = told('XML 2.0', [orThrow(epcisForms['XML 2.0'].write(documentOf(...read.events)))]);
    expect(Object.keys(back.events[0] ?? {})).toHaveLength(much + 6);
  });

  test('100,000 faults are told as a hundred', () => {
    expect(told('JSON 2.0', [jsonEvent(many((n) => `"m${n}":1`, ','))]).refusals.length).toBeLessThanOrEqual(100);
    expect(told('XML 2.0', [xmlEvent(many((n) => `<m${n}/>`))]).refusals.length).toBeLessThanOrEqual(100);
  });

  test.each([
    ['text', '<bizStep>', 'a'],
    ['an attribute', '<ex:a b="', 'a'],
    ['a comment', '<!--', 'a'],
    ['a CDATA section', '<ex:a><![CDATA[', 'a'],
    ['a processing instruction', '<?x ', 'a'],
    ['a name', '<', 'a'],
    ['white space in a tag', '<ex:a ', ' '],
    ['a reference', '<bizStep>&', 'a'],
    ['references', '<bizStep>', '&#65;'],
    ['siblings', '', '<epc/>'],
    ['empty comments', '', '<!---->'],
  ])('%s without an end is refused, or dropped, before memory runs out', (_, start, filling) => {
    const block = filling.repeat((1 << 20) / filling.length);
    const [head = ''] = xmlEvent('¦').split('¦');
    const pieces = (function* () {
      yield head + start;
      for (let written = 0; written < 48; written++) yield block;
    })();
    const { end, events } = told('XML 2.0', pieces);
    expect(isRefusal(end)).toBe(true);
    expect(events).toEqual([]);
  });

  test.each([
    ['a string', '"ex:a":"', 'a'],
    ['escapes', '"ex:a":"', '\\u0041'],
    ['a name', '"', 'a'],
    ['a number', '"ex:a":1', '0'],
    ['white space', '', ' '],
    ['a list', '"ex:a":[', '0,'],
    ['identifiers', '"childEPCs":[', '"urn:a:b",'],
    ['members', '"ex:a":{', '"b":0,'],
  ])('%s without an end is refused in JSON as soon as the limit is passed', (_, start, filling) => {
    const block = filling.repeat((1 << 20) / filling.length);
    const [head = ''] = jsonEvent('"ex:end":0').split('"ex:end"');
    const reader = jsonReader({ event: never, refused: never }, { eventLength: 4 << 20, headLength: 4 << 20 });
    let refused = reader.write(head + start);
    let blocks = 0;
    for (; refused === undefined && blocks < 64; blocks++) refused = reader.write(block);
    expect(refused).toMatchObject({ refused: 'too-large' });
    expect(blocks).toBeLessThanOrEqual(10);
    expect(reader.end()).toEqual(refused);
  });

  test.each([
    ['JSON 2.0', 'empty lists', jsonEvent('"ex:a":[…]'), '[],', '[]'],
    ['JSON 2.0', 'empty structures', jsonEvent('"ex:a":[…]'), '{},', '{}'],
    ['XML 2.0', 'structures of one element', xmlEvent(`<ex:h${ex}>…</ex:h>`), '<ex:a><ex:b/></ex:a>', '<ex:a/>'],
    ['XML 2.0', 'elements with a prefix of their own', xmlEvent('…'), '<p:a xmlns:p="urn:p"/>', ''],
  ] as const)('%s of 4 MB of %s is read, or refused with a reason', (form, _, text, filling, last) => {
    const [head = '', foot = ''] = text.split('…');
    const block = filling.repeat(Math.ceil((1 << 16) / filling.length));
    const { events, refusals, end } = told(form, [head, ...Array.from({ length: 64 }, () => block), last + foot]);
    expect(events.length === 1 || refusals.length > 0 || isRefusal(end)).toBe(true);
  });
});
