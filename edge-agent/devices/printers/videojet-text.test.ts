import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { cutAnswer, readStatus, selectJob, updateFields, type VideojetAnswer } from './videojet-text.ts';

/** All answers in a stream that comes in these pieces. */
function answersIn(pieces: readonly string[]): VideojetAnswer[] {
  const answers: VideojetAnswer[] = [];
  let kept = '';
  for (const piece of pieces) {
    kept += piece;
    for (let found = cutAnswer(kept); found !== undefined; found = cutAnswer(kept)) {
      answers.push(found.answer);
      kept = found.rest;
    }
  }
  return answers;
}

describe('the Videojet text protocol', () => {
  test('selects a job and updates fields by name', () => {
    expect(selectJob('Pack 20')).toBe('SLA|Pack 20|\r');
    expect(
      updateFields(
        new Map([
          ['LOT', 'A=1'],
          ['SN', ''],
        ]),
      ),
    ).toBe('JDA|LOT=A=1|SN=|\r');
  });

  test.each([
    ['/fields/LOT', [['LOT', 'a|b']]],
    ['/fields/LOT', [['LOT', 'a\x1db']]],
    ['/fields/LOT', [['LOT', 'a\rb']]],
    ['/fields/LOT', [['LOT', 'Größe']]],
    ['/fields/L=T', [['L=T', 'a']]],
    ['/fields/', [['', 'a']]],
    ['/fields/S|N', [['S|N', 'a']]],
  ] as const)('has no way to write %s of %j', (at, fields) => {
    expect(updateFields(fields)).toMatchObject({ refused: 'malformed', at });
  });

  test.each(['', 'a|b', 'a\rb'])('has no way to name a job %j', (name) => {
    expect(selectJob(name)).toMatchObject({ refused: 'malformed', at: '/name' });
  });

  test('whatever is written is one command, and its fields come out again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (fields) => {
        const text = updateFields(Object.entries(fields));
        if (isRefusal(text)) return;
        expect(text.indexOf('\r')).toBe(text.length - 1);
        const [command, ...pairs] = text.slice(0, -2).split('|');
        const read = pairs
          .filter((pair) => pair !== '')
          .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
        expect([command, Object.fromEntries(read)]).toEqual(['JDA', { ...fields }]);
      }),
    );
  });

  test('tells state, errors, job and counts', () => {
    const status = { state: 4, error: 2, job: '', batch: 0, total: 8253 };
    expect(readStatus('STS|4|2||0|8253|')).toEqual(status);
  });

  test.each(['STS|', 'STS|5|0|a|1|2|', 'STS|3|0|a|1|', 'STS|3|0|a|b|1|2|', 'STS|3|0|a|-1|2|'])(
    '%s is no state',
    (line) => {
      expect(readStatus(line)).toMatchObject({ refused: 'malformed' });
    },
  );

  test('answers are found however the bytes are cut, with line feeds or without, and notices are passed over', () => {
    const stream = 'ACK\rERR\r\nNTE|printed\rSTS|3|0|Job|12|13|\r\n\rACK\r';
    const expected = ['ACK', 'ERR', { state: 3, error: 0, job: 'Job', batch: 12, total: 13 }, 'ACK'];
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 10 }), (places) => {
        const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
        expect(answersIn(edges.slice(1).map((end, index) => stream.slice(edges[index], end)))).toEqual(expected);
      }),
    );
  });
});
