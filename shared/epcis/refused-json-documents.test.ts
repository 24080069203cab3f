import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import { jsonReader } from './read-json-stream.ts';
import type { EpcisLimits } from './reader.ts';

const ex = { ex: 'https://ns.example.org/epcis/' };
const context = [EPCIS_CONTEXT, ex];
const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
};
const frame = { type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-01T09:30:00Z' };
const documentOf = (...events: unknown[]) => ({ '@context': context, ...frame, epcisBody: { eventList: events } });

interface Told {
  readonly events: { event: EpcisEvent; index: number; at: string | undefined }[];
  readonly refused: { refusals: readonly Refusal[]; index: number }[];
  readonly end: EpcisHead | Refusal;
}

function told(pieces: readonly string[], limits: Partial<EpcisLimits> = {}): Told {
  const events: Told['events'] = [];
  const refused: Told['refused'] = [];
  const reader = jsonReader(
    {
      event: (event, index, at) => events.push({ event, index, at }),
      refused: (refusals, index) => refused.push({ refusals, index }),
    },
    limits,
  );
  for (const piece of pieces) reader.write(piece);
  return { events, refused, end: reader.end() };
}

const whole = (document: object, limits?: Partial<EpcisLimits>) => told([JSON.stringify(document)], limits);
const text = (value: unknown) => JSON.stringify(value);
const reversed = (object: object) => Object.fromEntries(Object.entries(object).reverse());
const wholeRefusal = (answer: Told): Refusal => {
  if (!isRefusal(answer.end)) throw new Error('the document was taken');
  return answer.end;
};

describe('a document is refused', () => {
  const sound = text(documentOf(seen, seen));

  test.each([
    ['a break of grammar inside an event', sound.replace('"action":', '"action" '), 'a colon is missing before """'],
    ['brackets of two kinds', sound.replace('A1"]', 'A1"}'), 'a comma or ] is missing before "}"'],
    ['what stands between events', sound.replace('},{', '} {'), 'a comma or ] is missing before "{"'],
    ['what stands behind it', `${sound}]`, '"]" after the end of the document'],
    [
      'a control character',
      sound.replace('OBSERVE', 'OBS\u0000ERVE'),
      'a string that is not closed or has a forbidden character',
    ],
    ['its end', sound.slice(0, -1), 'a comma or } is missing before the end of the text'],
    ['an end inside an event', sound.slice(0, sound.lastIndexOf('"action"')), 'before the end of the text'],
  ])('for %s', (_name, written, detail) => {
    const refusal = wholeRefusal(told([written]));
    expect(refusal).toMatchObject({ refused: 'malformed', rule: 'RFC 8259', detail: expect.stringContaining(detail) });
    expect(refusal.column).toBeGreaterThan(1);
    expect(wholeRefusal(told(written.split('')))).toEqual(refusal);
  });

  test('for a text that is no document', () => {
    for (const written of ['', ' ', '[]', '"x"', '7', 'null', '{}', '<x/>', '\u0000', '{"@context":{}}', 'Infinity'])
      expect(told([written])).toSatisfy(({ end, refused }: Told) => isRefusal(end) || refused.length === 1);
  });

  test('for a context that means nothing, at once', () => {
    const reader = jsonReader({ event: () => expect.fail(), refused: () => expect.fail() });
    const refusal = reader.write(`{"@context":[7],${' '.repeat(2000)}`);
    expect(refusal).toMatchObject({ at: '/@context/0' });
    expect(reader.write('}')).toBe(refusal);
    expect(reader.end()).toBe(refusal);
  });

  test('for a type that has no events, when it has some', () => {
    const { end, events } = whole({ ...documentOf(seen), type: 'ex:Other' });
    expect(events).toHaveLength(1);
    expect(end).toMatchObject({ at: '/type' });
  });

  test('for more definitions than anyone makes', () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`p${i}`, 'https://example.org/']));
    expect(wholeRefusal(whole({ ...documentOf(), '@context': many }))).toMatchObject({ at: '/@context' });
  });

  test('for nesting that is too deep, wherever it is', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const inEvent = text(documentOf({ ...seen, 'ex:n': 0 })).replace('"ex:n":0', `"ex:n":${nested(61)}`);
    expect(wholeRefusal(told([inEvent])).detail).toBe('nested deeper than 64 levels');
    expect(told([inEvent], { depth: 65 }).events).toHaveLength(1);
    expect(wholeRefusal(told([`{"ex:n":${nested(100_000)}}`])).detail).toBe('nested deeper than 64 levels');
  });

  test('for an event or a head that is too long', () => {
    const long = text(documentOf({ ...seen, 'ex:n': 'x'.repeat(10_000) }));
    const limits = { eventLength: 5000, headLength: 5000 };
    expect(wholeRefusal(told([long], limits)).refused).toBe('too-large');
    expect(wholeRefusal(told([long.slice(0, 8000)], limits)).refused).toBe('too-large');
    expect(wholeRefusal(whole({ ...documentOf(seen), 'ex:n': 'x'.repeat(10_000) }, limits)).refused).toBe('too-large');
    expect(wholeRefusal(whole(documentOf(seen, seen), { length: 400 })).refused).toBe('too-large');
  });
});

describe('any document', () => {
  const name = fc.constantFrom('ex:a', 'ex:b', 'action', 'epcList', 'eventTime', 'urn:x:y', 'a');
  const event = fc
    .tuple(fc.dictionary(name, fc.jsonValue({ maxDepth: 2, noUnicodeString: false }), { maxKeys: 3 }), fc.boolean())
    .map(([more, isSound]) => (isSound ? seen : { ...seen, ...more }));
  const document = fc
    .tuple(fc.array(event, { maxLength: 4 }), fc.boolean(), fc.constantFrom(undefined, 2))
    .map(([events, isReversed, indent]) => {
      const sound = documentOf(...events);
      return JSON.stringify(isReversed ? reversed(sound) : sound, undefined, indent);
    });
  const cuts = fc.array(fc.nat(3000), { maxLength: 8 });
  const cut = (written: string, at: readonly number[]) => {
    const places = [...new Set(at.map((place) => place % (written.length + 1)))].sort((a, b) => a - b);
    return [...places, written.length].map((place, index) => written.slice(places[index - 1] ?? 0, place));
  };

  test('gives the same events and refusals wherever it is cut', () =>
    fc.assert(
      fc.property(document, cuts, (written, at) => {
        expect(told(cut(written, at))).toEqual(told([written]));
      }),
    ));

  test('that is damaged gives the same, too, and never throws', () =>
    fc.assert(
      fc.property(document, fc.nat(), fc.string({ maxLength: 2 }), cuts, (written, at, put, places) => {
        const place = at % written.length;
        const damaged = written.slice(0, place) + put + written.slice(place + 1);
        expect(told(cut(damaged, places))).toEqual(told([damaged]));
      }),
    ));
});

test('a document without a type, or with an unknown one, is told what its type may be', () => {
  const end = (members: object) => {
    const reader = jsonReader({ event: () => {}, refused: () => {} });
    return reader.write(JSON.stringify({ '@context': [], ...members, epcisBody: { eventList: [{}] } })) ?? reader.end();
  };
  const remedy = 'write "type": "EPCISDocument", or "EPCISQueryDocument" for query results';
  expect(end({ isA: 'EPCISDocument' })).toMatchObject({ detail: '"type" of the document is missing', remedy });
  expect(end({ type: 'Thing' })).toMatchObject({ detail: '"Thing" is no type of document', at: '/type', remedy });
});
