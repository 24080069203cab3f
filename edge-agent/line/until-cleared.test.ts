import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FakeWorld } from '../testing/fake-world.ts';
import { reached } from '../testing/reached.ts';
import { Halt } from './alarm-table.ts';
import { limits } from './limits.ts';
import { causeOf, toldWhenLate, untilCleared } from './until-cleared.ts';

const never = new AbortController().signal;
const quick = v.parse(limits, { watchMs: 2, deviceMs: 2 });

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

test('whoever has a line made ready is told of a gate that keeps it waiting, and not of a coder that has no job yet', async () => {
  const world = new FakeWorld();
  const raised: string[] = [];
  const needs = { machine: world.connect(), limits: quick, raise: (code: string) => void raised.push(code) };
  world.printer.paused = true;
  const ready = new AbortController();
  const made = toldWhenLate(
    needs,
    () => new Promise((resolve) => ready.signal.addEventListener('abort', resolve)),
    never,
  );
  world.flags.guardOpen = true;
  await reached(() => raised.length > 1);
  ready.abort();
  await made;
  expect(new Set(raised)).toEqual(new Set(['guard-open']));
});

test('a clearing that is given up says that the zone was not run empty', async () => {
  const raised: string[] = [];
  const machine = new FakeWorld().connect();
  const gone = { ...machine, printer: { ...machine.printer, health: () => 'connecting' as const } };
  const raise = (code: string, detail: string) => void raised.push(`${code}: ${detail}`);
  await untilCleared({ machine: gone, limits: quick, raise }, async () => undefined, never, 1);
  expect(raised).toContain('device-lost: printer connecting: the zone was not run empty');
});
