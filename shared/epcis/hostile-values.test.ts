import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEpc, misreadLink, misshapenUrn } from '../../test/kit/arbitrary-epc.ts';
import { comparable } from '../../test/kit/comparable.ts';
import { documentOf, epcisForms, formNames, refusalOf, through, told } from '../../test/kit/epcis-forms.ts';
import { ex, jsonEvent, xmlEvent } from '../../test/kit/epcis-texts.ts';
import type { EpcisEvent } from './event.ts';
import { validateEvent } from './validation/validate-event.ts';

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
