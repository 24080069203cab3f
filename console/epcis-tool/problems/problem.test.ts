import { describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusal.ts';
import { placeOf, printable, problemLine, problemOf } from './problem.ts';

describe('where', () => {
  test.each([
    ['', { path: '' }],
    ['/epcisBody/eventList/0/action', { path: '/epcisBody/eventList/0/action' }],
    ['12:9', { path: '', line: 12, column: 9 }],
    ['12:9 /EPCISBody/EventList/ObjectEvent[1]', { path: '/EPCISBody/EventList/ObjectEvent[1]', line: 12, column: 9 }],
    ['byte 77', { path: '' }],
  ])('"%s"', (at, place) => {
    expect(placeOf(at)).toEqual(place);
  });
});

describe('a problem', () => {
  test('of a refusal keeps its place, rule and remedy', () => {
    const refusal = refuse('malformed', 'bad', { at: '3:4 /a', rule: 'R 1', remedy: 'mend it' });
    expect(problemOf(refusal, 7)).toEqual({
      event: 7,
      path: '/a',
      line: 3,
      column: 4,
      rule: 'R 1',
      message: 'bad',
      severity: 'error',
      tier: 'shape',
      remedy: 'mend it',
    });
    expect(problemOf(refuse('malformed', 'bad'))).toMatchObject({ path: '', message: 'bad', rule: expect.any(String) });
  });

  test('is a line as compilers write it', () => {
    const problem = problemOf(refuse('malformed', 'bad', { at: '3:4 /a', rule: 'R 1', remedy: 'mend it' }));
    expect(problemLine('x.xml', problem)).toBe('x.xml:3:4: error: bad [R 1] — mend it');
  });

  test('without a line tells its path', () => {
    const problem = problemOf(refuse('malformed', 'bad', { at: '/a/0', rule: 'R 1' }));
    expect(problemLine('x.json', problem)).toBe('x.json: error: /a/0: bad [R 1]');
  });

  test('cannot command the terminal, nor make two lines', () => {
    expect(printable('a\u001b[2Jb\nc\u2028d\u0085e é')).toBe('a\\u001b[2Jb\\u000ac\\u2028d\\u0085e é');
  });
});
