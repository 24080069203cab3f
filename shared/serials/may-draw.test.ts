import { expect, test } from 'vitest';
import { mayDraw } from './may-draw.ts';

const pool = { id: 'packs', state: 'active', profile: 'eu' } as const;

test('a market that nobody knows is refused with those that are known', () => {
  const remedy = expect.stringMatching(/ask for eu.* us, .*in-export/);
  expect(mayDraw(pool, 'zz')).toMatchObject({ at: '/market', detail: expect.stringContaining('"zz"'), remedy });
  const { profile: _, ...plain } = pool;
  expect(mayDraw(plain, 'zz')).toMatchObject({ remedy: expect.stringContaining('leave it out') });
});

test('another market than that of the pool is refused with where to draw', () => {
  expect(mayDraw(pool, 'us')).toMatchObject({ remedy: expect.stringContaining('GET /api/pools?profile=us') });
});
