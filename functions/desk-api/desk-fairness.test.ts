import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskFileKey } from '#common/desk/desk-files.ts';
import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { noSubject } from '#shared/desk/desk-subject.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { type DeskWorld, type Firm, startDeskWorld } from '../../test/kit/desk-world.ts';

let world: DeskWorld;
let firms = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const HOUR_MS = 3_600_000;
const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00001.0' };
const at = () => {
  world.world.forward(60_000);
  return world.needs.now().toISOString();
};
const crate = (n: number) => `urn:epc:id:sscc:9521321.5000000${100 + n}`;
const pack = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const shipped = (from: Firm, to: Firm, epcs: string[]) =>
  shipEvent({ ...place, epcs, at: at(), from: from.party, to: to.party });
const received = (from: Firm, to: Firm, epcs: string[]) => {
  const parties = { from: from.party, to: to.party };
  const about = { ...place, bizLocation: place.readPoint, step: 'receiving', epcs, at: at(), parties } as const;
  const { bizLocation: _, readPoint: __, ...event } = observeEvent(about);
  return event;
};

async function twoFirms() {
  const n = ++firms;
  const maker = await world.firm(`fair-maker-${n}`, 600 + 2 * n);
  const buyer = await world.firm(`fair-buyer-${n}`, 601 + 2 * n);
  await world.partners(maker, buyer);
  return { maker, buyer, n };
}

const hoursLeft = async (firm: Firm, id: string) => {
  const { clock } = Object((await firm.show(id)).body);
  return (Date.parse(clock.due) - world.needs.now().getTime()) / HOUR_MS;
};

describe('the time of an answer', () => {
  test('begins when the partner is told, and not when the rules found it', async () => {
    const { maker, buyer, n } = await twoFirms();
    await buyer.captured(shipped(maker, buyer, [crate(2 * n), crate(2 * n + 1)]));
    await buyer.captured(received(maker, buyer, [crate(2 * n)]));
    const id = await buyer.only();
    expect(await hoursLeft(buyer, id)).toBeCloseTo(72, 0);
    await world.pass(24.1);
    for (const [firm, one] of [
      [buyer, id],
      [maker, await maker.only()],
    ] as const)
      expect(await hoursLeft(firm, one)).toBeCloseTo(48, 0);
  });

  test('does not run against a tenant that has not taken us yet', async () => {
    const { buyer, n } = await twoFirms();
    const other = await world.firm(`fair-other-${n}`, 900 + n);
    const { db } = world.world.table;
    const told = { name: 'Other', party: other.party, channel: 'network', tenant: other.tenant };
    await approved(db, buyer.tenant, 'partner', 'other', told);
    const { id } = await buyer.open('other', { kind: 'underage', subject: { things: [crate(0)] } });
    await world.pass(24 * 7);
    expect(Object((await buyer.show(id)).body).clock).not.toHaveProperty('missedAt');
    const back = { name: 'Buyer', party: buyer.party, channel: 'network', tenant: buyer.tenant };
    await approved(db, other.tenant, 'partner', 'buyer', back);
    await world.pass(7);
    for (const [firm, one] of [
      [buyer, id],
      [other, await other.only()],
    ] as const)
      expect(await hoursLeft(firm, one)).toBeGreaterThan(40);
    await world.pass(49);
    expect(Object((await other.show(await other.only())).body).clock).toHaveProperty('missedAt');
  });
});

test('a pallet that is received pack by pack is missed by nobody, and what was missed of it ends when packs come', async () => {
  const { maker, buyer, n } = await twoFirms();
  const [pallet, box, other, loose] = [crate(700 + 4 * n), crate(701 + 4 * n), crate(702 + 4 * n), crate(703 + 4 * n)];
  const [inBox, inOther] = [pack(`F${n}A`), pack(`F${n}B`)];
  const bizLocation = place.readPoint;
  const packed = (parent: string, children: string[]) =>
    packEvent({ ...place, bizLocation, parent, children, at: at() });
  await buyer.captured(packed(box, [inBox]));
  await buyer.captured(packed(pallet, [box]));
  await buyer.captured(packed(other, [inOther]));
  await buyer.captured(packed(loose, [other]));
  await buyer.captured(shipped(maker, buyer, [pallet, loose]));
  await buyer.captured(received(maker, buyer, [inBox]));
  const id = await buyer.only();
  expect((await buyer.show(id)).body).toMatchObject({
    kind: 'missing-product',
    subject: { things: [canonicalEpc(loose)] },
  });
  await buyer.captured(received(maker, buyer, [inOther]));
  await world.pass(25);
  expect((await buyer.show(id)).body).toMatchObject({ state: 'withdrawn' });
});

