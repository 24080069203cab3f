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

describe('events', () => {
  test('come in the order of the document, with index and pointer', () => {
    const { events, end } = whole(documentOf(seen, { ...seen, 'ex:n': 1 }));
    expect(events).toEqual([
      { event: seen, index: 0, at: '/epcisBody/eventList/0' },
      { event: { ...seen, 'ex:n': 1, '@context': ex }, index: 1, at: '/epcisBody/eventList/1' },
    ]);
    expect(end).toEqual({ form: 'EPCISDocument', schemaVersion: '2.0', creationDate: frame.creationDate, context: {} });
  });

  test('come before the document has ended', () => {
    const got: EpcisEvent[] = [];
    const reader = jsonReader({ event: (event) => got.push(event), refused: () => expect.fail() });
    const many = text(documentOf(...Array.from({ length: 100 }, () => seen)));
    reader.write(many.slice(0, 10_000));
    expect(got.length).toBeGreaterThan(20);
  });

  test('wait for the context when it comes last', () => {
    const document = documentOf(seen, { ...seen, 'ex:n': 1 });
    expect(whole(reversed(document))).toEqual(whole(document));
    expect(told(text(reversed(document)).split(''))).toEqual(whole(document));
  });

  test('that wait for too long a text are refused with a hint', () => {
    const late = reversed(documentOf(...Array.from({ length: 50 }, () => seen)));
    expect(wholeRefusal(whole(late, { headLength: 5000 }))).toMatchObject({
      refused: 'too-large',
      remedy: 'put "@context" first',
    });
    expect(isRefusal(whole(reversed(late), { headLength: 5000, eventLength: 5000 }).end)).toBe(false);
    const tiny = reversed(documentOf(...Array.from({ length: 1000 }, () => ({}))));
    expect(wholeRefusal(whole(tiny, { headLength: 100_000 })).refused).toBe('too-large');
  });

  test('of query results are read, and what is said about the query', () => {
    const queryResults = { queryName: 'q', subscriptionID: 's', resultsBody: { eventList: [seen, seen] } };
    const document = { '@context': context, ...frame, type: 'EPCISQueryDocument', epcisBody: { queryResults } };
    for (const order of [document, reversed(document)]) {
      const { events, end } = whole(order);
      expect(events.map(({ at }) => at)).toEqual([
        '/epcisBody/queryResults/resultsBody/eventList/0',
        '/epcisBody/queryResults/resultsBody/eventList/1',
      ]);
      expect(end).toMatchObject({ form: 'EPCISQueryDocument', queryName: 'q', subscriptionID: 's' });
    }
  });

  test('may stand alone, with a context of their own', () => {
    const { events, end } = whole({ '@context': context, ...seen, 'ex:n': 1 });
    expect(events).toEqual([{ event: { ...seen, 'ex:n': 1, '@context': ex }, index: 0, at: '' }]);
    expect(end).toEqual({ form: 'bare', context: {} });
  });

  test('may stand in the older member "event", one or more', () => {
    const one = { '@context': context, ...frame, epcisBody: { event: seen } };
    expect(whole(one).events).toEqual([{ event: seen, index: 0, at: '/epcisBody/event' }]);
    const two = { '@context': context, ...frame, epcisBody: { event: [seen, seen] } };
    expect(whole(two).events.map(({ at }) => at)).toEqual(['/epcisBody/event/0', '/epcisBody/event/1']);
  });

  test('keep the digits of their numbers', () => {
    const quantityList = '[{"epcClass":"urn:x:1","quantity":26.0,"uom":"KGM"}]';
    const written = text(documentOf({ ...seen, quantityList: 0, 'ex:n': 1 }))
      .replace('"quantityList":0', `"quantityList":${quantityList}`)
      .replace('"ex:n":1', '"ex:n":["a",12345678901234567890.10,1E-7]');
    const [first] = told([written]).events;
    expect(text(first?.event)).toContain(`"quantityList":${quantityList}`);
    expect(text(first?.event)).toContain('"ex:n":["a",12345678901234567890.10,1E-7]');
  });

  test('take back a definition of the document by null', () => {
    const own = { ...seen, '@context': { ex: null }, 'ex:n': 1 };
    expect(whole(documentOf(own)).refused[0]?.refusals[0]).toMatchObject({
      at: '/epcisBody/eventList/0/ex:n',
      detail: expect.stringContaining('not defined'),
    });
    const spoken = { ...seen, '@context': { ex: null }, 'urn:x:note': 'ex:n' };
    expect(whole(documentOf(spoken)).events[0]?.event).toEqual({ ...seen, 'urn:x:note': 'ex:n' });
  });
});

