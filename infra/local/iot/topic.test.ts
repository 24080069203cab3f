import { describe, expect, test } from 'vitest';
import { filterFault, filterTakes, topicFault } from './topic.ts';

describe('a filter takes in', () => {
  test.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/b/c', 'a/b', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['+/+', '/a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['a/#', 'b', false],
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['seriate/+/+/+/capture', 'seriate/acme/basel/1/capture', true],
    ['seriate/+/+/+/capture', 'seriate/acme/basel/capture', false],
  ])('%s, %s: %s', (filter, topic, taken) => expect(filterTakes(filter, topic)).toBe(taken));
});

describe('the limits of AWS IoT Core', () => {
  test('seven slashes and 256 bytes are the most', () => {
    expect(topicFault('a/b/c/d/e/f/g/h')).toBeUndefined();
    expect(topicFault('a/b/c/d/e/f/g/h/i')).toContain('7 slashes');
    expect(topicFault('x'.repeat(256))).toBeUndefined();
    expect(topicFault('é'.repeat(129))).toContain('256 bytes');
    expect(topicFault('')).toContain('not empty');
  });

  test('a topic holds no wildcard, a filter holds it alone in a level', () => {
    expect(topicFault('a/+')).toContain('no wildcard');
    expect(topicFault('a/#')).toContain('no wildcard');
    expect(filterFault('a/+/c')).toBeUndefined();
    expect(filterFault('a/b+')).toContain('alone');
    expect(filterFault('a/#/c')).toContain('last level');
  });
});
