import { describe, expect, test } from 'vitest';
import { identifierAt, shapeProblem, valueProblem } from './application-identifiers.ts';

describe('application identifiers', () => {
  test.each(['00', '01', '11', '17', '20', '3105', '3360', '410', '417'])('(%s) ends by its length', (ai) =>
    expect(identifierAt(ai, 0)).toMatchObject({ ai, needsSeparator: false }),
  );

  test.each(['10', '21', '37', '240', '402', '7003', '717', '8005', '8018', '91', '99'])(
    '(%s) needs a separator',
    (ai) => expect(identifierAt(ai, 0)).toMatchObject({ ai, needsSeparator: true }),
  );

  test('six decimal places do not exist', () => expect(identifierAt('3106', 0)).toBeUndefined());

  test('an identifier is found inside a text', () =>
    expect(identifierAt('xx8003', 2)).toMatchObject({ title: 'GRAI' }));

  test('shape leaves check digits and dates alone, value does not', () => {
    expect(shapeProblem('01', '09521321543217')).toBeUndefined();
    expect(valueProblem('01', '09521321543217')).toEqual({ offset: 13, detail: 'check digit must be 8' });
  });

  test('a key must begin with a company prefix', () => {
    expect(shapeProblem('8004', '9521321PUMP')).toBeUndefined();
    expect(shapeProblem('8004', 'PUMP9521321')).toMatchObject({ offset: 0 });
  });
});
