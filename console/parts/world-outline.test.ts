import { expect, test } from 'vitest';
import world from 'world-atlas/countries-110m.json?raw';
import { outlineOf } from './world-outline.ts';

test('neighbours share a border, each drawn around', () => {
  const square = {
    transform: { scale: [1, 1] as [number, number], translate: [0, 0] as [number, number] },
    arcs: [
      [
        [0, 0],
        [0, 1],
      ] as [number, number][],
      [
        [0, 1],
        [1, 0],
        [0, -1],
        [-1, 0],
      ] as [number, number][],
      [
        [0, 0],
        [-1, 0],
        [0, 1],
        [1, 0],
      ] as [number, number][],
    ],
    objects: {
      countries: {
        geometries: [
          { type: 'Polygon' as const, arcs: [[0, 1]] },
          { type: 'MultiPolygon' as const, arcs: [[[2, ~0]]] },
        ],
      },
    },
  };
  const [east = '', west = '', more] = outlineOf(square).split('Z');
  expect(east).toBe('M0.00 0.00L0.00 -1.00L0.00 -1.00L1.00 -1.00L1.00 0.00L0.00 0.00');
  expect(west).toMatch(/^M0.00 0.00L-1.00 0.00.*L0.00 -1.00L0.00 0.00$/);
  expect(more).toBe('');
});

test('the world that is shipped is read whole', () => {
  const path = outlineOf(JSON.parse(world));
  expect(path.split('M').length).toBeGreaterThan(250);
  expect(path).not.toContain('NaN');
});
