import { expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { observeEvent } from '../trace/observe.ts';
import { packEvent } from '../trace/pack.ts';
import { shipEvent } from '../trace/ship.ts';
import { receiptDifferences, stillMissing, stillUnannounced } from './receipt-differences.ts';

const crate = (n: number) => canonicalEpc(`urn:epc:id:sscc:9521321.100000000${n}`);
const unit = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const [pallet, box, extra] = [crate(3), crate(1), crate(9)];
const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00017.0' };
const bizLocation = 'urn:epc:id:sgln:9521321.00017.0';
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
const parties = { from: 'urn:epc:id:pgln:9521321.00000', to: 'urn:epc:id:pgln:9529999.00000' };
const ship = (m: number, epcs: string[]) => shipEvent({ ...place, ...parties, epcs, at: at(m) });
const receive = (m: number, epcs: string[]) =>
  observeEvent({ ...place, bizLocation, step: 'receiving', epcs, at: at(m), parties });
const stored = (...events: EpcisEvent[]) =>
  events.map((event, position) => ({ eventId: `e${position}`, recordTime: at(0), captureId: 'c', position, event }));

test('what came and was announced by nobody is found, and what was announced and did not come', () => {
  const events = stored(ship(1, [pallet, box]), receive(2, [pallet, extra]));
  expect(receiptDifferences([pallet, extra], events)).toEqual({
    unannounced: [extra],
    shipments: [{ id: 'e0', missing: [box] }],
  });
});

test('a case is announced by its pallet, and a pallet has come when a case of it has', () => {
  const packed = packEvent({ ...place, bizLocation, parent: pallet, children: [box], at: at(0) });
  const events = stored(packed, ship(1, [pallet]), receive(2, [box]));
  expect(receiptDifferences([box], events)).toEqual({ unannounced: [], shipments: [{ id: 'e1', missing: [] }] });
});

test('what others shipped to one another, and what we shipped on, announces nothing to us', () => {
  const own = canonicalEpc('urn:epc:id:pgln:9529999.00000');
  const elsewhere = shipEvent({
    ...place,
    from: parties.from,
    to: 'urn:epc:id:pgln:9528888.00000',
    epcs: [box],
    at: at(1),
  });
  const onward = shipEvent({ ...place, from: parties.to, to: 'urn:epc:id:pgln:9528888.00000', epcs: [box], at: at(3) });
  const events = stored(elsewhere, receive(2, [box]), onward);
  expect(receiptDifferences([box], events, own)).toEqual({ unannounced: [box], shipments: [] });
  expect(stillUnannounced([box], stored(elsewhere, ship(1, [box])), own)).toEqual([]);
});

test('what we had shipped ourselves and comes back need not be announced', () => {
  const own = canonicalEpc('urn:epc:id:pgln:9529999.00000');
  const out = shipEvent({ ...place, from: parties.to, to: parties.from, epcs: [box], at: at(1) });
  expect(receiptDifferences([box], stored(out, receive(2, [box])), own).unannounced).toEqual([]);
});

test('data that come later end the difference, and so do goods', () => {
  const came = stored(receive(5, [extra]));
  expect(stillUnannounced([extra], came)).toEqual([extra]);
  expect(
    stillUnannounced([extra], [...came, ...stored(ship(1, [extra])).map((s) => ({ ...s, eventId: 'late' }))]),
  ).toEqual([]);
  expect(stillMissing([unit('A'), extra], came)).toEqual([unit('A')]);
});

test('a pallet has come when packs of it have, whatever they were in, and others of it are still missing', () => {
  const packed = [
    packEvent({ ...place, bizLocation, parent: box, children: [unit('A')], at: at(0) }),
    packEvent({ ...place, bizLocation, parent: pallet, children: [box], at: at(0) }),
  ];
  const received = stored(...packed, ship(1, [pallet, extra]), receive(2, [unit('A')]));
  expect(receiptDifferences([unit('A')], received)).toEqual({
    unannounced: [],
    shipments: [{ id: 'e2', missing: [extra] }],
  });
  expect(stillMissing([pallet, extra], received)).toEqual([extra]);
});