describe('what is wrong with an event', () => {
  test('is told at once, and the other events are read', () => {
    const wrong = { ...seen, eventTime: 'noon', action: 'LOOK', epcList: ['urn:x:1', 'x', 'y'], remark: 1 };
    const { events, refused, end } = whole(documentOf(seen, wrong, seen));
    expect(events.map(({ index }) => index)).toEqual([0, 2]);
    expect(refused.map(({ index }) => index)).toEqual([1]);
    expect(refused[0]?.refusals.map(({ at }) => at?.replace('/epcisBody/eventList/1', ''))).toEqual([
      '/eventTime',
      '/action',
      '/epcList/1',
      '/epcList/2',
      '/remark',
    ]);
    expect(isRefusal(end)).toBe(false);
  });

  test('is told a hundred times at most', () => {
    const { refused } = whole(documentOf({ ...seen, epcList: Array.from({ length: 100_000 }, (_, i) => `${i}`) }));
    expect(refused[0]?.refusals).toHaveLength(100);
  });

  test('is told of every one of thousands of events', () => {
    const { refused, events } = whole(documentOf(...Array.from({ length: 5000 }, (_, i) => (i % 2 ? seen : { i }))));
    expect([refused.length, events.length]).toEqual([2500, 2500]);
    expect(refused[2499]?.refusals[0]?.at).toBe('/epcisBody/eventList/4998');
  });

  test.each([
    ['a member that stands twice', '"action":', '"action":"ADD","action":', '/action'],
    ['a member that stands twice inside', '"ex:n":1', '"ex:n":{"a":[{"b":1,"b":2}]}', '/ex:n/a/0/b'],
    ['half a character', '"ex:n":1', '"ex:n":["\\ud83d"]', '/ex:n/0'],
    [
      'a number too large',
      '"ex:n":1',
      '"quantityList":[{"epcClass":"urn:x:1","quantity":1e999}]',
      '/quantityList/0/quantity',
    ],
  ])('may be %s', (_name, from, to, at) => {
    const wrong = text({ ...seen, 'ex:n': 1 }).replace(from, to);
    const { events, refused } = told([text(documentOf(seen, '#', seen)).replace('"#"', wrong)]);
    expect(refused.map(({ refusals }) => refusals[0]?.at)).toEqual([`/epcisBody/eventList/1${at}`]);
    expect(events).toHaveLength(2);
  });

  test('is told of a doubled member with line and column, too', () => {
    const written = JSON.stringify(documentOf(seen), undefined, 2).replace('"action"', '"action": "ADD", "action"');
    expect(told([written]).refused[0]?.refusals[0]).toMatchObject({ line: 17, column: 26 });
  });

  test('is no doubled eventID: that is in published examples', () => {
    const written = text(documentOf({ ...seen, eventID: 'urn:uuid:2' })).replace(
      '"eventID"',
      '"eventID":"urn:uuid:1","eventID"',
    );
    expect(told([written]).events[0]?.event.eventID).toBe('urn:uuid:2');
  });

  test.each([[7], ['text'], [null], [true], [[]], [26.5]])('may be that it is %j', (event) => {
    expect(whole(documentOf(seen, event)).refused).toMatchObject([
      { index: 1, refusals: [{ at: '/epcisBody/eventList/1', detail: 'an event is an object' }] },
    ]);
  });
});
