import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDocument, arbitraryHead } from '../../test/kit/arbitrary-document.ts';
import { arbitraryEvent } from '../../test/kit/arbitrary-event.ts';
import { inElements } from '../../test/kit/arbitrary-sensors.ts';
import { comparable, comparableHead } from '../../test/kit/comparable.ts';
import { documentOf, epcisForms, formNames, orThrow, through, told } from '../../test/kit/epcis-forms.ts';
import { exactEvent, exactInXml } from '../../test/kit/exact-event.ts';
import { exactNumber } from '../wire/exact-number.ts';
import type { Json } from '../wire/json.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisDocument } from './document.ts';
import type { EpcisEvent } from './event.ts';

const only = (events: readonly EpcisEvent[]): EpcisEvent => {
  const [event] = events;
  if (event === undefined || events.length !== 1) throw new Error(`${events.length} events`);
  return event;
};

const xmlForm = fc.constantFrom(...formNames.slice(1));

/** The XSD has no elements in the readings of sensors; one that is there and fits an attribute becomes one. */
const withoutElementsInReadings = (event: EpcisEvent): boolean => !Object.values(inElements(event)).includes(true);

/** Ways of two to four forms, in any order. */
const ways = fc.array(fc.constantFrom(...formNames), { minLength: 2, maxLength: 4 });

describe('every event', () => {
  test.each(formNames)('survives %s, and so does its hash', (form) =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const back = only(through(form, documentOf(event)).events);
        expect(comparable(back)).toEqual(comparable(event));
        expect(canonicalEvent(back)).toBe(canonicalEvent(event));
      }),
      { numRuns: 300 },
    ),
  );

  test('survives any chain of forms, and so does its hash', () =>
    fc.assert(
      fc.property(arbitraryEvent, ways, (event, forms) => {
        const back = only(forms.reduce((document, form) => through(form, document), documentOf(event)).events);
        expect(comparable(back)).toEqual(comparable(event));
        expect(canonicalEvent(back)).toBe(canonicalEvent(event));
      }),
      { numRuns: 200 },
    ));

  test('survives JSON exactly: lists, nulls, types and order included', () =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const once = through('JSON 2.0', documentOf(event));
        expect(exactEvent(only(once.events))).toBe(exactEvent(event));
        expect(through('JSON 2.0', once)).toEqual(once);
      }),
      { numRuns: 300 },
    ));

  test('survives every XML exactly once it came from XML, types and order included', () =>
    fc.assert(
      fc.property(arbitraryEvent.filter(withoutElementsInReadings), xmlForm, xmlForm, (event, from, to) => {
        const once = only(through(from, documentOf(event)).events);
        const twice = only(through(to, documentOf(once)).events);
        expect(exactInXml(twice)).toBe(exactInXml(once));
      }),
      { numRuns: 300 },
    ));

  // Twice, because the first way may still find a better prefix for CBV's master data.
  test('is written alike once it was written and read twice', () =>
    fc.assert(
      fc.property(arbitraryEvent, fc.constantFrom(...formNames), (event, form) => {
        const twice = through(form, through(form, documentOf(event)));
        const text = orThrow(epcisForms[form].write(twice));
        expect(orThrow(epcisForms[form].write(through(form, twice)))).toBe(text);
      }),
      { numRuns: 150 },
    ));
});

describe('what is easily lost', () => {
  const context = { ex: 'https://ns.example.org/', two: 'https://ns.example.org/' };
  const event = (more: object): EpcisEvent => ({
    '@context': context,
    type: 'ObjectEvent',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+01:00',
    epcList: [],
    action: 'ADD',
    ...more,
  });
  const back = (form: (typeof formNames)[number], more: object) => only(through(form, documentOf(event(more))).events);

  test.each<[string, Json]>([
    ['white space at both ends', ' a\t'],
    ['nothing but white space', ' \r\n '],
    ['a carriage return', 'a\r\nb\rc'],
    ['what XML takes for markup', ']]> <!-- & --> <?x ?>'],
    ['digits that are text', '007'],
    ['words of other types', 'true'],
    ['a text that looks like a CURIE', 'nobody:x'],
    ['zeros at the end', exactNumber('26.00')],
    ['twenty digits', exactNumber('12345678901234567890')],
    ['an exponent', exactNumber('1.5E-7')],
    ['false', false],
    ['zero', 0],
    ['repetition', ['a', 'b', 'a']],
    ['numbers among texts', ['1', 1, true, { 'ex:b': 2 }]],
    ['attributes beside text', { '@unit': ' kg ', '#text': '1' }],
    ['attributes named like keywords of JSON-LD', { '@_context': 'https://e.example/', '@_id': 'a', '@_value': 'b' }],
    ['attributes of a namespace', { '@ex:b': 'c', 'ex:d': 'e' }],
    ['names without a namespace', { b: { extension: '1', __proto: '2' } }],
  ])('%s survives every form', (_, value) => {
    for (const form of formNames) expect(back(form, { 'ex:a': value })).toMatchObject({ 'ex:a': value });
  });

  test.each<[string, Json, Json | undefined]>([
    ['null', null, undefined],
    ['an empty list', [], undefined],
    ['an empty structure', {}, ''],
    ['a list of one', ['a'], 'a'],
    ['lists of lists', [['a'], [['b']]], ['a', 'b']],
    ['an attribute as JSON wrote it', { '@id': 'urn:a', 'ex:b': 'c' }, { '@_id': 'urn:a', 'ex:b': 'c' }],
    ['a typed number', { '@type': 'xsd:decimal', '@value': '1.50' }, exactNumber('1.50')],
    ['a typed date', { '@type': 'xsd:date', '@value': '2028-03-31' }, '2028-03-31'],
    ['a text with its language', { '@value': 'a', '@language': 'de' }, { '@xml:lang': 'de', '#text': 'a' }],
    ['a CURIE', 'ex:b', 'https://ns.example.org/b'],
  ])('%s becomes what XML can say, with the same hash', (_, value, expected) => {
    for (const form of formNames.slice(1)) {
      const read = back(form, { 'ex:a': value });
      expect(JSON.stringify({ ...read }['ex:a'])).toBe(expected === undefined ? undefined : JSON.stringify(expected));
      expect(canonicalEvent(read)).toBe(canonicalEvent(event({ 'ex:a': value })));
    }
  });

  test('two prefixes of one namespace are one in XML, and lose nothing', () => {
    for (const form of formNames.slice(1)) {
      const read = back(form, { 'ex:a': 1, 'two:a': 2, 'two:b': 3 });
      expect(read).toMatchObject({ 'ex:a': [1, 2], 'ex:b': 3 });
    }
  });

  test('a text of a sensor that looks like a CURIE is none', () => {
    const sensorElementList = [{ sensorReport: [{ type: 'ex:t', stringValue: 'ex:said ' }] }];
    for (const form of formNames) {
      const read = back(form, { sensorElementList });
      expect(read).toMatchObject({ sensorElementList: [{ sensorReport: [{ stringValue: 'ex:said ' }] }] });
      expect(canonicalEvent(read)).toContain('stringValue=ex:said ');
    }
  });

  test('an alarm without a measurement survives every form', () => {
    const sensorElementList = [{ sensorReport: [{ exception: 'ALARM_CONDITION' }] }];
    for (const form of formNames) expect(back(form, { sensorElementList })).toMatchObject({ sensorElementList });
  });
});

