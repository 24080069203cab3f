import { describe, expect, test } from 'vitest';
import { elementRefusal, repeatRefusal, textRefusal } from './element-refusal.ts';

describe('refusals of elements', () => {
  test('name the identifier, the value, the place, the clause and what to do', () =>
    expect(elementRefusal('10', 'A B', { offset: 1, detail: 'is wrong', remedy: 'mend it' }, 5, 'GS1 GS §7.8')).toEqual(
      {
        refused: 'malformed',
        detail: '(10) "A B" is wrong',
        at: '5',
        rule: 'GS1 GS §7.8',
        remedy: 'mend it',
      },
    ));

  test('cite the clause of the problem before the one of the string', () =>
    expect(elementRefusal('17', '', { offset: 0, detail: 'x', rule: 'GS1 GS §7.12' }, 0, 'GS1 GS §7.8')).toMatchObject({
      rule: 'GS1 GS §7.12',
    }));

  test('say which identifier stands twice', () =>
    expect(repeatRefusal('21', 7)).toMatchObject({ at: '7', detail: expect.stringContaining('(21)') }));

  test('come before reading when there is nothing, or more than any symbol holds', () => {
    expect(textRefusal('', 0, 'rule')).toMatchObject({ refused: 'malformed', at: '0', rule: 'rule' });
    expect(textRefusal(']d2', 3, 'rule')).toMatchObject({ at: '3' });
    expect(textRefusal('1'.repeat(8193), 0, 'rule')).toMatchObject({ refused: 'too-large', at: '8192' });
    expect(textRefusal('1'.repeat(8192), 0, 'rule')).toBeUndefined();
  });
});