describe('a notice of suspect product from a partner', () => {
  async function noticeOf(buyer: Firm, from: string, packs: string[]) {
    const partner = await world.needs.registry.partner(buyer.tenant, from);
    if (partner === undefined) throw new Error('no partner');
    const origin = { kind: 'partner' as const, id: from };
    const subject = { ...noSubject, things: packs.slice(0, 50), packs: packs.length };
    const begun = { tenant: buyer.tenant, partner, kind: 'suspect-product' as const, origin, subject };
    const more = { text: 'keep apart', byPartner: true, by: from, name: `n${packs.length}`, digest: 'n' };
    const change = newDeskCase({ ...begun, ...more }, world.needs.now(), world.needs.uuid);
    const { id } = change.after;
    await world.needs.evidence.put(deskFileKey(buyer.tenant, id, 'list'), Buffer.from(`epc\r\n${packs.join('\r\n')}`));
    const file = { name: 'packs.csv', contentType: 'text/csv', bytes: 1, sha256: 'x' };
    const list = { id: 'list', side: 'claimant' as const, turn: 2, at: at(), act: 'attach' as const, file };
    const after = { ...change.after, messages: [...change.after.messages, list] };
    await world.needs.cases.commit([{ ...change, after }], world.needs.now());
    await world.take({ tenant: buyer.tenant, case: id });
    return (await buyer.show(id)).body;
  }
  const held = async (tenant: string, epc: string) => {
    const key = identify(epc);
    return key.kind === 'sgtin' && world.isWithheld(tenant, { gtin: key.gtin, serial: key.serial });
  };

  test('holds what may have passed between the two, and not what we know never did', async () => {
    const { maker, buyer, n } = await twoFirms();
    const [own, bought, unheard] = [pack(`S${n}A`), pack(`S${n}B`), pack(`S${n}C`)];
    const made = { ...place, bizLocation: place.readPoint, epcs: [own], lot: 'L', expiry: '2028-12-31' };
    await buyer.captured(commissionEvent({ ...made, at: at() }));
    await buyer.captured(shipped(maker, buyer, [bought]));
    const body = await noticeOf(buyer, maker.tenant, [own, bought, unheard]);
    expect(body).toMatchObject({ problem: expect.stringContaining('1 that by our ledger never passed between us') });
    expect([
      await held(buyer.tenant, own),
      await held(buyer.tenant, bought),
      await held(buyer.tenant, unheard),
    ]).toEqual([false, true, true]);
  });

  test('of more packs than one case holds calls a person', async () => {
    const { maker, buyer, n } = await twoFirms();
    const packs = Array.from({ length: 503 }, (_, i) => pack(`M${n}${i}`));
    const body = await noticeOf(buyer, maker.tenant, packs);
    expect(body).toMatchObject({ problem: 'the notice names 3 packs more than one case holds: they are not held' });
    expect(await held(buyer.tenant, packs[0] ?? '')).toBe(true);
  });
});

test('suspect product that was kept apart long ago is not shipped unnoticed, however many cases came since', async () => {
  const { maker, buyer, n } = await twoFirms();
  const kept = pack(`Q${n}`);
  const now = world.needs.now().toISOString();
  const key = identify(kept);
  const packs = key.kind === 'sgtin' ? [{ gtin: key.gtin, serial: key.serial }] : [];
  for (let i = 0; i <= 60; i++) {
    const state = i === 0 ? ('quarantined' as const) : ('cleared' as const);
    const about = { tenant: buyer.tenant, id: `c${String(i).padStart(3, '0')}`, kind: 'suspect' as const, state };
    const row = { ...about, title: 't', by: 'quinn', createdAt: now, updatedAt: now, version: 0, entries: 0 };
    const suspect = { origin: { kind: 'return' as const }, packs: i === 0 ? packs : [], notices: [] };
    await world.needs.suspects.commit([{ after: { ...row, suspect }, entries: [] }], world.needs.now());
  }
  await buyer.captured(shipped(buyer, maker, [kept]));
  expect(await world.needs.exceptions.ofUnits(buyer.tenant, [canonicalEpc(kept)])).toMatchObject([
    { rule: 'suspect-moved' },
  ]);
});
