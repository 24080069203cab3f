import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chinaData, packedCases, platformCode } from '../../../test/kit/china.ts';
import { isRefusal } from '../../refusal.ts';
import { readRelations } from './read-relation.ts';
import type { Relation } from './relation.ts';
import { relationProblem } from './relation-problem.ts';
import { packingRelations, releaseRelation } from './relations-of.ts';
import { writeRelations } from './write-relation.ts';

const relationsOf = (...packed: Parameters<typeof packedCases>): Relation[] => {
  const relations = packingRelations({ ...chinaData, containers: packedCases(...packed) });
  if (isRefusal(relations)) throw new Error(relations.detail);
  return relations;
};

test('a pallet is told before its cases, and a case before its packs', () => {
  const [relation] = relationsOf([5, 5], [[0, 1]]);
  expect(relation).toMatchObject({ cascade: '1:5:10', packageSpec: '20mg*28', productCode: '8199999' });
  expect(relation?.codes.map(({ packLayer }) => packLayer)).toEqual([3, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1]);
  expect(relation?.codes.every(({ flag }) => flag === 0)).toBe(true);
});

test('what is not full says so, and so does what it is in', () => {
  const [relation] = relationsOf([5, 3], [[0, 1]]);
  const flags = relation?.codes.filter(({ packLayer }) => packLayer > 1).map(({ flag }) => flag);
  expect(flags).toEqual([2, 0, 2]);
});

test('a case on no pallet stands in a relation that ends with cases', () =>
  expect(relationsOf([5, 5, 5], [[0, 1]]).map(({ cascade, codes }) => [cascade, codes.length])).toEqual([
    ['1:5:10', 13],
    ['1:5', 6],
  ]));

test('a pallet whose cases were told before names them without their packs', () => {
  const pallet = packedCases([5, 5], [[0, 1]]).slice(-1);
  const relations = packingRelations({ ...chinaData, containers: pallet });
  expect(isRefusal(relations) ? relations : relations.map((one) => relationProblem(one))).toEqual([undefined]);
});

test('whatever is packed, each code is told once, and what is read is what was written', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 20 }),
      (sizes, pallets, cut) => {
        const onPallets = Array.from({ length: Math.min(pallets, sizes.length >> 1) }, (_, i) => [i * 2, i * 2 + 1]);
        const all = packedCases(sizes, onPallets);
        const parts = [all.slice(0, cut), all.slice(cut)].filter(({ length }) => length > 0);
        const told = parts.map((containers) => {
          const relations = packingRelations({ ...chinaData, containers });
          if (isRefusal(relations)) throw new Error(relations.detail);
          expect(readRelations(writeRelations(relations))).toEqual(relations);
          return relations.flatMap(({ codes }) => codes);
        });
        for (const codes of told) expect(new Set(codes.map(({ curCode }) => curCode)).size).toBe(codes.length);
        const packs = told.flat().filter(({ packLayer }) => packLayer === 1);
        expect(packs.length).toBe(sizes.reduce((sum, one) => sum + one, 0));
        // Wherever the list was cut, every child has its parent told exactly once.
        const parents = told.flat().filter(({ parentCode }) => parentCode !== '');
        expect(new Set(parents.map(({ curCode }) => curCode)).size).toBe(parents.length);
        expect(parents.length).toBe(packs.length + onPallets.flat().length);
      },
    ),
    { numRuns: 60 },
  );
});

test('packs of a release are in nothing yet', () => {
  const relation = releaseRelation(chinaData);
  expect(relation).toMatchObject({ cascade: '1', codes: [{ packLayer: 1, parentCode: '', flag: 0 }, {}, {}] });
  expect(readRelations(writeRelations([relation]))).toEqual([relation]);
});

describe('refuses, with the place, the rule and the remedy,', () => {
  const [sound] = relationsOf([5, 5], [[0, 1]]);
  const wrong = (change: (codes: Relation['codes'][number][]) => Relation['codes'][number][]): Relation | undefined =>
    sound && { ...sound, codes: change([...sound.codes]) };
  const at = (i: number, more: object) => (codes: Relation['codes'][number][]) =>
    codes.map((code, j) => (i === j ? { ...code, ...more } : code));
  test.each<[string, Relation | undefined, string]>([
    ['a code twice', wrong((codes) => [...codes, ...codes.slice(2, 3)]), 'stands twice'],
    ['a code of 19 digits', wrong(at(2, { curCode: '8199999000000000000' })), '20 digits'],
    ['no parent', wrong(at(2, { parentCode: '' })), 'has no parent'],
    ['a parent of another batch', wrong(at(2, { parentCode: platformCode(1, 77) })), 'not in the same batch'],
    ['a layer that is jumped', wrong(at(2, { parentCode: platformCode(2, 0) })), 'of layer 3'],
    ['a layer that the cascade has not', wrong(at(0, { packLayer: 4 })), 'none of the cascade'],
    ['a full case of four', wrong((codes) => codes.toSpliced(2, 1)), 'called full with 4 of 5'],
    ['an empty pallet', wrong((codes) => codes.slice(0, 1)), 'nothing in it'],
  ])('%s', (_, relation, detail) => {
    const problem = relation && relationProblem(relation, '/relations/0');
    expect(problem).toMatchObject({ at: expect.stringMatching(/^\/relations\/0\/codes/), rule: expect.any(String) });
    expect(problem?.detail).toContain(detail);
    expect(problem?.remedy).toBeDefined();
  });

  test('days the wrong way round', () =>
    expect(sound && relationProblem({ ...sound, batch: { ...sound.batch, madeDate: '2029-01-01' } })).toMatchObject({
      at: '/batch/validateDate',
    }));

  test.each([
    '',
    '<Document',
    '<Document><Events version="3.0"/></Document>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
    '<a/>',
  ])('what is no relation: %s', (xml) => expect(isRefusal(readRelations(xml))).toBe(true));
});
