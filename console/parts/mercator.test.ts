import { expect, test } from 'vitest';
import { frameOf, mercator } from './mercator.ts';

test('places lie where maps have them: the equator in the middle, the north above, distances growing towards the poles', () => {
  expect(mercator(0, 0).y).toBeCloseTo(0);
  expect(mercator(52, 5).x).toBe(5);
  expect(mercator(52, 5).y).toBeCloseTo(-61.09, 1);
  expect(mercator(-52, 5).y).toBeCloseTo(61.09, 1);
  expect(mercator(90, 0)).toEqual(mercator(84, 0));
});

test.each([
  ['one place', [[52, 5]]],
  [
    'two that are close',
    [
      [52, 5],
      [51.9, 4.5],
    ],
  ],
  [
    'both ends of the world',
    [
      [-37, 175],
      [62, -149],
    ],
  ],
] as const)('the map shows %s with room around, and no more than there is', (_, places) => {
  const points = places.map(([latitude, longitude]) => mercator(latitude, longitude));
  const { x, y, width, height } = frameOf(points);
  for (const point of points) {
    expect(point.x).toBeGreaterThan(x);
    expect(point.x).toBeLessThan(x + width);
    expect(point.y).toBeGreaterThan(y);
    expect(point.y).toBeLessThan(y + height);
  }
  expect(x).toBeGreaterThanOrEqual(-180);
  expect(x + width).toBeLessThanOrEqual(180);
});
