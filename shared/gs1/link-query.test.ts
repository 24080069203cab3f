import { describe, expect, test } from 'vitest';
import { readLinkQuery, writeLinkQuery } from './link-query.ts';

describe('query string of a link', () => {
  test('is parted into data attributes and whatever else stands there', () =>
    expect(readLinkQuery('17=280331&linkType=all;10=L%2F1&flag')).toEqual({
      attributes: [
        { ai: '17', value: '280331' },
        { ai: '10', value: 'L/1' },
      ],
      parameters: [
        { name: 'linkType', value: 'all' },
        { name: 'flag', value: '' },
      ],
    }));

  test('of nothing has nothing, and nothing is written for it', () => {
    const nothing = { attributes: [], parameters: [] };
    expect(readLinkQuery('')).toEqual(nothing);
    expect(readLinkQuery('&;&')).toEqual(nothing);
    expect(writeLinkQuery(nothing)).toBe('');
  });

  test('only the first = parts name and value', () =>
    expect(readLinkQuery('next=a=b')).toEqual({ attributes: [], parameters: [{ name: 'next', value: 'a=b' }] }));

  test('a name may be escaped', () =>
    expect(readLinkQuery('%31%37=280331')).toMatchObject({ attributes: [{ ai: '17', value: '280331' }] }));

  test.each([
    ['an escape cut short', '10=A%2', 'begins no escape'],
    ['an escape that is not UTF-8', 'q=%E9', 'UTF-8'],
    ['a plus sign in data', '10=A+B', 'bare +'],
    ['a plus sign in data by its alias, where it is a date all the same', 'exp=280331&exp=280331', 'twice'],
    ['a serial', '21=7', 'may not stand'],
    ['an identifier that is none', '666=7', 'not a known'],
    ['a letter outside ASCII', '10=%C3%A9', '(10)'],
  ])('%s is refused', (_, query, detail) =>
    expect(readLinkQuery(query)).toMatchObject({
      refused: 'malformed',
      rule: expect.stringContaining('Digital Link'),
      detail: expect.stringContaining(detail),
    }),
  );

  test('a plus sign means what it means elsewhere', () =>
    expect(readLinkQuery('q=a+b')).toMatchObject({ parameters: [{ name: 'q', value: 'a+b' }] }));

  test.each(['', '17', '0'])('a parameter named "%s" is not written', (name) =>
    expect(writeLinkQuery({ attributes: [], parameters: [{ name, value: '1' }] })).toMatchObject({
      refused: 'malformed',
    }),
  );

  test('thousands of parameters are read, and a refusal stays short', () => {
    expect(readLinkQuery('a=1&'.repeat(2000))).toMatchObject({ attributes: [] });
    expect(JSON.stringify(readLinkQuery(`10=${'A'.repeat(8000)}`)).length).toBeLessThan(400);
  });
});
