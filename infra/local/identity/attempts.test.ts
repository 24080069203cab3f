import { expect, test } from 'vitest';
import { attempts } from './attempts.ts';

function clock() {
  let now = 0;
  return {
    now: () => now,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

test('five failures close a name for the rest of a minute, and no other name', () => {
  const { now, pass } = clock();
  const tried = attempts(now);
  for (let count = 0; count < 4; count++) tried.failed('quinn');
  expect(tried.wait('quinn')).toBe(0);
  pass(10);
  tried.failed('quinn');
  expect(tried.wait('quinn')).toBe(50);
  expect(tried.wait('ada')).toBe(0);
  pass(50);
  expect(tried.wait('quinn')).toBe(0);
});

test('a success forgets the failures before it', () => {
  const tried = attempts(clock().now);
  for (let count = 0; count < 5; count++) tried.failed('quinn');
  tried.succeeded('quinn');
  tried.failed('quinn');
  expect(tried.wait('quinn')).toBe(0);
});

test('made-up names push out the oldest, not the memory', () => {
  const tried = attempts(clock().now);
  for (let count = 0; count < 5; count++) tried.failed('first');
  for (let count = 0; count < 999; count++) tried.failed(`other-${count}`);
  expect(tried.wait('first')).toBe(60);
  tried.failed('one-more');
  expect(tried.wait('first')).toBe(0);
});
