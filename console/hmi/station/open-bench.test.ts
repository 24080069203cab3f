import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askFor, questions } from '../parts/ask-for.ts';
import { fakeAgent } from '../testing/fake-agent.ts';
import { type Bench, type Found, openBench } from './open-bench.ts';

let agent: ReturnType<typeof fakeAgent>;
let bench: Bench;
beforeEach(() => {
  agent = fakeAgent();
  bench = openBench();
});
afterEach(() => {
  for (const one of questions.get()) one.giveUp();
  vi.unstubAllGlobals();
});

const pack = (serial: string) => ({ is: 'pack', batch: 1, gtin: '09521234000013', serial, state: 'commissioned' });
const found = (): Found => {
  const { found: one } = bench.at.get();
  if (one === undefined) throw new Error('nothing lies here');
  return one;
};
async function lay(serial: string): Promise<void> {
  const scanned = bench.scan(serial);
  await agent.at(agent.waiting.length - 1).answer(200, pack(serial));
  await scanned;
}

test('all scans of one message are taken', async () => {
  await lay('A');
  bench.begin('split', found());
  for (const text of ['B', 'C', 'D', 'C']) void bench.scan(text);
  expect(found()).toMatchObject({ scan: 'A', act: 'split', scans: ['B', 'C', 'D'] });
  bench.undo();
  expect(found().scans).toEqual(['B', 'C']);
});

test('what was scanned last lies here, whichever answer comes last', async () => {
  const both = [bench.scan('A'), bench.scan('B')];
  await agent.at(1).answer(200, pack('B'));
  await agent.at(0).answer(200, pack('A'));
  await Promise.all(both);
  expect(found()).toMatchObject({ scan: 'B', thing: { serial: 'B' } });
});

test('nor does a late refusal clear what was scanned after it', async () => {
  const both = [bench.scan('A'), bench.scan('B')];
  await agent.at(1).answer(200, pack('B'));
  await agent.at(0).answer(404, { detail: 'not known' });
  await Promise.all(both);
  expect(found().scan).toBe('B');
});

test('an answer that comes after something was begun changes nothing of it', async () => {
  await lay('A');
  const late = bench.scan('B');
  bench.begin('split', found());
  await agent.at(1).answer(200, pack('B'));
  await late;
  expect(found()).toMatchObject({ scan: 'A', act: 'split' });
});

test('no scan is taken while somebody is asked, and what was done clears only what it was done with', async () => {
  await lay('A');
  const one = found();
  const signed = askFor('Sign', [], 'Sign');
  await bench.scan('B');
  expect(agent.waiting).toHaveLength(1);
  await questions.get()[0]?.submit({});
  await signed;
  await lay('B');
  bench.finish('Done and signed.', one);
  expect(bench.at.get()).toMatchObject({ found: { scan: 'B' }, done: 'Done and signed.' });
  bench.finish('Done and signed.', found());
  expect(bench.at.get()).toEqual({ found: undefined, done: 'Done and signed.' });
});

test('given up, it lies here still', async () => {
  await lay('A');
  bench.finish(undefined, found());
  expect(found().scan).toBe('A');
});
