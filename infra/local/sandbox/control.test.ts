import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { command, turner } from './control.ts';
import { faultPlan } from './faults.ts';

const plays = { ask: ['html', 'refuse', 'status', 'slow'], tell: ['html', 'lost-result'] } as const;
const sandbox = () => {
  const control = { aheadMs: 0, delayMs: 10, plan: faultPlan([], 1) };
  const sing = command({ do: v.literal('sing') }, () => ({ at: '/song', detail: 'no song' }));
  const turn = turner(control, plays, { sing });
  return { control, turn: (wish: unknown) => turn(JSON.stringify(wish)) };
};
const faults = (...wished: object[]) => ({ do: 'faults', faults: wished });
const once = { from: 1, count: 1 };

describe('the control of a sandbox', () => {
  test('turns clock, delay and faults, and takes them back', () => {
    const { control, turn } = sandbox();
    expect(turn({ do: 'clock', aheadSeconds: 86_400 }).status).toBe(200);
    expect(turn({ do: 'delay', ms: 500 }).status).toBe(200);
    const wished = [
      { on: 'ask', kind: 'status', status: 503, retryAfter: 3, ...once },
      { on: '*', kind: 'html', rate: 1 },
    ];
    expect(turn(faults(...wished)).status).toBe(200);
    expect(control).toMatchObject({ aheadMs: 86_400_000, delayMs: 500 });
    expect([control.plan('ask'), control.plan('ask')?.kind, control.plan('tell')?.kind]).toEqual([
      { on: 'ask', kind: 'status', status: 503, retryAfter: 3, ...once },
      'html',
      'html',
    ]);
    expect(turn(faults()).status).toBe(200);
    expect(control.plan('ask')).toBeUndefined();
  });

  test('tells what it takes, what it plays and how it is turned', () => {
    const { turn } = sandbox();
    const fault = { on: 'ask', kind: 'html', ...once };
    expect(turn({ do: 'look' }).body).toEqual({
      takes: ['clock', 'delay', 'faults', 'sing'],
      plays,
      ...{ aheadSeconds: 0, delayMs: 10, faults: [], seed: 1 },
    });
    turn({ ...faults(fault), seed: 7 });
    turn({ do: 'clock', aheadSeconds: 60 });
    turn(faults({ on: 'zz', kind: 'html', ...once }));
    expect(turn({ do: 'look' }).body).toMatchObject({ aheadSeconds: 60, faults: [fault], seed: 7 });
  });

  test.each([
    ['a fault that is not played there', faults({ on: 'ask', kind: 'lost-result', ...once }), '/faults/0'],
    [
      'an unknown operation',
      faults({ on: 'ask', kind: 'html', ...once }, { on: 'zz', kind: 'html', ...once }),
      '/faults/1',
    ],
    ['an unknown kind', faults({ on: 'ask', kind: 'zz', ...once }), '/faults/0/kind'],
    ['no time', faults({ on: 'ask', kind: 'html' }), '/faults/0'],
    ['two times', faults({ on: 'ask', kind: 'html', ...once, rate: 0.5 }), '/faults/0'],
    ['half a time', faults({ on: 'ask', kind: 'html', from: 1 }), '/faults/0'],
    ['a rate above one', faults({ on: 'ask', kind: 'html', rate: 2 }), '/faults/0/rate'],
    ['a status without one', faults({ on: 'ask', kind: 'status', ...once }), '/faults/0'],
    ['a status that is none', faults({ on: 'ask', kind: 'status', status: 99, ...once }), '/faults/0/status'],
    ['slow without how long', faults({ on: 'ask', kind: 'slow', ...once }), '/faults/0'],
    ['a member that means nothing', faults({ on: 'ask', kind: 'html', statsu: 1, ...once }), '/faults/0/statsu'],
    ['faults that are none', { do: 'faults', faults: 'none' }, '/faults'],
    ['an absurd clock', { do: 'clock', aheadSeconds: 1e300 }, '/aheadSeconds'],
    ['a clock of a century', { do: 'clock', aheadSeconds: 3_200_000_000 }, '/aheadSeconds'],
    ['an absurd delay', { do: 'delay', ms: 1e12 }, '/ms'],
    ['a delay that goes back', { do: 'delay', ms: -1 }, '/ms'],
    ['what its own rules forbid', { do: 'sing' }, '/song'],
    ['an unknown wish', { do: 'dance' }, '/do'],
    ['no object', 'x', '/do'],
    ['nothing', null, '/do'],
  ])('refuses %s, says where and what to do, and changes nothing', (_, wish, at) => {
    const { control, turn } = sandbox();
    const { plan } = control;
    expect(turn(wish)).toMatchObject({
      status: 400,
      body: { at, detail: expect.any(String), remedy: expect.any(String) },
    });
    expect(control).toEqual({ aheadMs: 0, delayMs: 10, plan });
  });

  test('names no knob that a sandbox does not have', () => {
    const turn = turner({ plan: faultPlan([], 1) }, plays);
    expect(turn('{"do": "clock", "aheadSeconds": 1}')).toMatchObject({
      status: 400,
      body: { detail: '`do` is none of: faults' },
    });
    expect(turn('{').status).toBe(400);
  });
});
