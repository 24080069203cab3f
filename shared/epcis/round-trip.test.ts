import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDocument, arbitraryHead } from '../../test/kit/arbitrary-document.ts';
import { arbitraryEvent } from '../../test/kit/arbitrary-event.ts';
import { comparable, comparableHead } from '../../test/kit/comparable.ts';
import { documentOf, epcisForms, formNames, orThrow, through, told } from '../../test/kit/epcis-forms.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisDocument } from './document.ts';
import type { EpcisEvent } from './event.ts';

const only = (events: readonly EpcisEvent[]): EpcisEvent => {
  const [event] = events;
  if (event === undefined || events.length !== 1) throw new Error(`${events.length} events`);
  return event;
};

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

  test('is written alike once it was written and read', () =>
    fc.assert(
      fc.property(arbitraryEvent, fc.constantFrom(...formNames), (event, form) => {
        const once = through(form, documentOf(event));
        const text = orThrow(epcisForms[form].write(once));
        expect(orThrow(epcisForms[form].write(through(form, once)))).toBe(text);
      }),
      { numRuns: 150 },
    ));
});

describe('several events in one document', () => {
  test.each(formNames)('survive %s together, whatever prefixes they have in common', (form) =>
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { minLength: 2, maxLength: 4 }), (events) => {
        const back = through(form, documentOf(...events)).events;
        expect(back.map(comparable)).toEqual(events.map(comparable));
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
