import { expect, test } from 'vitest';
import { AT_ONCE, lookPace } from './look-pace.ts';

/** Sizes of the turns in which so many containers are looked into, each with so many things in it. */
function turns(containers: number, each: number): number[] {
  const things = Array.from({ length: containers }, (_, i) => i);
  const [pace, sizes] = [lookPace(), []] as [ReturnType<typeof lookPace>, number[]];
  for (let from = 0; from < things.length; ) {
    const some = pace.next(things, from);
    pace.saw(some.length, some.length * each);
    sizes.push(some.length);
    from += some.length;
  }
  return sizes;
}

test('what holds nothing is looked at some thousand at once', () =>
  expect(turns(12_000, 0).slice(1)).toEqual([AT_ONCE, AT_ONCE, 1_800]));

test('what holds hundreds is looked at a few at once', () =>
  expect(Math.max(...turns(5_000, 250))).toBeLessThanOrEqual(200));

test('what holds more than is ever held at once is looked at one by one', () =>
  expect(turns(203, 1_000_000).slice(1)).toEqual([1, 1, 1]));
