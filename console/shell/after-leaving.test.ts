import { expect, test } from 'vitest';
import { afterLeaving } from './after-leaving.ts';

test('what was done is not told above later pages, only above the one that the deed leads to', () => {
  const done = { type: 'success', since: 10_000 } as const;
  expect(afterLeaving([done], 10_200)).toEqual([done]);
  expect(afterLeaving([done], 12_000)).toEqual([]);
});

test.each(['error', 'in-progress', 'warning', 'info', undefined])('%s stays until it is dismissed', (type) => {
  expect(afterLeaving([{ type, since: 0 }], 600_000)).toHaveLength(1);
});
