import { expect, test } from 'vitest';
import { socketQuery } from './socket-query.ts';

test('the path of the stage and the standard’s own lead to the same stream', () => {
  expect(socketQuery('/stream?queryName=all&stream=true', 'stream')).toBe('queryName=all&stream=true');
  expect(socketQuery('/stream/?queryName=all', 'stream')).toBe('queryName=all');
  expect(socketQuery('/epcis/queries/all/events?stream=true', 'stream')).toBe('queryName=all&stream=true');
  expect(socketQuery('/epcis/queries/all/events', 'stream')).toBe('queryName=all');
});

test('a name keeps its escapes, and a question mark in a value is part of it', () =>
  expect(socketQuery('/epcis/queries/a%26b%20c/events?hour=?', 'stream')).toBe('queryName=a%26b%20c&hour=?'));

test.each(['/', '/streams', '/stream/x', '/epcis/events', '/epcis/queries/events', '/epcis/queries/a/b/events'])(
  'no stream is opened at %s',
  (url) => expect(socketQuery(url, 'stream')).toBeUndefined(),
);
