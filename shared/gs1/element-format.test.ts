import { describe, expect, test } from 'vitest';
import { formatProblem, readFormat, ruleProblem } from './element-format.ts';

const problem = (notation: string, value: string) => formatProblem(readFormat(notation), value);

describe('notation of formats', () => {
  test('gives the shortest and the longest value', () => {
    expect(readFormat('N14:check')).toMatchObject({ least: 14, most: 14 });
    expect(readFormat('X..20')).toMatchObject({ least: 1, most: 20 });
    expect(readFormat('N13:check+[X..17]')).toMatchObject({ least: 13, most: 30 });
    expect(readFormat('N6:date+N2:hour+[N2:minute]+[N2:second]')).toMatchObject({ least: 8, most: 12 });
  });

  test.each(['', 'N', 'A3', 'N..', '14N', 'N14:nothing', 'N14+', '[N2'])('%j is none', (notation) =>
    expect(() => readFormat(notation)).toThrow(),
  );
});

describe('values and formats', () => {
  test.each([
    ['N2', '7', 1, 'must have 2 characters'],
    ['N2', '777', 2, 'must have 2 characters'],
    ['X..3', '', 0, 'must have 1 to 3'],
    ['X..3', 'abcd', 3, 'must have 1 to 3'],
    ['N2+X..3', 'a1b', 0, 'character set N'],
    ['N2+X..3', '11b c', 3, 'character set X'],
    ['N2+[N2]', '123', 2, 'cut short'],
    ['N3+[Y..3]', '123a', 3, 'character set Y'],
    ['Z..5', 'a+b', 1, 'character set Z'],
  ])('%s does not take %j', (notation, value, offset, detail) =>
    expect(problem(notation, value)).toMatchObject({ offset, detail: expect.stringContaining(detail) }),
  );

  test.each([
    ['N2+[N2]', '12'],
    ['N2+[N2]', '1234'],
    ['N3+[N3]+[N3]', '123456'],
    ['N1+X1+X1', '1ab'],
  ])('%s takes %j', (notation, value) => expect(problem(notation, value)).toBeUndefined());

  test('a wrong character is answered with the right ones', () =>
    expect(problem('Y..5', 'a')).toMatchObject({
      rule: 'GS1 GS §7.11',
      remedy: expect.stringContaining('capital letters'),
    }));

  test('a part that is missing breaks no rule', () => {
    const format = readFormat('N6:date+[N6:date]');
    expect(ruleProblem(format, '280101')).toBeUndefined();
    expect(ruleProblem(format, '280101281301')).toMatchObject({ offset: 8 });
  });

  test('rules are asked from the left, the first that is broken is named', () =>
    expect(ruleProblem(readFormat('N1:zero+N2:hour'), '199')).toMatchObject({ offset: 0 }));
});
