import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEpc, misreadLink, misshapenUrn } from '../../test/kit/arbitrary-epc.ts';
import { comparable } from '../../test/kit/comparable.ts';
import {
  documentOf,
  epcisForms,
  type FormName,
  formNames,
  orThrow,
  through,
  told,
} from '../../test/kit/epcis-forms.ts';
import { ex, jsonEvent, xml, xmlEvent } from '../../test/kit/epcis-texts.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { EpcisEvent } from './event.ts';
import { readDocument } from './read-document.ts';
import { jsonReader } from './read-json-stream.ts';
import { validateEvent } from './validation/validate-event.ts';

/** What is wrong with the text first, by the reader of the form. */
function refusalOf(form: FormName, pieces: string | Iterable<string>): Refusal | undefined {
  const { refusals, end } = told(form, typeof pieces === 'string' ? [pieces] : pieces);
  return refusals[0] ?? (isRefusal(end) ? end : undefined);
}

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
});

describe('what stands twice', () => {
  test.each([
    ['a member of an event', jsonEvent('"action":"ADD"')],
    ['a member spelled with an escape', jsonEvent('"\\u0061ction":"DELETE"')],
    ['an extension', jsonEvent('"ex:a":1,"ex:a":2')],
    ['a member inside an extension', jsonEvent('"ex:a":{"b":1,"b":2}')],
    [
      'a member of the document',
      jsonEvent('').replace('"type":"EPCISDocument"', '"type":"EPCISDocument","type":"EPCISDocument"'),
    ],
    ['the event list', jsonEvent('').replace('"epcisBody":', '"epcisBody":{"eventList":[]},"epcisBody":')],
    ['__proto__', jsonEvent('"ex:a":{"__proto__":1,"__proto__":2}')],
  ])('is refused: %s', (_, text) => {
    expect(refusalOf('JSON 2.0', text)).toMatchObject({ refused: 'malformed' });
    expect(refusalOf('JSON 2.0', text.split(''))).toMatchObject({ refused: 'malformed' });
  });

  test.each([
    ['an attribute', xmlEvent(`<ex:a${ex} b="1" b="2"/>`)],
    ['an attribute of one namespace', xmlEvent(`<ex:a${ex} xmlns:two="https://ns.example.org/" ex:b="1" two:b="2"/>`)],
    ['a declaration', xmlEvent(`<ex:a${ex}${ex}/>`)],
    ['the action', xmlEvent('<action>DELETE</action>')],
    ['the time', xmlEvent('<eventTime>2026-03-01T10:00:00Z</eventTime>')],
    ['the read point', xmlEvent('<readPoint><id>urn:a:b</id></readPoint><readPoint><id>urn:a:c</id></readPoint>')],
    ['the id of a read point', xmlEvent('<readPoint><id>urn:a:b</id><id>urn:a:c</id></readPoint>')],
    ['the root', xmlEvent('') + xmlEvent('').replace('<?xml version="1.0"?>', '')],
  ])('is refused: %s', (_, text) => {
    expect(refusalOf('XML 2.0', text)).toMatchObject({ refused: 'malformed', at: expect.stringMatching(/^\d+:\d+/) });
  });
});

