import { commissionEvent } from '#shared/trace/commission.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../kit/approved.ts';
import { aParty, exampleGtin as gtin } from '../../kit/builders.ts';
import { type DeskWorld, type Firm, signed, startDeskWorld } from '../../kit/desk-world.ts';
import { clientOf, type Deed, type Stage } from './deed.ts';

const lot = 'LOT1';
const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00001.0' };

/** Cases between companies, and who is told of recalled and suspect product. */
export async function deskStage(): Promise<Stage> {
  const world = await startDeskWorld();
  const house = housesIn(world);
  const deeds = { ...caseDeeds(house), ...noticeDeeds(world, house) };
  return { db: world.world.table.db, deeds, stop: world.stop };
}

type House = () => Promise<{ readonly firm: Firm; readonly serial: string; readonly id: string }>;

/** A firm with a partner that has a pack of its, and a case between both. */
function housesIn(world: DeskWorld): House {
  let firms = 0;
  return async () => {
    const firm = await world.firm(`desk-${++firms}`, 400 + firms);
    const clinic = { name: 'Clinic', party: aParty('9521666', firms).party, channel: 'portal' };
    await approved(world.world.table.db, firm.tenant, 'partner', 'clinic', clinic);
    const serial = `A${firms}`;
    const epcs = [`urn:epc:id:sgtin:9521321.054321.${serial}`];
    const at = '2026-03-01T08:00:00.000Z';
    await firm.captured(
      commissionEvent({ ...place, bizLocation: place.readPoint, epcs, at, lot, expiry: '2028-12-31' }),
    );
    await firm.captured(
      shipEvent({ ...place, epcs, at: '2026-03-01T09:00:00.000Z', from: firm.party, to: clinic.party }),
    );
    const { id } = await firm.open('clinic', { kind: 'underage', subject: { things: epcs } });
    return { firm, serial, id };
  };
}

/** What is done with a case. */
function caseDeeds(house: House): Record<string, Deed> {
  const client = { role: 'partner-api', claims: { partner: 'clinic' } };
  const onCase =
    (route: string, act: string, more: (id: string) => object): Deed =>
    async () => {
      const { firm, id } = await house();
      const by = route.includes(' /partner/') ? clientOf(firm.tenant) : 'quinn';
      const told = () => [{ act, subject: `desk-case ${id}`, by }];
      return { tenant: firm.tenant, act: () => firm.ask(route, { path: { id }, ...more(id) }), told };
    };
  const message = { id: 'm', act: 'note', text: 'seen by us' };
  const file = { query: { name: 'a.txt' }, body: new Uint8Array([1]) };
  const opens = (firm: Firm) => ({
    id: 'x',
    kind: 'underage',
    text: 't',
    subject: { documents: [{ type: 'po', number: firm.tenant }] },
  });
  const opened =
    (route: string, by: (firm: Firm) => string, more: (firm: Firm) => object): Deed =>
    async () => {
      const { firm } = await house();
      const told = ({ id }: Readonly<Record<string, unknown>>) => [
        { act: 'desk-case-opened', subject: `desk-case ${String(id)}`, by: by(firm) },
      ];
      return { tenant: firm.tenant, act: () => firm.ask(route, more(firm)), told };
    };
  return {
    'POST /api/desk/cases': opened(
      'POST /api/desk/cases',
      () => 'quinn',
      (firm) => ({ body: { ...opens(firm), partner: 'clinic' } }),
    ),
    'POST /partner/desk-cases': opened(
      'POST /partner/desk-cases',
      ({ tenant }) => clientOf(tenant),
      (firm) => ({ body: opens(firm), ...client }),
    ),
    'POST /api/desk/cases/{id}/messages': onCase('POST /api/desk/cases/{id}/messages', 'desk-message-said', () => ({
      body: message,
    })),
    'POST /partner/desk-cases/{id}/messages': onCase(
      'POST /partner/desk-cases/{id}/messages',
      'desk-message-said',
      () => ({ body: message, ...client }),
    ),
    'POST /api/desk/cases/{id}/files': onCase('POST /api/desk/cases/{id}/files', 'desk-file-attached', () => file),
    'POST /partner/desk-cases/{id}/files': onCase('POST /partner/desk-cases/{id}/files', 'desk-file-attached', () => ({
      ...file,
      ...client,
    })),
    'POST /api/desk/cases/{id}/assign': onCase('POST /api/desk/cases/{id}/assign', 'desk-case-assigned', () => ({
      body: { assignee: 'ada' },
    })),
    'POST /api/desk/cases/{id}/close': onCase('POST /api/desk/cases/{id}/close', 'desk-case-closed', () => ({
      body: { outcome: 'withdrawn', reason: 'counted once more' },
    })),
  };
}

/** Notices to whoever holds packs, and the count of who does. */
function noticeDeeds(world: DeskWorld, house: House): Record<string, Deed> {
  const noticeTold = (answer: Readonly<Record<string, unknown>>) => {
    const [first] = Array.isArray(answer['notices']) ? answer['notices'] : [];
    return [{ act: 'notice-sent', subject: `desk-case ${String(Object(first).case)}`, by: 'quinn' }];
  };
  const notice = { text: 'keep apart', signature: signed };
  const recalled = async ({ tenant }: Firm) => {
    const at = world.needs.now().toISOString();
    const signature = { by: 'quinn', meaning: 'm', at, authTime: 1, digest: 'd' };
    const about = { gtin, of: { kind: 'lot', lot }, level: 'wholesale', state: 'active' } as const;
    const entry = { at, by: 'quinn', home: tenant, act: 'recall-made', subject: 'recall R1' };
    await world.needs.recalls.create(
      tenant,
      { recall: 'R1', ...about, reason: 'out of specification', signature },
      entry,
    );
  };
  const path = { recall: 'R1' };
  return {
    'POST /api/desk/suspects/{id}/notices': async () => {
      const { firm, serial } = await house();
      const at = world.needs.now().toISOString();
      const row = {
        tenant: firm.tenant,
        id: 's1',
        kind: 'suspect',
        state: 'quarantined',
        title: 't',
        by: 'quinn',
      } as const;
      const times = { createdAt: at, updatedAt: at, version: 0, entries: 0 };
      const suspect = { origin: { kind: 'return' as const }, packs: [{ gtin, serial }], notices: [] };
      await world.needs.suspects.commit([{ after: { ...row, ...times, suspect }, entries: [] }], world.needs.now());
      const act = () => firm.ask('POST /api/desk/suspects/{id}/notices', { path: { id: 's1' }, body: notice });
      return { tenant: firm.tenant, act, told: noticeTold };
    },
    'POST /api/recalls/{recall}/holders': async () => {
      const { firm } = await house();
      await recalled(firm);
      const told = () => [{ act: 'holders-counted', subject: 'recall R1', by: 'quinn' }];
      return { tenant: firm.tenant, act: () => firm.ask('POST /api/recalls/{recall}/holders', { path }), told };
    },
    'POST /api/recalls/{recall}/notices': async () => {
      const { firm } = await house();
      await recalled(firm);
      await firm.ask('POST /api/recalls/{recall}/holders', { path });
      await world.settle();
      const act = () => firm.ask('POST /api/recalls/{recall}/notices', { path, body: notice });
      return { tenant: firm.tenant, act, told: noticeTold };
    },
  };
}
