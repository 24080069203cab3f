import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

function worker(mostWaitMs: number) {
  let clock = 0;
  let inHand = 0;
  const done: string[] = [];
  const work = async (name: string) => {
    if (++inHand > 1) throw new Error('two at once');
    await Promise.resolve();
    clock += 30;
    inHand--;
    if (name === 'broken') throw new Error('broken');
    done.push(name);
  };
  return { take: oneAtATime(work, { now: () => new Date(clock), mostWaitMs }), done };
}

test('two are never in work at once, and one that fails holds nobody up', async () => {
  const { take, done } = worker(1_000);
  const outcomes = await Promise.allSettled(['a', 'broken', 'b'].map(take));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(done).toEqual(['a', 'b']);
});

test('whose turn comes too late is left for another time', async () => {
  const { take, done } = worker(60);
  await Promise.all(['a', 'b', 'c', 'd'].map(take));
  expect(done).toEqual(['a', 'b', 'c']);
});
