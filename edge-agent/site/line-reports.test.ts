import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import { countIn, noCounters } from '#shared/line/counters.ts';
import { oeeOf } from '#shared/line/oee.ts';
import { lineStatusReport } from '#shared/messages/line-status.ts';
import type { StateListener } from '../line/unit-state.ts';
import { reached } from '../testing/reached.ts';
import { type ReportingLine, tellLines } from './line-reports.ts';

let stop: (() => void) | undefined;
afterEach(() => stop?.());

const open = (code: string, stops: boolean) => ({
  alarm: 1,
  code,
  detail: 'x'.repeat(900),
  stops,
  raisedAt: '2026-03-01T08:00:00.000Z',
  cause: '',
  remedy: '',
  signed: false,
  batch: undefined,
});

function telling(more: { connected?: boolean; everyMs?: number; fails?: boolean } = {}) {
  const told: [string, unknown][] = [];
  const logged: string[] = [];
  const listeners: StateListener[] = [];
  const counters = countIn(noCounters, { kind: 'settled', units: 3, defect: 'grade' });
  const made = { plannedTime: 10, executeTime: 5, processed: 3, defective: 3 };
  const one: ReportingLine = {
    line: {
      name: 'line-1',
      state: 'Held',
      control: { mode: 'Produce', stands: undefined, who: 'agent' },
      onState: (listener) => void listeners.push(listener),
      alarms: { open: () => [open('serials-low', false), open('bin-full', true)] },
      run: undefined,
    },
    counters: { now: () => ({ ...counters, oee: oeeOf(made) }) },
  };
  stop = tellLines({
    tenant: 'acme',
    site: 'plant',
    lines: [one],
    broker: {
      connected: () => more.connected ?? true,
      publish: async (topic, body) => {
        if (more.fails) throw new Error('cut off');
        told.push([topic, JSON.parse(body)]);
      },
    },
    now: () => Date.parse('2026-03-01T08:00:00Z'),
    log: (code) => void logged.push(code),
    everyMs: more.everyMs ?? 60_000,
    settleMs: 1,
  });
  const change = () => {
    for (const listener of listeners) listener('Held', 'Holding');
  };
  return { told, logged, change };
}

test('a line tells how it stands when its state changes, once for changes that follow each other', async () => {
  const { told, change } = telling();
  change();
  change();
  await reached(() => told.length > 0);
  expect(told.map(([topic]) => topic)).toEqual(['seriate/acme/plant/line-1/status']);
  const report = v.parse(lineStatusReport, told[0]?.[1]);
  expect(report).toMatchObject({ state: 'Held', counters: { processed: 3, defective: 3, byReason: { grade: 3 } } });
  expect(report.alarms.map(({ code }) => code)).toEqual(['bin-full', 'serials-low']);
  expect(report.oee).toEqual({ availability: 0.5, quality: 0 });
});

test('a line tells how it stands from time to time while nothing happens', async () => {
  const { told } = telling({ everyMs: 1 });
  await reached(() => told.length > 2);
});

test('a line tells nothing while it is cut off, and what fails is only logged', async () => {
  const silent = telling({ connected: false, everyMs: 1 });
  await reached(() => true);
  stop?.();
  expect(silent.told).toEqual([]);
  const failing = telling({ fails: true });
  failing.change();
  await reached(() => failing.logged.includes('line-status-not-told'));
});
