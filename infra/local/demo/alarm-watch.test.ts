import { expect, test } from 'vitest';
import { alarmWatch } from './alarm-watch.ts';

const alarm = (code: string, raisedAt = '10:00', stops = true, signed = false) => ({
  code,
  detail: 'bin of the gate',
  stops,
  signed,
  remedy: 'Empty it, then resume.',
  raisedAt,
});
const line = (...alarms: ReturnType<typeof alarm>[]) => [{ line: 'line-1', alarms }];

test('an alarm that stops a line is told once, with what to do', () => {
  const look = alarmWatch();
  expect(look(line(alarm('bin-full')), 0).news).toEqual([
    'ALARM line-1 stands: bin-full: bin of the gate · Empty it, then resume.',
  ]);
  expect(look(line(alarm('bin-full')), 200).news).toEqual([]);
  expect(look(line(alarm('bin-full'), alarm('air-low')), 400).news).toHaveLength(1);
});

test('one that only warns is not', () => {
  expect(alarmWatch()(line(alarm('serials-low', '10:00', false)), 0)).toEqual({ news: [], oldest: undefined });
});

test('one that somebody has to explain is told, though the line runs', () => {
  expect(alarmWatch()(line(alarm('not-confirmed', '10:00', false, true)), 0).news).toEqual([
    expect.stringContaining('ALARM line-1 waits for an explanation: not-confirmed'),
  ]);
});

test('it is told how long the oldest has stood, and an acknowledged one is forgotten', () => {
  const look = alarmWatch();
  look(line(alarm('bin-full')), 0);
  expect(look(line(alarm('air-low'), alarm('bin-full')), 30_000).oldest).toMatchObject({ forMs: 30_000 });
  expect(look(line(alarm('air-low')), 31_000).oldest).toMatchObject({ forMs: 1_000 });
  expect(look(line(), 32_000).oldest).toBeUndefined();
  expect(look(line(alarm('bin-full', '11:00')), 33_000).news).toHaveLength(1);
});
