import { describe, expect, test } from 'vitest';
import { applicationIdentifiers } from './application-identifiers.ts';
import { associationProblems } from './element-pairs.ts';

// Only identifiers count here, so any value will do.
const about = (ais: string, value = 'x') => associationProblems(ais.split(' ').map((ai) => ({ ai, value })));
const details = (ais: string) => about(ais).map(({ detail }) => detail);

describe('elements of one item', () => {
  test.each([
    '01',
    '01 21 17 10',
    '00',
    '00 02 37',
    '00 8026 37',
    '01 10 7004',
    '414 254',
    '415 8020 3912',
    '01 3103 3922',
    '01 21 8030',
    '00 4302 4303 4307',
    '8018 7259 7258',
    '01 713 21 17 10',
    '01 21 91 92',
    '8004 7230',
  ])('%s may stand together', (ais) => expect(about(ais)).toEqual([]));

  test.each([
    ['21', ['(21) lacks its mandatory association']],
    ['02 37', ['(37) lacks its mandatory association']],
    ['00 02', ['(02) lacks its mandatory association']],
    ['01 7004', ['(7004) lacks its mandatory association']],
    ['01 255', ['(01) and (255) are an invalid pair', '(255) and (01) are an invalid pair']],
    ['01 21 235', ['(21) and (235) are an invalid pair']],
    ['00 02 37 01', ['(02) and (01) are an invalid pair', '(01) and (37) are an invalid pair']],
    ['01 3103 3105', ['(3103) and (3105) are an invalid pair', '(3105) and (3103) are an invalid pair']],
    ['420 421', ['(420) and (421) are an invalid pair']],
    ['8017 8018', ['(8017) and (8018) are an invalid pair', '(8018) and (8017) are an invalid pair']],
    ['01 8030', ['(8030) lacks its mandatory association']],
    ['01 3922', ['(3922) lacks its mandatory association']],
    ['00 4303', ['(4303) lacks its mandatory association']],
    ['10 11', ['(10) lacks its mandatory association', '(11) lacks its mandatory association']],
  ])('%s may not', (ais, wrong) => expect(details(ais)).toEqual(wrong));

  test('that lack an association are told which', () =>
    expect(about('01 3922')).toEqual([
      {
        refused: 'malformed',
        detail: '(3922) lacks its mandatory association',
        at: '1',
        rule: 'GS1 GS §4.13',
        remedy: 'add (01) with (30) or (01) with (31nn) or (01) with (32nn) or (01) with (35nn) or (01) with (36nn)',
      },
    ]));

  test('may be said twice, but not differently', () => {
    expect(about('01 10 10')).toEqual([]);
    const twice = [
      { ai: '01', value: 'x' },
      { ai: '10', value: 'A' },
      { ai: '10', value: 'B' },
      { ai: '10', value: 'A' },
    ];
    expect(associationProblems(twice)).toMatchObject([{ at: '2', detail: '(10) stands twice with different values' }]);
  });

  test('an identifier does not exclude itself', () => expect(about('01 3103 3103')).toEqual([]));

  test('identifiers outside the table are passed over', () => expect(about('05 x  7')).toEqual([]));

  test('nothing has no problems', () => expect(associationProblems([])).toEqual([]));
});

describe('a digital signature', () => {
  const signed = (ai: string, value: string) =>
    associationProblems([
      { ai, value },
      { ai: '8030', value: 'QUJD' },
    ]);

  test.each([
    ['253', '9521321001237', 'DOC-1'],
    ['255', '9521321001237', '42'],
    ['8003', '09521321000452', 'CRATE'],
  ])('over (%s) needs its serial', (ai, key, serial) => {
    expect(signed(ai, key)).toMatchObject([{ at: '1', detail: `(8030) signs (${ai}) without a serial` }]);
    expect(signed(ai, key + serial)).toEqual([]);
  });
});

describe('every identifier', () => {
  test('with all it may need and nothing it forbids has no problem of its own', () => {
    const spelled = (pattern: string) =>
      applicationIdentifiers.find(({ ai }) => ai.length === pattern.length && ai.startsWith(pattern.replace(/n+$/, '')))
        ?.ai ?? '';
    for (const { ai, requires } of applicationIdentifiers)
      for (const group of requires.length > 0 ? requires : [[]])
        expect(details([ai, ...group.map(spelled)].join(' ')).filter((detail) => detail.startsWith(`(${ai})`))).toEqual(
          [],
        );
  });

  test('that requires something misses it when it stands alone', () => {
    for (const { ai, requires } of applicationIdentifiers)
      expect([ai, details(ai).length]).toEqual([ai, requires.length > 0 ? 1 : 0]);
  });
});
