import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJob, anyMessage, anyQuery, sameMessage } from '../../test/kit/arbitrary-message.ts';
import { isRefusal } from '../refusal.ts';
import type { Message } from './message.ts';
import { readMessage } from './read-message.ts';
import { type MessageStyle, writeMessage } from './write-message.ts';

const creationDate = '2026-03-01T10:00:00Z';
const styles: Record<string, MessageStyle> = {
  JSON: { to: 'json' },
  'JSON, indented': { to: 'json', indent: true },
  'XML 2.0': { to: 'xml', version: '2.0', creationDate },
  'XML 2.0 with web URIs, indented': { to: 'xml', version: '2.0', vocabulary: 'web-uri', indent: true, creationDate },
  'XML 2.0, the Poll alone': { to: 'xml', version: '2.0', indent: true },
  'XML 1.2': { to: 'xml', version: '1.2', creationDate },
};
const names = Object.keys(styles);

function through(style: string, message: Message): Message {
  const text = writeMessage(message, styles[style] ?? { to: 'json' });
  if (isRefusal(text)) throw new Error(`${text.detail} at ${text.at}`);
  const back = readMessage(text, { order: 'published' });
  if (isRefusal(back)) throw new Error(`${back.detail} at ${back.at}: ${text}`);
  return back;
}

describe('every query', () => {
  test.each(names)('survives %s', (style) =>
    fc.assert(
      fc.property(anyQuery, (query) => {
        const message: Message = { is: 'query', query };
        if (
          style === 'XML 1.2' &&
          Object.entries(query.params).some(([n, v]) => n.startsWith('EXISTS_') && v === false)
        )
          return;
        expect(sameMessage(through(style, message))).toBe(sameMessage(message));
      }),
      { numRuns: 300 },
    ),
  );
});

describe('every capture job', () => {
  test.each(names.filter((name) => name !== 'XML 1.2'))('survives %s', (style) =>
    fc.assert(
      fc.property(anyJob, (job) => {
        const message: Message = { is: 'capture-job', job };
        expect(sameMessage(through(style, message))).toBe(sameMessage(message));
      }),
      { numRuns: 300 },
    ),
  );
});

test('a message that was written and read is written alike', () =>
  fc.assert(
    fc.property(anyMessage, fc.constantFrom('JSON', 'XML 2.0', 'XML 2.0, the Poll alone'), (message, style) => {
      const once = through(style, message);
      expect(through(style, once)).toEqual(once);
    }),
    { numRuns: 100 },
  ));

describe('bad input', () => {
  /** One text of each kind. */
  const texts = ['JSON', 'XML 2.0'].flatMap((style) =>
    fc.sample(anyMessage, { numRuns: 10, seed: 7 }).map((message) => {
      const text = writeMessage(message, styles[style] ?? { to: 'json' });
      return isRefusal(text) ? '' : text.trimEnd();
    }),
  );

  test('cut off anywhere is refused', () => {
    for (const text of texts)
      for (let end = 0; end < text.length; end += 1 + Math.floor(text.length / 40))
        expect(isRefusal(readMessage(text.slice(0, end)))).toBe(true);
  });

  test('with any part of it changed is read or refused, and never throws', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(20),
        fc.constantFrom('', '<', '"', '}', '&#0;', '\u0000', '<value/>', '{"a":', 'true', '</param>', '\ud800'),
        (text, at, length, put) => {
          const from = at % text.length;
          const spoiled = text.slice(0, from) + put + text.slice(from + length);
          const answer = readMessage(spoiled);
          expect(isRefusal(answer) || 'is' in answer).toBe(true);
        },
      ),
      { numRuns: 500 },
    ));

  test('of any kind is read or refused, and never throws', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `<Poll>${text}</Poll>`),
        ),
        (text) => {
          expect(() => readMessage(text)).not.toThrow();
        },
      ),
    ));
});
