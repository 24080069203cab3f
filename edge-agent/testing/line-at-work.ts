import * as v from 'valibot';
import { limits } from '../line/limits.ts';
import { Line } from '../line/line.ts';
import type { Stores } from './builders.ts';
import type { FakeWorld } from './fake-world.ts';

export const LINE = 'line-1';
const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };

/** A line between stores and a world in memory. Start it with `work()`. */
export function lineAtWork(stores: Stores, world: FakeWorld, states: string[] = []): Line {
  return new Line({
    ...stores,
    line: LINE,
    place,
    machine: world.connect(),
    limits: v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5 }),
    now: Date.now,
    posted: () => undefined,
    log: (code, { state }) => {
      if (code === 'line-state') states.push(String(state));
    },
  });
}
