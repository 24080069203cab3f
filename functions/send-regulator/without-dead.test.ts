import { expect, test } from 'vitest';
import { codeOf } from '#common/code-of.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { commission, end, kept, pack } from '../../test/kit/unit-stories.ts';
import { withoutDead } from './without-dead.ts';

const gtin = '09521321543218';
const item = (serial: string) => `https://id.gs1.org/01/${gtin}/21/${serial}`;
const unit = (n: number) => `https://id.gs1.org/00/${String(n).padStart(18, '0')}`;
const report = { key: 'k', name: 'n', act: 'a', at: '2026-12-31T12:00:00.000Z', tells: 'packing' as const };
const delivery: Delivery = {
  ...{ tenant: 'acme', deliveryId: 'd1', kind: 'submission', state: 'due', subject: { gtin, lot: 'LOT1' } },
  ...{ before: [], attempts: 0, polls: 0, uncertain: false, round: 1, anew: false, evidence: [] },
  ...{ createdAt: '', updatedAt: '', report: { ...report, lots: [{ gtin, lot: 'LOT1' }] } },
};

/** What a pallet holds, as it is told. */
async function palletOf(events: ReturnType<typeof kept>, inside: readonly string[]) {
  const needs = {
    told: { of: async () => [] },
    evidence: { get: async () => undefined },
    unitEvents: async (_: string, asked: readonly string[]) =>
      events.filter(({ event }) => mentionsOf(event).some(({ epc }) => asked.includes(epc))),
  };
  const [code, ...children] = [unit(9), ...inside].flatMap((epc) => codeOf(epc) ?? []);
  if (code === undefined) throw new Error('no pallet');
  const [pallet] = await withoutDead(needs, delivery, [{ code, level: 2, children }]);
  return pallet?.children.map(({ sscc, serial }) => sscc ?? serial);
}

test('a case on a pallet whose packs were all lost is not told, one with a pack left or with packs of others is', async () => {
  const events = kept(
    commission(1, [item('A'), item('B'), item('C'), item('D')]),
    pack(2, unit(1), [item('A'), item('B')]),
    pack(2, unit(2), [item('C'), item('D')]),
    pack(2, unit(3), [item('X')]),
    pack(3, unit(9), [unit(1), unit(2), unit(3), unit(4)]),
    end(4, [item('A'), item('B'), item('C')]),
  );
  const sscc = (n: number) => unit(n).slice(-18);
  expect(await palletOf(events, [unit(1), unit(2), unit(3), unit(4), item('E')])).toEqual([
    ...[sscc(2), sscc(3), sscc(4)],
    'E',
  ]);
});
