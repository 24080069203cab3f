import { expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { here, minute } from '../../test/kit/events.ts';
import { atHand } from './at-hand.ts';

const sscc = (n: number) => `urn:epc:id:sscc:9521321.000000000${n}`;
const packed = (parent: number, child: number) =>
  packEvent({ parent: sscc(parent), children: [sscc(child)], at: minute(child), ...here });
const left = (n: number) =>
  shipEvent({ epcs: [sscc(n)], at: minute(n), offset: '+01:00', readPoint: here.readPoint, from: '', to: '' });
const idAt = (index: number) => `e${index}`;
const idsOf = (hand: ReturnType<typeof atHand>, n: number) =>
  hand.of([canonicalEpc(sscc(n))]).map(({ eventId }) => eventId);

test('what a document told of a unit and of all that it was in is at hand, in whatever part it stood', () => {
  const hand = atHand();
  hand.add([{ index: 0, event: packed(2, 1) }], idAt);
  hand.add(
    [
      { index: 1, event: packed(3, 2) },
      { index: 2, event: left(3) },
      { index: 3, event: left(9) },
    ],
    idAt,
  );
  expect(idsOf(hand, 1)).toEqual(['e0', 'e1', 'e2']);
});

test('of a document with more than is kept the part that was read last is at hand', () => {
  const hand = atHand(3);
  hand.add([{ index: 0, event: packed(2, 1) }], idAt);
  hand.add([{ index: 1, event: packed(4, 1) }], idAt);
  expect(idsOf(hand, 1)).toEqual(['e1']);
});
