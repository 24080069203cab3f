import { expect, test } from 'vitest';
import { chinaData, platformCode } from '../../../test/kit/china.ts';
import { fileProblem, MOST_FILE_BYTES } from './file-size.ts';
import type { Relation } from './relation.ts';
import { releaseRelation } from './relations-of.ts';
import { writeRelations } from './write-relation.ts';

/** A file of so many packs. */
const relationOf = (packs: number): Relation =>
  releaseRelation({ ...chinaData, serials: Array.from({ length: packs }, (_, i) => platformCode(0, i)) });

test('a file is refused that is larger than one call takes, before it is written', () => {
  const one = relationOf(1_000);
  const times = Math.ceil(MOST_FILE_BYTES / writeRelations([one]).length) + 1;
  const many = Array.from({ length: times }, () => one);
  expect(fileProblem([one])).toBeUndefined();
  expect(fileProblem(many)).toMatchObject({ refused: 'too-large', remedy: expect.stringContaining('by hand') });
});

test('what is counted is what is written, but for the lines around the codes', () => {
  const lengthOf = (relation: Relation) => writeRelations([relation]).length;
  const one = relationOf(1);
  const most = Math.floor(MOST_FILE_BYTES / (lengthOf(relationOf(2)) - lengthOf(one)));
  const manyOf = (packs: number) => ({ ...one, codes: Array.from({ length: packs }, () => one.codes).flat() });
  expect(fileProblem([manyOf(most)])).toBeUndefined();
  expect(fileProblem([manyOf(most + 1)])).toBeDefined();
});
