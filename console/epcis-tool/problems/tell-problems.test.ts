import { describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusal.ts';
import { pieces } from '../../../test/kit/watched-screen.ts';
import { locateProblems } from './locate-problems.ts';
import { type Problem, problemOf } from './problem.ts';
import { problemList } from './problem-list.ts';
import { tellProblems } from './tell-problems.ts';

const at = (pointer: string) => problemOf(refuse('malformed', 'bad', { at: pointer, rule: 'R' }));
const text = pieces('{\n "a": [1,\n', '  {"b": 2}]}');

describe('problems of JSON get line and column', () => {
  test('where they have none', async () => {
    const known: Problem = { ...at('/a'), line: 9, column: 9 };
    const located = await locateProblems(text, [at('/a/1/b'), known, at('/a/7')]);
    expect(located.map(({ line, column }) => [line, column])).toEqual([
      [3, 9],
      [9, 9],
      [2, 7],
    ]);
  });

  test('unless the text cannot be read again, or is none', async () => {
    const problems = [at('/a')];
    expect(await locateProblems({ ...text, again: false }, problems)).toBe(problems);
    expect(await locateProblems(pieces(Buffer.from([0x7b, 0xff])), problems)).toBe(problems);
  });
});

describe('a list of problems', () => {
  test('keeps so many, and counts all', async () => {
    const list = problemList(2);
    for (const path of ['/a/0', '/a/1', '/a/1/b']) list.add(at(path));
    list.add({ ...at('/a'), severity: 'warning' });
    expect(list).toMatchObject({ errors: 3, warnings: 1 });
    expect(list.kept).toHaveLength(2);
    const told: unknown[] = [];
    const tell = {
      problem: ({ line }: Problem) => told.push(line),
      more: (count: number) => told.push(`${count} more`),
    };
    await tellProblems(text, list, { bytes: 1, syntax: 'json' }, tell);
    expect(told).toEqual([2, 3, '2 more']);
  });

  test('of XML is told as it is', async () => {
    const list = problemList(2);
    list.add(at('3:4 /a'));
    const told: unknown[] = [];
    await tellProblems(text, list, { bytes: 1, syntax: 'xml' }, { problem: (one) => told.push(one), more: () => {} });
    expect(told).toEqual(list.kept);
  });
});
