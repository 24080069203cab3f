import { expect, test } from 'vitest';
import { askedPage, nextHeaders, type Paged } from './page-token.ts';
import { Refused } from './refused.ts';

const now = new Date('2026-03-01T08:00:00Z');
const list = (more: Partial<Paged> = {}): Paged => ({
  request: { tenant: 'acme', headers: {} },
  url: '/epcis/events',
  parameters: new Map([['EQ_bizStep', 'packing|shipping']]),
  ...more,
});
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

function tokenOf(paged: Paged): string {
  const [, query = ''] = /\?(.*)>/.exec(nextHeaders(paged, 'place', now)['Link'] ?? '') ?? [];
  return new URLSearchParams(query).get('nextPageToken') ?? '';
}
const follow = (paged: Paged, token = tokenOf(list()), at = now) =>
  askedPage({ ...paged, parameters: new Map([...paged.parameters, ['nextPageToken', token]]) }, 100, at);

test('a token leads on from where the page ended, whatever size the next one has', () => {
  expect(follow(list())).toEqual({ perPage: 30, after: 'place' });
  const larger = list({ parameters: new Map([...list().parameters, ['perPage', '50']]) });
  expect(follow(larger)).toEqual({ perPage: 50, after: 'place' });
});

test('the last page leads nowhere', () => {
  expect(nextHeaders(list(), undefined, now)).toEqual({});
});

test('a token lives a day, and the page says so', () => {
  expect(nextHeaders(list(), 'place', now)['GS1-Next-Page-Token-Expires']).toBe('2026-03-02T08:00:00.000Z');
  expect(follow(list(), undefined, later(23))).toMatchObject({ after: 'place' });
  expect(() => follow(list(), undefined, later(24))).toThrow(Refused);
});

test.each<[string, Partial<Paged>]>([
  ['another tenant', { request: { tenant: 'medico', headers: {} } }],
  ['another list', { url: '/epcis/epcs' }],
  ['another query', { parameters: new Map([['EQ_bizStep', 'packing']]) }],
  ['other prefixes', { request: { tenant: 'acme', headers: { 'gs1-extensions': 'ex=http://x/' } } }],
  ['a query made anew under the name', { version: '2026-03-02' }],
])('a token is refused for %s', (_, more) => {
  const isForeign = 'request' in more && more.request?.tenant !== 'acme';
  expect(() => follow(list(more))).toThrow(isForeign ? 'was not made by this list' : 'belongs to another question');
});

test.each(['', 'x', 'eyJhdCI6IjEifQ', Buffer.from('null').toString('base64url')])('"%s" is no token', (token) => {
  expect(() => follow(list(), token)).toThrow('was not made by this list');
});

test('a token shows nobody the place it stands for, and is no other tenant’s', () => {
  const token = tokenOf(list());
  expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('place');
  expect(tokenOf(list())).not.toBe(token);
  expect(() => follow(list({ request: { tenant: 'medico', headers: {} } }), token)).toThrow(Refused);
  const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(() => follow(list(), altered)).toThrow(Refused);
});
