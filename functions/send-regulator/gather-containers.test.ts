import { expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { commission, kept, pack } from '../../test/kit/unit-stories.ts';
import { containersAt } from './gather-containers.ts';

const [gtin, foreign] = ['09521321543218', '09521321000018'];
const item = (serial: string, of = gtin) => `https://id.gs1.org/01/${of}/21/${serial}`;
const unit = (n: number) => `https://id.gs1.org/00/${String(n).padStart(18, '0')}`;

/** The containers that a lot's packing names, as its report tells them. */
function told(events: ReturnType<typeof kept>, epcs: readonly string[], lots: readonly string[] = ['LOT1']) {
  const unitEvents = async (_: string, asked: readonly string[]) =>
    events.filter(({ event }) => mentionsOf(event).some(({ epc }) => asked.includes(epc)));
  const report = { key: 'k', name: 'n', act: 'a', at: '2026-12-31T12:00:00.000Z', tells: 'packing' as const };
  const delivery: Delivery = {
    ...{ tenant: 'acme', deliveryId: 'd1', kind: 'submission', state: 'due', subject: { gtin, lot: 'LOT1' } },
    ...{ before: [], attempts: 0, polls: 0, uncertain: false, round: 1, anew: false, evidence: [] },
    ...{ createdAt: '', updatedAt: '', report: { ...report, lots: lots.map((lot) => ({ gtin, lot })) } },
  };
  return containersAt({ unitEvents }, delivery, epcs, new Set([foreign]));
}
const childrenOf = (containers: Awaited<ReturnType<typeof told>>) =>
  containers.map(({ code, children }) => [code.sscc, children.map(({ sscc, serial }) => sscc ?? serial)]);

test('what bears a product that the regulator does not hear of is left out, and so is what holds nothing else', async () => {
  const events = kept(
    pack(3, unit(1), [item('A'), item('X', foreign)]),
    pack(3, unit(2), [item('Y', foreign)]),
    pack(4, unit(3), [unit(1), unit(2)]),
  );
  expect(childrenOf(await told(events, [unit(1), unit(3)]))).toEqual([
    [unit(1).slice(-18), ['A']],
    [unit(3).slice(-18), [unit(1).slice(-18)]],
  ]);
});

test('a container of packs of several lots says which, at whatever depth they are', async () => {
  const events = kept(
    commission(1, [item('A'), item('B')]),
    commission(2, [item('C')], 'LOT2'),
    pack(3, unit(1), [item('A'), item('C')]),
    pack(3, unit(2), [item('B')]),
    pack(4, unit(3), [unit(1)]),
  );
  const containers = await told(events, [unit(1), unit(2), unit(3)], ['LOT1', 'LOT2']);
  expect(containers.map(({ lots }) => lots?.toSorted())).toEqual([['LOT1', 'LOT2'], undefined, ['LOT1', 'LOT2']]);
});
