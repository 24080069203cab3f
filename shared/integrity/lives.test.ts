import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minute } from '../../test/kit/events.ts';
import { commission, end, kept, seen, ship } from '../../test/kit/unit-stories.ts';
import type { EpcisEvent } from '../epcis/event.ts';
import { foldUnit } from '../trace/fold-unit.ts';
import { checkUnit } from './check-unit.ts';
import { aliveAfterStep } from './lives.ts';
import { stepsOf } from './unit-history.ts';

const unit = 'https://id.gs1.org/01/09521321543218/21/A';
const mate = 'https://id.gs1.org/01/09521321543218/21/B';
const facts = { issued: true, pooled: true, claimed: true };

const made = (m: number, inputs: readonly string[], outputs: readonly string[]): EpcisEvent => ({
  type: 'TransformationEvent',
  eventTime: minute(m),
  eventTimeZoneOffset: '+00:00',
  inputEPCList: [...inputs],
  outputEPCList: [...outputs],
  ilmd: { 'cbvmda:lotNumber': 'LOT2' },
});

describe('whether a unit exists', () => {
  test('is the same to the rules and to the unit’s state, whatever happened to it', () => {
    const some = fc.subarray([unit, mate]);
    const deed = fc.oneof(
      fc.constant((m: number) => commission(m, [unit])),
      fc.constant((m: number) => end(m, [unit])),
      fc.constant((m: number) => ship(m, [unit, unit])),
      fc.constant((m: number) => seen(m, [unit], { disposition: 'inactive' })),
      fc.tuple(some, some).map(
        ([inputs, outputs]) =>
          (m: number) =>
            made(m, inputs, outputs),
      ),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 6 }), (deeds) => {
        const events = kept(...deeds.map((one, m) => one(m)));
        const said = (stepsOf(events).get(unit) ?? []).map(aliveAfterStep).findLast((alive) => alive !== undefined);
        const state = said === undefined ? 'unknown' : said ? 'commissioned' : 'decommissioned';
        expect(foldUnit(unit, events).exists).toBe(state);
      }),
    );
  });

  test('is not in doubt when a transformation takes it in and brings it out again', () => {
    const events = kept(commission(0, [unit]), made(3, [unit], [unit]), ship(5, [unit]));
    const others = stepsOf(events);
    expect(checkUnit({ epc: unit, steps: others.get(unit) ?? [], facts, others })).toEqual([]);
  });
});
