import { expect, test } from 'vitest';
import { here, minute, stored } from '../../test/kit/events.ts';
import { hasOnlyEnded } from './never-commissioned.ts';
import { stepsOf } from './unit-history.ts';

const epc = 'urn:epc:id:sgtin:9521321.012345.A1';
const ended = {
  type: 'ObjectEvent' as const,
  action: 'DELETE' as const,
  bizStep: 'destroying',
  disposition: 'destroyed',
  eventTime: minute(1),
  eventTimeZoneOffset: here.offset,
  epcList: [epc],
};
const seen = { ...ended, action: 'OBSERVE' as const, bizStep: 'shipping', disposition: 'in_transit' };
const stepsIn = (...events: (typeof ended | typeof seen)[]) => [...stepsOf(stored(events)).values()][0] ?? [];

test('a number that was only destroyed was never in use; one that also moved was', () => {
  expect(hasOnlyEnded(stepsIn(ended))).toBe(true);
  expect(hasOnlyEnded(stepsIn(ended, { ...seen, eventTime: minute(0) }))).toBe(false);
  expect(hasOnlyEnded([])).toBe(false);
});
