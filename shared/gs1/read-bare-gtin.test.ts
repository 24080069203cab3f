import { describe, expect, test } from 'vitest';
import { aimIdentifier } from './aim-identifiers.ts';
import { readBareGtin } from './read-bare-gtin.ts';

function read(text: string, lengths: readonly number[]) {
  const symbol = aimIdentifier(text);
  return symbol && readBareGtin(text, symbol, lengths);
}

describe('a GTIN behind a symbology identifier', () => {
  test.each([
    [']E09521321543218', [13, 12], '09521321543218'],
    [']E0614141123452', [13, 12], '00614141123452'],
    [']E495200002', [8], '00000095200002'],
    [']I119521321543215', [14], '19521321543215'],
  ])('%s is %j digits, answered in fourteen', (text, lengths, value) =>
    expect(read(text, lengths)).toEqual({ elements: [{ ai: '01', value }], at: text.length }),
  );

  test('ends where its composite component begins', () => {
    expect(read(']E495200002|]e010A', [8])).toMatchObject({ at: 15 });
    expect(read(']E495200002]e010A', [8])).toMatchObject({ at: 14 });
  });

  test.each([
    [']E4', [8], '3'],
    [']E4952000', [8], '9'],
    [']E49520000211', [8], '11'],
    [']E49520000|]e010A', [8], '10'],
    [']E495200003', [8], '10'],
    [']E4X5200002', [8], '3'],
    [']I119521321543216', [14], '16'],
  ])('%s is refused at %j', (text, lengths, at) =>
    expect(read(text, lengths)).toMatchObject({ refused: 'malformed', at }),
  );
});