describe('characters that are none', () => {
  test.each(['\u0000', '\u0001', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud800', '\udc00', '\udc00\ud800'])(
    '%j is refused in XML, as it is and as a reference',
    (character) => {
      const reference = [...character].map((one) => `&#${one.codePointAt(0)};`).join('');
      for (const text of [character, reference])
        expect(refusalOf('XML 2.0', xmlEvent(`<ex:a${ex}>${text}</ex:a>`)), text).toMatchObject({
          refused: 'malformed',
        });
      expect(refusalOf('XML 2.0', xmlEvent(`<ex:a${ex} b="${character}"/>`))).toMatchObject({ refused: 'malformed' });
    },
  );

  test.each(['&#x110000;', '&#-1;', '&#;', '&#x;', '&#99999999999999999999;', '&;', '&amp', '&#xD83D;&#xDC8A;'])(
    'the reference %s is refused',
    (reference) => {
      expect(refusalOf('XML 2.0', xmlEvent(`<ex:a${ex}>${reference}</ex:a>`))).toMatchObject({ refused: 'malformed' });
    },
  );

  test.each(['"ex:a":"\ud800"', '"ex:a":"\\ud800"', '"ex:\\udc00":1', '"ex:a":"\\ude00\\ud83d"', '"ex:a":["\\ud83d"]'])(
    '%s is refused in JSON',
    (members) => expect(refusalOf('JSON 2.0', jsonEvent(members))).toMatchObject({ refused: 'malformed' }),
  );

  test.each(['\u0000', '\n', '\t', '\u001f'])('%j is refused in a string of JSON unless it is escaped', (character) => {
    expect(refusalOf('JSON 2.0', jsonEvent(`"ex:a":"${character}"`))).toMatchObject({ refused: 'malformed' });
  });

  test('what JSON can say and XML cannot is refused by the writer, with its place', () => {
    const { events } = told('JSON 2.0', [jsonEvent('"ex:a":{"ex:b":["x","\\u0000"]}')]);
    for (const form of formNames.slice(1))
      expect(epcisForms[form].write(documentOf(...events))).toMatchObject({
        refused: 'unsupported',
        at: expect.stringContaining('ex:a'),
        detail: expect.stringContaining('U+0000'),
      });
  });
});

describe('times', () => {
  const wrong = [
    '2023-02-29T10:00:00Z',
    '2100-02-29T10:00:00Z',
    '2024-02-30T10:00:00Z',
    '2026-04-31T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-00-10T10:00:00Z',
    '2026-01-00T10:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T10:60:00Z',
    '2026-01-01T10:00:60Z',
    '2026-01-01T10:00:00+15:00',
    '2026-01-01T10:00:00+14:01',
    '2026-01-01T10:00:00+0100',
    '2026-01-01T10:00:00',
    '2026-01-01T10:00Z',
    '2026-01-01 10:00:00Z',
    '2026-01-01',
    '20260101T100000Z',
    '2026-01-01T10:00:00.Z',
    '2026-01-01T10:00:00,5Z',
    '2026-01-01T10:00:00z',
    '26-01-01T10:00:00Z',
    '+12026-01-01T10:00:00Z',
    '١٩٩٩-01-01T10:00:00Z',
    'now',
    '0',
    '',
  ];
  test.each(wrong)('%j is no eventTime', (time) => {
    const at = { refused: 'malformed', at: expect.stringContaining('eventTime') };
    expect(
      refusalOf('JSON 2.0', jsonEvent('', `"eventTime":${JSON.stringify(time)},"eventTimeZoneOffset":"+01:00"`)),
    ).toMatchObject(at);
    expect(refusalOf('XML 2.0', xmlEvent('', `<eventTime>${time}</eventTime>`))).toMatchObject(at);
  });

  test.each(['2024-02-29T23:59:59.999999999+14:00', '2000-02-29T00:00:00-14:00', '0001-01-01T00:00:00Z'])(
    '%s is one',
    (time) => {
      expect(
        refusalOf('JSON 2.0', jsonEvent('', `"eventTime":"${time}","eventTimeZoneOffset":"+01:00"`)),
      ).toBeUndefined();
      expect(refusalOf('XML 2.0', xmlEvent('', `<eventTime>\n  ${time} </eventTime>`))).toBeUndefined();
    },
  );

  test.each(['+15:00', '+14:30', '01:00', '+1:00', '+0100', 'Z', '+01:60', '−01:00', ''])(
    '%j is no eventTimeZoneOffset',
    (offset) => {
      const at = { refused: 'malformed', at: expect.stringContaining('eventTimeZoneOffset') };
      const text = xmlEvent('').replace('+01:00', offset);
      expect(refusalOf('XML 2.0', text)).toMatchObject(at);
      expect(refusalOf('JSON 2.0', jsonEvent('').replace('+01:00', offset))).toMatchObject(at);
    },
  );
});

describe('numbers', () => {
  const quantity = (literal: string) => jsonEvent(`"quantityList":[{"epcClass":"urn:a:b","quantity":${literal}}]`);

  test.each(['NaN', 'Infinity', '-Infinity', '01', '+1', '1.', '.5', '0x10', '1e', '1_000', '"1"', 'true', '--1'])(
    '%s is no quantity in JSON',
    (literal) => expect(refusalOf('JSON 2.0', quantity(literal))).toMatchObject({ refused: 'malformed' }),
  );

  test.each(['NaN', 'INF', '-INF', 'Infinity', '0x10', '1_000', 'one', '1,5', '1 0', '--1'])(
    '%s is no quantity in XML',
    (literal) => {
      const text = xmlEvent(
        `<quantityList><quantityElement><epcClass>urn:a:b</epcClass><quantity>${literal}</quantity></quantityElement></quantityList>`,
      );
      expect(refusalOf('XML 2.0', text)).toMatchObject({ refused: 'malformed', at: expect.stringMatching(/quantity/) });
    },
  );

  test.each(['1e400', '-0', '1e-400', '0.1e1', `0.${'0'.repeat(500)}1`, '9'.repeat(500)])(
    '%s stays what it is, or is refused',
    (literal) => {
      const { events, refusals } = told('JSON 2.0', [quantity(literal)]);
      if (refusals.length === 0) expect(JSON.stringify(events[0])).toContain(`"quantity":${literal}`);
    },
  );

  test('an exponent does not become a gigabyte of zeros', () => {
    const { events } = told('JSON 2.0', [quantity('1e999999999')]);
    for (const form of formNames)
      expect(String(epcisForms[form].write(documentOf(...events))).length).toBeLessThan(10_000);
  });
});

describe('names that engines know', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

  test.each(names)('%s is data', (name) => {
    const { events, refusals } = told('JSON 2.0', [jsonEvent(`"ex:${name}":{"${name}":{"polluted":true}}`)]);
    expect(refusals).toEqual([]);
    for (const form of formNames) {
      const [back] = through(form, documentOf(...events)).events;
      expect(back && comparable(back)).toEqual(events[0] && comparable(events[0]));
    }
    expect('polluted' in {}).toBe(false);
  });

  test.each(names)('%s is no member of an event', (name) => {
    expect(refusalOf('JSON 2.0', jsonEvent(`"${name}":{}`))).toMatchObject({ refused: 'malformed' });
    expect(refusalOf('XML 2.0', xmlEvent(`<${name}/>`))).toMatchObject({ refused: 'malformed' });
  });

  test.each(names)('%s is no event type', (name) => {
    expect(refusalOf('JSON 2.0', jsonEvent('').replace('ObjectEvent', name))).toMatchObject({ refused: 'malformed' });
    expect(refusalOf('XML 2.0', xmlEvent('').replaceAll('ObjectEvent', name))).toMatchObject({ refused: 'malformed' });
  });
});

describe('identifiers', () => {
  const event = (epc: string): EpcisEvent => ({
    type: 'ObjectEvent',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+01:00',
    action: 'OBSERVE',
    epcList: [epc],
  });
  const errorsIn = (epc: string) =>
    validateEvent(event(epc), { tiers: new Set(['vocabulary']) }).filter(({ severity }) => severity === 'error');

  test('of every scheme and form pass validation', () =>
    fc.assert(
      fc.property(anyEpc, (epc) => {
        expect(errorsIn(epc)).toEqual([]);
      }),
      { numRuns: 400 },
    ));

  test.each([
    ['a wrong check digit', misreadLink],
    ['a company prefix and reference of the wrong length', misshapenUrn],
  ])('with %s are read as they are, and found by validation', (_, wrong) =>
    fc.assert(
      fc.property(wrong, fc.constantFrom(...formNames), (epc, form) => {
        const [back] = through(form, documentOf(event(epc))).events;
        expect(back).toMatchObject({ epcList: [epc] });
        expect(errorsIn(epc)).toMatchObject([{ path: '/epcList/0' }]);
      }),
      { numRuns: 100 },
    ),
  );
});
