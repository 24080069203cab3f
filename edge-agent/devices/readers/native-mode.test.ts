import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listenStatus, listenValue, nativeReader, nativeStatus, sameJob } from './native-mode.ts';

const inPieces = (stream: string, places: readonly number[]) => {
  const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
  const read = nativeReader();
  return edges.slice(1).flatMap((end, index) => read(stream.slice(edges[index], end)));
};
const greeting = 'Welcome to In-Sight(tm)  8402 Session 1\r\nUser: Password: User Logged In\r\n';
const news = [
  { kind: 'line', text: 'Welcome to In-Sight(tm)  8402 Session 1' },
  { kind: 'prompt', asks: 'user' },
  { kind: 'prompt', asks: 'password' },
  { kind: 'line', text: 'User Logged In' },
];

describe('a login', () => {
  test('is followed when it comes byte by byte', () => {
    const read = nativeReader();
    expect([...greeting].flatMap((byte) => read(byte))).toEqual(news);
  });

  test('is followed when prompts come in any pieces, each after the answer to the one before', () => {
    const cut = (text: string) =>
      fc.array(fc.nat({ max: text.length }), { maxLength: 5 }).map((places) => {
        const edges = [0, ...places.toSorted((a, b) => a - b), text.length];
        return edges.slice(1).map((end, index) => text.slice(edges[index], end));
      });
    const turns = ['Welcome\r\nUser: ', 'Password: ', 'User Logged In\r\n'];
    fc.assert(
      fc.property(fc.tuple(...turns.map(cut)), (pieces) => {
        const read = nativeReader();
        const prompts = pieces.flat().flatMap((piece) => read(piece));
        expect(prompts.filter(({ kind }) => kind === 'prompt')).toHaveLength(2);
        expect(prompts.at(-1)).toEqual({ kind: 'line', text: 'User Logged In' });
      }),
    );
  });

  test('is not disturbed by Telnet options', () => {
    expect(nativeReader()('\xff\xfb\x01\xff\xfd\x03User: ')).toEqual([{ kind: 'prompt', asks: 'user' }]);
  });

  test('makes of a prompt a value like any other once it is over', () => {
    const read = nativeReader();
    for (const byte of greeting) read(byte);
    expect(read('User: ')).toEqual([]);
    expect(read('x\r\n')).toEqual([{ kind: 'line', text: 'User: x' }]);
  });
});

test('lines are whole however the bytes are cut or run together', () => {
  const line = fc.stringMatching(/^[!-~][ -~]{0,11}$/).filter((text) => !/^(User|Password):/.test(text));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat({ max: 300 })), (lines, places) => {
      const stream = lines.map((text) => `${text}\r\n`).join('');
      expect(inPieces(stream, places)).toEqual(lines.map((text) => ({ kind: 'line', text })));
    }),
  );
});

describe('an answer', () => {
  test('to a setting is its status', () => {
    expect(listenStatus()('-2')).toEqual({ status: -2 });
    expect(nativeStatus(-5)).toContain('offline');
  });

  test('with a value has a second line, but only when all is well', () => {
    const good = listenValue();
    expect(good('1')).toBeUndefined();
    expect(good('1')).toEqual({ status: 1, value: '1' });
    expect(listenValue()('-2')).toEqual({ status: -2 });
  });
});

test('a job is the same with its ending or without', () => {
  expect(sameJob('Carton.job', 'carton')).toBe(true);
  expect(sameJob('Carton.jobx', 'case.job')).toBe(false);
});
