import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FakeWorld } from '../testing/fake-world.ts';
import { reached } from '../testing/reached.ts';
import { Halt } from './alarm-table.ts';
import { limits } from './limits.ts';
import { causeOf, untilCleared } from './until-cleared.ts';

const never = new AbortController().signal;
const quick = v.parse(limits, { watchMs: 2 });

test('whoever waits for a line to be cleared is told what keeps it from being so', async () => {
  const world = new FakeWorld();
  const raised: string[] = [];
  const needs = { machine: world.connect(), limits: quick, raise: (code: string) => void raised.push(code) };
  world.flags.guardOpen = true;
  const belt = new AbortController();
  const cleared = untilCleared(
    needs,
    () => new Promise((resolve) => belt.signal.addEventListener('abort', resolve)),
    never,
  );
  await reached(() => raised.includes('guard-open'));
  world.flags.guardOpen = false;
  belt.abort();
  await cleared;
});

test('a clearing that fails is tried again', async () => {
  const needs = { machine: new FakeWorld().connect(), limits: quick, raise: () => undefined };
  let tries = 0;
  await untilCleared(
    needs,
    async () => {
      tries += 1;
      if (tries < 3) throw new Halt('device-lost', 'the printer did not answer');
    },
    never,
  );
  expect(tries).toBe(3);
});

test('a gate that takes nothing because of an emergency stop is not told as lost', async () => {
  const world = new FakeWorld();
  const machine = world.connect();
  const refused = new Halt('device-lost', 'the infeed did not take a release');
  expect(await causeOf(machine, refused, never)).toBe(refused);
  world.flags.estop = true;
  expect(await causeOf(machine, refused, never)).toMatchObject({ code: 'e-stop' });
});
