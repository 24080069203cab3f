import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MachineClient } from '#shared/access/member.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty } from '../../test/kit/builders.ts';
import { type DeskWorld, startDeskWorld } from '../../test/kit/desk-world.ts';

let world: DeskWorld;
let firms = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const thing = 'urn:epc:id:sscc:9521321.8000000001';

/** A firm with a partner that is reached over HTTPS by messages of its own form. */
async function withHttpsPartner() {
  const firm = await world.firm(`reached-${++firms}`, 900 + firms);
  const { party } = aParty('9521666', 120 + firms);
  const channel = { channel: 'https', url: 'https://partner.example/epcis', https: { auth: 'none' } };
  await approved(world.world.table.db, firm.tenant, 'partner', 'north', { name: 'North', party, ...channel });
  const { id } = await firm.open('north', { kind: 'missing-data', subject: { things: [thing] } });
  const asPartner = (route: string, more: object = {}) =>
    firm.ask(route, { role: 'partner-api', claims: { partner: 'north' }, path: { id }, ...more });
  const client = async (state: MachineClient['state'], before?: MachineClient) => {
    const at = world.needs.now().toISOString();
    const own = {
      id: 'north-desk',
      clientId: `c-${firms}`,
      role: 'partner-api' as const,
      name: 'North',
      partner: 'north',
    };
    const after: MachineClient = { ...own, scopes: ['read'], state, changedAt: at, changedBy: 'quinn' };
    const entry = { at, by: 'quinn', home: firm.tenant, act: 'client-made', subject: 'client north-desk' };
    await world.needs.members.putClient(firm.tenant, before, after, entry);
    return after;
  };
  return { ...firm, id, asPartner, client };
}

test('a partner that is reached by messages reads, answers, attaches and opens by its own client', async () => {
  const { id, asPartner, show, ask } = await withHttpsPartner();
  expect((await asPartner('GET /partner/desk-cases', { path: {} })).body).toMatchObject({
    cases: [{ id, awaits: 'us' }],
  });
  const proposal = { id: 'p', act: 'propose', resolution: 'send-data' };
  expect((await asPartner('POST /partner/desk-cases/{id}/messages', { body: proposal })).status).toBe(200);
  const file = { query: { name: 'shipped.csv' }, headers: { 'content-type': 'text/csv' }, body: 'epc\r\nx' };
  const { body } = await asPartner('POST /partner/desk-cases/{id}/files', file);
  const brought = [body['messages']].flat().find((one) => Object(one).act === 'attach');
  const { body: read } = await ask('GET /api/desk/cases/{id}', { path: { id }, query: { file: Object(brought).id } });
  expect(Buffer.from(String(read['base64']), 'base64').toString()).toBe('epc\r\nx');
  expect((await show(id)).body).toMatchObject({ state: 'proposed', awaits: 'us' });
  const opened = { id: 'o', kind: 'overage', text: 'too many', subject: { things: [thing] } };
  expect((await asPartner('POST /partner/desk-cases', { path: {}, body: opened })).status).toBe(201);
});

test('a client of a partner that is not in force is told where it reads what is missing', async () => {
  const { ask } = await withHttpsPartner();
  const body = { id: 'o', kind: 'overage', text: 'too many', subject: { things: [thing] } };
  const stranger = { role: 'partner-api', claims: { partner: 'nobody' }, body };
  expect(await ask('POST /partner/desk-cases', stranger)).toMatchObject({
    status: 404,
    body: { remedy: expect.stringMatching(/^GET \/partner\/profile/) },
  });
});

test('people see whether the partner has a client that reads, so that they phone where it has none', async () => {
  const { id, show, client } = await withHttpsPartner();
  expect((await show(id)).body).toMatchObject({ way: 'portal', toldBy: 'nobody' });
  const made = await client('active');
  expect((await show(id)).body).toMatchObject({ toldBy: 'client' });
  world.world.forward(1_000);
  const disabled = await client('disabled', made);
  expect((await show(id)).body).toMatchObject({ toldBy: 'nobody' });
  world.world.forward(1_000);
  const again = await client('active', disabled);
  expect((await show(id)).body).toMatchObject({ toldBy: 'client' });
  world.world.forward(1_000);
  await client('removed', again);
  expect((await show(id)).body).toMatchObject({ toldBy: 'nobody' });
});
