import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';
import { noFigures } from './figures.ts';

test('while a line has a lot, nobody is told to destroy numbers that may be on good packs', () => {
  const beside = { foreign: 0, unknownBlocks: [], unknownSerials: 0, unnamed: [] };
  const open = differencesOf(undefined, [], { ...noFigures, asked: 3, unaccounted: 3 }, beside);
  expect(open.map(({ kind }) => kind)).toEqual(['no-report', 'lost']);
  for (const { remedy } of open) {
    expect(remedy).toMatch(/^wait until/);
    expect(remedy).not.toContain('POST ');
  }
});
