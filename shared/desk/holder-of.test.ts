import { afterEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { commissionEvent } from '../trace/commission.ts';
import { journeyOf } from '../trace/journey.ts';
import { observeEvent } from '../trace/observe.ts';
import { packEvent } from '../trace/pack.ts';
import { shipEvent } from '../trace/ship.ts';
import { timelineOf } from '../trace/timeline.ts';
import { holderOf } from './holder-of.ts';

const pack = 'https://id.gs1.org/01/09521321543218/21/A';
const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00017.0' };
const bizLocation = 'urn:epc:id:sgln:9521321.00017.0';
const [maker, wholesaler, pharmacy] = ['9521321.00000', '9529999.00000', '9521888.00000'].map(
  (one) => `urn:epc:id:pgln:${one}`,
);
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
const made = commissionEvent({ ...place, bizLocation, epcs: [pack], at: at(0), lot: 'L1', expiry: '2028-12-31' });
const ship = (m: number, from = '', to = '') => shipEvent({ ...place, epcs: [pack], at: at(m), from, to });
const see = (m: number, change: object): EpcisEvent => ({ ...ship(m), sourceList: [], destinationList: [], ...change });
/** By partners' documents: the place of an event, and who it is of. */
let toldBy: Readonly<Record<number, string>> = {};
/** A place of ours in which tellers keep goods. */
let kept = '';
const holder = (...events: EpcisEvent[]) => {
  const stored = events.map((event, i) => ({
    eventId: `e${i}`,
    recordTime: at(0),
    captureId: 'c',
    position: i,
    event,
  }));
  const isOwn = (id: string) => [maker ?? '', bizLocation].map(canonicalEpc).includes(id);
  return holderOf(journeyOf(timelineOf(stored), pack), isOwn, ({ happening }) => {
    const party = toldBy[happening.stored.position ?? -1];
    if (party === undefined) return undefined;
    const is = (id: string) => id === canonicalEpc(party) || id === kept;
    return { id: party, is, keeps: (id: string) => id === kept };
  });
};

test('who has a pack is who it was last shipped to', () => {
  expect(holder(made)).toEqual({ how: 'held' });
  expect(holder(made, ship(1, maker, wholesaler))).toEqual({ party: canonicalEpc(wholesaler ?? ''), how: 'sent' });
  const parties = { from: maker ?? '', to: wholesaler ?? '' };
  const received = observeEvent({ ...place, bizLocation, step: 'receiving', epcs: [pack], at: at(2), parties });
  expect(holder(made, ship(1, maker, wholesaler), received)).toMatchObject({ how: 'held' });
  const on = holder(made, ship(1, maker, wholesaler), received, ship(3, wholesaler, pharmacy));
  expect(on).toEqual({ party: canonicalEpc(pharmacy ?? ''), how: 'sent' });
});

test('a voided shipment leaves it where it was, and what came back is ours', () => {
  expect(holder(made, ship(1, maker, wholesaler), see(2, { bizStep: 'void_shipping' }))).toEqual({ how: 'held' });
  expect(holder(made, ship(1, maker, wholesaler), ship(2, wholesaler, maker))).toEqual({ how: 'held' });
});

test('a pack that was dispensed or destroyed is nobody’s to return', () => {
  expect(holder(made, ship(1, maker, pharmacy), see(2, { bizStep: 'dispensing' }))).toMatchObject({ how: 'dispensed' });
  const destroyed = see(2, { bizStep: 'destroying', action: 'DELETE' });
  expect(holder(made, ship(1, maker, wholesaler), destroyed)).toMatchObject({ how: 'ended' });
});

test('what went to a place of which no party is named is not ours, nor is what left for nobody knows whom', () => {
  const dock = 'urn:epc:id:sgln:9521888.00001.0';
  const toPlace = see(1, { destinationList: [{ type: 'location', destination: dock }] });
  expect(holder(made, toPlace)).toEqual({ place: canonicalEpc(dock), how: 'sent' });
  expect(holder(made, toPlace, see(2, { bizStep: 'void_shipping' }))).toEqual({ how: 'held' });
  const blind = see(1, { destinationList: [] });
  expect(holder(made, blind)).toEqual({ isUnnamed: true, how: 'sent' });
  const there = { id: dock };
  const arrived = see(2, { bizStep: 'receiving', destinationList: [], bizLocation: there, readPoint: there });
  expect(holder(made, blind, arrived)).toEqual({ place: canonicalEpc(dock), how: 'held' });
  expect(holder(made, ship(1, maker, wholesaler), arrived)).toMatchObject({ party: canonicalEpc(wholesaler ?? '') });
});

describe('what a partner tells', () => {
  const carrier = 'urn:epc:id:pgln:9521777.00000';
  const stays = { party: canonicalEpc(wholesaler ?? ''), how: 'sent', said: [carrier] };
  const by = (party: string | undefined, at_: number, ...events: EpcisEvent[]) => {
    toldBy = party === undefined ? {} : { [at_]: party };
    return holder(...events);
  };
  afterEach(() => {
    toldBy = {};
    kept = '';
  });

  test('of goods that went from another to another is noted, and they stay where they were', () => {
    const out = ship(1, maker, wholesaler);
    expect(by(carrier, 2, made, out, ship(2, wholesaler, pharmacy))).toEqual(stays);
    const parties = { from: wholesaler ?? '', to: pharmacy ?? '' };
    const came = observeEvent({ ...place, bizLocation, step: 'receiving', epcs: [pack], at: at(2), parties });
    expect(by(carrier, 2, made, out, came)).toEqual(stays);
    expect(by(carrier, 2, made, out, see(2, { bizStep: 'dispensing' }))).toEqual(stays);
  });

  test('counts where it had them, the last shipment named it, or they left in our name', () => {
    const [out, on] = [ship(1, maker, wholesaler), ship(2, wholesaler, pharmacy)];
    for (const teller of [wholesaler, undefined])
      expect(by(teller, 2, made, out, on)).toEqual({ party: canonicalEpc(pharmacy ?? ''), how: 'sent' });
    expect(by(carrier, 1, made, out)).toMatchObject({ party: canonicalEpc(wholesaler ?? '') });
  });

  test('of their coming back from elsewhere leaves them where they were until we say that they came', () => {
    const [out, back] = [ship(1, maker, wholesaler), ship(2, pharmacy, maker)];
    expect(by(pharmacy, 2, made, out, back)).toEqual({ ...stays, said: [pharmacy] });
    const parties = { from: pharmacy ?? '', to: maker ?? '' };
    const came = observeEvent({ ...place, bizLocation, step: 'receiving', epcs: [pack], at: at(3), parties });
    expect(by(pharmacy, 2, made, out, back, came)).toEqual({ how: 'held' });
    expect(by(wholesaler, 2, made, out, ship(2, wholesaler, maker))).toEqual({ how: 'held' });
  });

  test('of it first is forgotten when who had it says so', () => {
    toldBy = { 2: carrier, 3: wholesaler ?? '' };
    const [out, on] = [ship(1, maker, wholesaler), ship(2, wholesaler, pharmacy)];
    expect(holder(made, out, on, ship(3, wholesaler, pharmacy))).toEqual({
      party: canonicalEpc(pharmacy ?? ''),
      how: 'sent',
    });
  });

  const shop = 'urn:epc:id:sgln:9521888.00001.0';
  const out = ship(1, maker, wholesaler);
  const inShop = (step: string) =>
    see(2, { bizStep: step, bizLocation: { id: shop }, readPoint: { id: shop }, destinationList: [] });
  const toPharmacy = { from: wholesaler ?? '', to: pharmacy ?? '' };
  const came = observeEvent({ ...place, bizLocation, step: 'receiving', epcs: [pack], at: at(2), parties: toPharmacy });
  const toUs = { from: pharmacy ?? '', to: maker ?? '' };
  const cameToUs = observeEvent({ ...place, bizLocation, step: 'receiving', epcs: [pack], at: at(2), parties: toUs });
  const crate = 'urn:epc:id:sscc:9521777.0000000001';
  const inCrate = packEvent({ ...place, bizLocation, parent: crate, children: [pack], at: at(2) });
  const crateLeft = shipEvent({ ...place, epcs: [crate], at: at(3), from: carrier, to: pharmacy ?? '' });

  test.each<[string, EpcisEvent[]]>([
    ['left, for nobody and from nobody', [see(2, { bizStep: 'shipping' })]],
    ['were given to a patient', [inShop('retail_selling')]],
    ['came to it, though nobody told it a shipment', [came]],
    ['left from it, though it never had them', [ship(2, pharmacy, carrier)]],
    ['came to us, whom nobody told a shipment', [cameToUs]],
    ['were ended', [see(2, { bizStep: 'destroying', action: 'DELETE' })]],
  ])('that they %s moves nothing while another has them', (_, events) => {
    expect(by(pharmacy, 2, made, out, ...events)).toEqual({ ...stays, said: [pharmacy] });
  });

  test('it packed them and shipped its crate moves nothing', () => {
    toldBy = { 2: carrier, 3: carrier };
    expect(holder(made, out, inCrate, crateLeft)).toEqual(stays);
  });

  test('it took a shipment back that nobody believed leaves the one before', () => {
    toldBy = { 2: pharmacy ?? '', 3: pharmacy ?? '' };
    const voided = see(3, { bizStep: 'void_shipping' });
    expect(holder(made, out, ship(2, pharmacy, carrier), voided)).toEqual({ ...stays, said: [pharmacy] });
  });

  test('they came in to us counts where it keeps goods for us', () => {
    kept = canonicalEpc(bizLocation);
    expect(by(carrier, 2, made, out, cameToUs)).toEqual({ how: 'held' });
  });

  test('they came to whom the shipment names as owner counts, though another was to have them', () => {
    const destinationList = [
      { type: 'possessing_party', destination: wholesaler ?? '' },
      { type: 'owning_party', destination: pharmacy ?? '' },
    ];
    const shared = { ...out, destinationList } as EpcisEvent;
    expect(by(pharmacy, 2, made, shared, came)).toMatchObject({ party: canonicalEpc(pharmacy ?? ''), how: 'held' });
  });

  test('of what it made and never handed over is believed', () => {
    toldBy = { 0: carrier, 1: carrier };
    expect(holder(made, ship(1, carrier, pharmacy))).toMatchObject({ party: canonicalEpc(pharmacy ?? '') });
    toldBy = { 1: carrier };
    expect(holder(made, ship(1, carrier, pharmacy))).toEqual({ how: 'held', said: [carrier] });
  });
});
