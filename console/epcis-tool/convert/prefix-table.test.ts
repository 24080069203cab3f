import { afterAll, describe, expect, test } from 'vitest';
import { documentFolder } from '../../../test/kit/epcis-tool.ts';
import { ownPrefixes, readPrefixTable } from './prefix-table.ts';

const folder = documentFolder();
afterAll(folder.remove);

const table = (content: string) => readPrefixTable(folder.write('prefixes', content));
const listOf = (entry: unknown) => JSON.stringify({ GCPPrefixFormatList: { date: '2026-01-01', entry } });

describe('one prefix a line', () => {
  test('the longest that the digits begin with is found', async () => {
    const { prefixOf } = await table('\ufeff952132\n9521321,Acme\r\n# a remark\n\n 4012345 ; others\n');
    expect(prefixOf('952132100017')).toBe('9521321');
    expect(prefixOf('952132900017')).toBe('952132');
    expect(prefixOf('401234500017')).toBe('4012345');
    expect(prefixOf('501234500017')).toBeUndefined();
    expect(prefixOf('95')).toBeUndefined();
  });

  test.each([
    ['letters', '9521321\nacme\n', 'line 2: "acme"'],
    ['too few digits', '95213\n', 'line 1'],
    ['too many digits', '9521321000178\n', 'line 1'],
    ['nothing', '\n# none\n', 'no prefix'],
  ])('%s is refused', async (_, content, reason) => {
    await expect(table(content)).rejects.toThrow(reason);
  });

  test('a file that is not there is refused', async () => {
    await expect(readPrefixTable(folder.in('nowhere'))).rejects.toThrow('there is no such file');
  });
});

describe('GS1’s list of prefix lengths', () => {
  test('says how many digits are the prefix', async () => {
    const entries = [
      { prefix: '952', gcpLength: 7 },
      { prefix: '95213', gcpLength: 9 },
      { prefix: '0', gcpLength: 0 },
    ];
    const { prefixOf } = await table(listOf(entries));
    expect(prefixOf('952932100017')).toBe('9529321');
    expect(prefixOf('952132100017')).toBe('952132100');
    expect(prefixOf('001234567890')).toBeUndefined();
  });

  test.each([
    ['another kind of JSON', '{"a":1}'],
    ['an array', '[1]'],
    ['broken JSON', '{"GCPPrefixFormatList":'],
    ['an entry without a length', listOf([{ prefix: '952' }])],
  ])('%s is refused', async (_, content) => {
    await expect(table(content)).rejects.toThrow('--prefix-table');
  });
});

test('what the user names has to be a company prefix', () => {
  expect(ownPrefixes(['9521321']).prefixOf('952132100017')).toBe('9521321');
  expect(() => ownPrefixes(['9521321', 'acme'])).toThrow('acme');
});
