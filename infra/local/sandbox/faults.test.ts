import { describe, expect, test } from 'vitest';
import { faultPlan, playable } from './faults.ts';

const kinds = (plan: ReturnType<typeof faultPlan>, operation: string, times: number) =>
  Array.from({ length: times }, () => plan(operation)?.kind ?? 'none');

describe('a fault plan', () => {
  test('strikes the requests it names, each operation counted alone', () => {
    const plan = faultPlan([{ on: 'upload', from: 2, count: 2, kind: 'status', status: 503 }], 1);
    expect(kinds(plan, 'receipt', 3)).toEqual(['none', 'none', 'none']);
    expect(kinds(plan, 'upload', 4)).toEqual(['none', 'status', 'status', 'none']);
  });

  test('strikes every operation when asked to', () => {
    const plan = faultPlan([{ on: '*', from: 1, count: 1, kind: 'refuse' }], 1);
    expect([plan('a')?.kind, plan('b')?.kind, plan('a')?.kind]).toEqual(['refuse', 'refuse', undefined]);
  });

  test('is refused with what its operation plays, or with the operations where there is no such one', () => {
    const plays = { close: ['refuse', 'status'], order: ['html'] } as const;
    const play = (on: string) => () => playable([{ on, from: 1, count: 1, kind: 'wrong-id' }], plays);
    expect(play('close')).toThrow('cannot be played at close; it plays: refuse, status');
    expect(play('shut')).toThrow('operations: close, order');
  });

  test('strikes by chance, but the same chance for the same seed', () => {
    const strikes = (seed: number) => kinds(faultPlan([{ on: '*', rate: 0.3, kind: 'html' }], seed), 'x', 1000);
    expect(strikes(7)).toEqual(strikes(7));
    expect(strikes(7)).not.toEqual(strikes(8));
    const share = strikes(7).filter((kind) => kind === 'html').length / 1000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });
});