describe('several events in one document', () => {
  test.each(formNames)('survive %s together, whatever prefixes they have in common', (form) =>
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { minLength: 2, maxLength: 4 }), (events) => {
        const back = through(form, documentOf(...events)).events;
        expect(back.map(comparable)).toEqual(events.map(comparable));
        if (form === 'JSON 2.0') expect(back.map(exactEvent)).toEqual(events.map(exactEvent));
        else if (events.every(withoutElementsInReadings))
          expect(through(form, documentOf(...back)).events.map(exactInXml)).toEqual(back.map(exactInXml));
        expect(back.map(canonicalEvent)).toEqual(events.map(canonicalEvent));
      }),
      { numRuns: 60 },
    ),
  );
});

describe('what stands around the events', () => {
  const forms = ['EPCISDocument', 'EPCISQueryDocument'] as const;

  test.each(formNames)('survives %s with the events', (form) =>
    fc.assert(
      fc.property(fc.oneof(...forms.map(arbitraryDocument)), (document) => {
        const back = through(form, document);
        expect(comparableHead(back)).toEqual(comparableHead(document));
        expect(back.events.map(comparable)).toEqual(document.events.map(comparable));
      }),
      { numRuns: 80 },
    ),
  );

  test.each(forms)('of an %s survives any chain of forms', (form) =>
    fc.assert(
      fc.property(arbitraryHead(form), ways, (head, chain) => {
        const document: EpcisDocument = { ...head, events: [] };
        const back = chain.reduce((before, to) => through(to, before), document);
        expect(comparableHead(back)).toEqual(comparableHead(head));
        expect(back.form).toBe(form);
      }),
      { numRuns: 80 },
    ),
  );

  test('of a master data document survives XML, and JSON as a document without events', () =>
    fc.assert(
      fc.property(arbitraryHead('EPCISDocument'), fc.constantFrom(...formNames), (head, form) => {
        const document = { ...head, form: 'EPCISMasterDataDocument' as const, events: [] };
        const back = through(form, document);
        expect(comparableHead(back)).toEqual(comparableHead(document));
        expect(back.form).toBe(form === 'JSON 2.0' ? 'EPCISDocument' : 'EPCISMasterDataDocument');
      }),
      { numRuns: 60 },
    ));
});

describe('a document that is written event by event', () => {
  test.each(formNames)('says the same in %s as one that is written at once', (form) =>
    fc.assert(
      fc.property(arbitraryDocument('EPCISDocument'), (document) => {
        const back = orThrow(epcisForms[form].read(orThrow(epcisForms[form].writeInPieces(document))));
        expect(comparableHead(back)).toEqual(comparableHead(document));
        expect(back.events.map(comparable)).toEqual(document.events.map(comparable));
      }),
      { numRuns: 60 },
    ),
  );
});

describe('a document that comes in pieces', () => {
  const cuts = fc.array(fc.nat(20_000), { maxLength: 12 });
  const cut = (text: string, at: readonly number[]): string[] => {
    const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
    return [...places, text.length].map((place, index) => text.slice(places[index - 1] ?? 0, place));
  };

  test.each(formNames)('gives the same in %s wherever it is cut', (form) =>
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { minLength: 1, maxLength: 3 }), cuts, (events, at) => {
        const text = orThrow(epcisForms[form].write(documentOf(...events)));
        const whole = told(form, [text]);
        expect(whole.refusals).toEqual([]);
        expect(told(form, cut(text, at))).toEqual(whole);
      }),
      { numRuns: 60 },
    ),
  );

  test.each(formNames)('gives the same in %s one character at a time', (form) =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const text = orThrow(epcisForms[form].write(documentOf(event)));
        expect(told(form, text.split(''))).toEqual(told(form, [text]));
      }),
      { numRuns: 10 },
    ),
  );
});
