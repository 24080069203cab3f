import { describe, expect, test } from 'vitest';
import { jsonSample, sampleEvents, xmlSample } from '../../test/kit/epcis-samples.ts';
import { isRefusal } from '../refusal.ts';
import { documentReader, readDocument } from './read-document.ts';
import { readJsonDocument } from './read-json.ts';

const nothing = { event: () => {}, refused: () => {} };

describe('the first character tells the form', () => {
  test.each([
    ['JSON', jsonSample()],
    ['JSON after a mark and white space', `\ufeff \r\n\t${jsonSample()}`],
    ['XML 1.2', xmlSample('1.2')],
    ['XML 2.0', xmlSample('2.0')],
    ['XML after a mark and empty lines', `\ufeff\n\n ${xmlSample('2.0')}`],
  ])('of %s', (_, text) => {
    const read = readDocument(text);
    expect(isRefusal(read) ? read : read.events).toHaveLength(3);
    const reader = documentReader(nothing);
    reader.write(text);
    expect(reader.syntax()).toBe(text.includes('<?xml') ? 'xml' : 'json');
  });

  test.each([1, 2, 5])('in pieces of %d characters', (size) => {
    for (const text of [` \n${jsonSample()}`, xmlSample('1.2'), `\r\n${xmlSample('2.0')}`]) {
      const types: string[] = [];
      const reader = documentReader({ ...nothing, event: ({ type }) => types.push(type) });
      for (let at = 0; at < text.length; at += size) expect(reader.write(text.slice(at, at + size))).toBeUndefined();
      expect(reader.end()).toMatchObject({ form: 'EPCISDocument' });
      expect(types).toEqual(sampleEvents.map(({ type }) => type));
    }
  });

  test('white space before an XML declaration moves nothing', () => {
    const events = ['<ObjectEvent><eventTime>never</eventTime></ObjectEvent>'];
    const places = (text: string) => {
      const found: unknown[] = [];
      const reader = documentReader({
        ...nothing,
        refused: (refusals) => found.push(...refusals.map(({ line, column }) => [line, column])),
      });
      expect(reader.write(text) ?? reader.end()).toMatchObject({ form: 'EPCISDocument' });
      return found;
    };
    const [first, ...others] = places(xmlSample('2.0', events));
    expect(first).toEqual([3, expect.any(Number)]);
    const down = [first, ...others].map((place) => (Array.isArray(place) ? [place[0] + 2, place[1]] : place));
    expect(places(`\n \n${xmlSample('2.0', events)}`)).toEqual(down);
  });

  test.each(['\n<', '\n<?', '\n<?xml ', '\n<?xml version="1.0"', ` <?xml ${'x'.repeat(70_000)}`])(
    'what breaks off within a declaration is refused',
    (text) => {
      expect(readDocument(text)).toMatchObject({ refused: 'malformed' });
      const reader = documentReader(nothing);
      for (const character of text) reader.write(character);
      expect(reader.end()).toMatchObject({ refused: 'malformed' });
    },
  );

  test('nothing is known of white space', () => {
    const reader = documentReader(nothing);
    reader.write(' \n');
    expect(reader.syntax()).toBeUndefined();
  });
});

describe('what is neither is refused', () => {
  test.each([
    ['', 'there is nothing to read'],
    [' \n\ufeff', 'there is nothing to read'],
  ])('%j holds nothing', (text, detail) => {
    expect(readDocument(text)).toMatchObject({ refused: 'malformed', detail });
  });

  test.each([
    ['Dear Sir', 1, 1],
    ['\n\n  "text"', 3, 3],
    ['ISA*00*', 1, 1],
    ['\u0000', 1, 1],
  ])('%j', (text, line, column) => {
    expect(readDocument(text)).toMatchObject({ refused: 'malformed', line, column, at: `${line}:${column}` });
  });

  test('once refused, nothing more is read', () => {
    const reader = documentReader(nothing);
    const refusal = reader.write('Dear Sir');
    expect(refusal).toMatchObject({ refused: 'malformed' });
    expect(reader.write(jsonSample())).toBe(refusal);
    expect(reader.end()).toBe(refusal);
  });

  test('endless white space ends', () => {
    const reader = documentReader(nothing);
    let refusal: unknown;
    for (let piece = 0; piece < 1000 && refusal === undefined; piece++) refusal = reader.write(' '.repeat(1000));
    expect(refusal).toMatchObject({ refused: 'too-large' });
  });
});

describe('readDocument', () => {
  test('answers what the reader of the form answers', () => {
    expect(readDocument(jsonSample())).toEqual(readJsonDocument(jsonSample()));
  });

  test('answers the first of what is wrong', () => {
    const [first, second, third] = sampleEvents;
    const text = jsonSample([first, { ...second, action: 'GROW' }, { ...third, eventTime: 'never' }]);
    expect(readDocument(text)).toMatchObject({ at: '/epcisBody/eventList/1/action' });
  });

  test('holds to limits', () => {
    expect(readDocument(jsonSample(), { limits: { length: 100 } })).toMatchObject({ refused: 'too-large' });
  });
});
