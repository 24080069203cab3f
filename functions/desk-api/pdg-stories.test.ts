import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { type DeskOptions, startDeskSandbox } from '../../infra/local/sandbox/pdg/desk.ts';
import { approved } from '../../test/kit/approved.ts';
import { exampleGtin as gtin } from '../../test/kit/builders.ts';
import { medico } from '../../test/kit/delivery-world.ts';
import { type DeskWorld, startDeskWorld } from '../../test/kit/desk-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';

let world: DeskWorld;
let firms = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A buyer whose supplier has a desk of the PDG's, behind a socket. */
async function aBuyer(options: Partial<DeskOptions> = {}) {
  const tenant = `us-${++firms}`;
  const buyer = await world.firm(tenant, 700 + firms);
  const { db } = world.world.table;
  const hook = { name: 'Medico', party: medico, channel: 'webhook', url: 'https://medico.example/hook' };
  await approved(db, tenant, 'partner', 'medico', hook);
  const secret = webhookSecret(await world.world.needs.root(), { tenant, partner: 'medico', generation: 1 });
  const now = () => world.needs.now().getTime();
  const desk = await startDeskSandbox({
    port: 0,
    gln: '9521999000017',
    now,
    secret,
    answersAfterMs: 3_600_000,
    ...options,
  });
  open.push(desk);
  const at = world.needs.now().toISOString();
  const settings = {
    contact: { email: 'desk@buyer.example' },
    desks: [{ partner: 'medico', url: desk.url }],
    updatedAt: at,
  };
  const entry = { at, by: 'quinn', home: tenant, act: 'dscsa-settings-set', subject: 'dscsa-settings' };
  await dscsaSettings(db, tables.registry).put(tenant, settings, auditPut(tables.registry, tenant, entry));
  return { ...buyer, desk };
}

const packs = [`urn:epc:id:sgtin:9521321.054321.A`, `urn:epc:id:sgtin:9521321.054321.B`];
const documents = [{ type: 'po', number: 'PO-1' }];

describe('a partner with a desk of the PDG’s', () => {
  test('is told by a report, whose verdict is its answer, and of the end under the same case', async () => {
    const { desk, ...buyer } = await aBuyer();
    const { id } = await buyer.open('medico', { kind: 'missing-product', subject: { things: packs, documents } });
    await world.settle();
    const { body } = await buyer.show(id);
    expect(body).toMatchObject({
      way: 'pdg',
      state: 'proposed',
      awaits: 'partner',
      proposal: { resolution: 'send-product' },
    });
    const carrier = String(body['dscsa']);
    const pdg = { direction: 'out', poNumber: 'PO-1' };
    expect(await world.needs.suspects.get(buyer.tenant, carrier)).toMatchObject({ kind: 'exception', pdg });
    await world.pass(6);
    expect((await buyer.show(id)).body).toMatchObject({ state: 'agreed', proposal: { resolution: 'send-product' } });
    await buyer.close(id, { outcome: 'resolved', reason: 'the packs have come' });
    await world.pass(3);
    expect(await world.needs.suspects.get(buyer.tenant, carrier)).toMatchObject({ state: 'resolved' });
    expect(desk.reports().map((one) => [one.isResolved, one.items.length])).toEqual([
      [false, 2],
      [true, 0],
    ]);
  });

  test('that rejects an item rejects the proposal, with what it offers', async () => {
    const { desk: _, ...buyer } = await aBuyer({ rejects: { 'Send product': 'Credit account' } });
    const { id } = await buyer.open('medico', { kind: 'missing-product', subject: { things: packs, documents } });
    await world.pass(6);
    const { body } = await buyer.show(id);
    expect(body).toMatchObject({ state: 'open', awaits: 'us' });
    expect(JSON.stringify(body['messages'])).toContain('not so; offers: Credit account');
  });

  test('gets one report, wherever a worker dies', async () => {
    const { desk, ...buyer } = await aBuyer();
    const counts = [{ gtin, announced: 10, received: 8 }];
    const { id } = await buyer.open('medico', { kind: 'underage', subject: { counts, documents } });
    const message = { tenant: buyer.tenant, case: id };
    world.woken.splice(0);
    const dying = { ...world.needs.cases, commit: () => Promise.reject(new Error('killed')) };
    await expect(world.runWith({ cases: dying })(message.tenant, message.case)).rejects.toThrow('killed');
    await world.pass(6);
    expect(desk.reports()).toMatchObject([{ isResolved: false, items: [{}] }]);
    expect((await buyer.show(id)).body).toMatchObject({ state: 'agreed' });
  });

  test('gets none that names no order, and a person is told so', async () => {
    const { desk, ...buyer } = await aBuyer();
    const { id } = await buyer.open('medico', { kind: 'missing-product', subject: { things: packs } });
    await world.pass(1);
    expect((await buyer.show(id)).body).toMatchObject({ problem: expect.stringContaining('purchase order') });
    expect(desk.reports()).toEqual([]);
  });

  test('that has its report takes nothing more, and whoever says more is told so', async () => {
    const { desk, ...buyer } = await aBuyer({ rejects: { 'Send product': 'Credit account' } });
    const { id } = await buyer.open('medico', { kind: 'missing-product', subject: { things: packs, documents } });
    const file = { path: { id }, query: { name: 'a.txt' }, headers: { 'content-type': 'text/plain' }, body: 'x' };
    expect((await buyer.ask('POST /api/desk/cases/{id}/files', file)).status).toBe(409);
    await buyer.say(id, 'note', { text: 'dock 7, pallet 3' });
    await world.pass(6);
    expect(desk.reports()).toHaveLength(1);
    expect((await buyer.show(id)).body).toMatchObject({ state: 'open', awaits: 'us' });
    const again = await buyer.say(id, 'propose', { resolution: 'credit' });
    expect(again).toMatchObject({ status: 409, body: { detail: 'the partner’s desk has its report already' } });
    expect((await buyer.say(id, 'note', { text: 'hello?' })).status).toBe(409);
    expect((await buyer.show(id)).body).toMatchObject({ state: 'open', awaits: 'us' });
  });

  test('is told by itself of a receipt that names its order, and by the portal of one that names none', async () => {
    const { desk, ...buyer } = await aBuyer();
    const at = () => world.needs.now().toISOString();
    const crate = (n: number) => `urn:epc:id:sscc:9521321.6000000${100 * firms + n}`;
    const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00001.0' };
    const parties = { from: medico, to: buyer.party };
    const came = (epcs: string[], more: object) => {
      const about = { ...place, bizLocation: place.readPoint, step: 'receiving', epcs, at: at(), parties } as const;
      const { bizLocation: _, readPoint: __, ...event } = observeEvent(about);
      return buyer.captured({ ...event, ...more });
    };
    const bizTransaction = 'urn:epcglobal:cbv:bt:9521321000018:PO-77';
    const told = shipEvent({ ...place, epcs: [crate(1), crate(2)], at: at(), ...parties });
    await buyer.captured({ ...told, bizTransactionList: [{ type: 'po', bizTransaction }] });
    world.world.forward(60_000);
    await came([crate(1)], {});
    const id = await buyer.only();
    expect((await buyer.show(id)).body).toMatchObject({
      ...{ kind: 'missing-product', way: 'pdg' },
      subject: { documents: [{ type: 'po', number: 'PO-77' }] },
    });
    await world.pass(25);
    expect(desk.reports()).toHaveLength(1);
    await came([crate(3)], {});
    const [latest] = await buyer.cases();
    expect((await buyer.show(String(latest?.['id']))).body).toMatchObject({ kind: 'missing-data', way: 'portal' });
  });
});
