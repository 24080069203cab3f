import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';
import { runCase } from './run-case.ts';

let world: DscsaWorld;
beforeAll(async () => {
  world = await startDscsaWorld();
});
afterAll(() => world.stop());
afterEach(() => vi.restoreAllMocks());

const LEASE_MS = 330_000;

test('a case that breaks whoever takes it up stands before a person within the hour, and goes on when that is mended', async () => {
  const desks = [{ partner: 'medico', url: 'http://127.0.0.1:1/desk' }];
  const { tenant, ask, show, move } = await world.house('broken', { desks });
  const body = { id: 'e1', partner: 'medico', poNumber: 'PO-1', others: ['the seal was broken'] };
  const { id } = await ask('POST /api/dscsa/exceptions', { body });
  const run = runCase({ ...world.needs, root: () => Promise.reject(new Error('the root secret is gone')) });
  for (let tries = 0; tries < 5; tries++) {
    await expect(run(tenant, id)).rejects.toThrow('the root secret is gone');
    expect((await show(id)).body).not.toHaveProperty('problem');
    // Sweep wakes it when the lease is over.
    world.world.forward(LEASE_MS + 1);
  }
  await run(tenant, id);
  expect((await show(id)).body).toMatchObject({ problem: expect.stringContaining('never came to an end') });
  expect((await move(id, 'retry')).body).toMatchObject({ outgoing: { state: 'uncertain' } });
  await world.run(tenant, id);
  expect((await show(id)).body).not.toHaveProperty('problem');
});

test('a response in part is kept once, however often it is told', async () => {
  const desks = [{ partner: 'medico', url: 'https://desk.example' }];
  const { tenant, ask, show } = await world.house('partly', { desks });
  const gtinErrors = [{ invalid: '1' }, { invalid: '2' }];
  const { id } = await ask('POST /api/dscsa/exceptions', {
    body: { id: 'e1', partner: 'medico', poNumber: 'PO-1', gtinErrors },
  });
  const { outgoing, pdg } = (await world.needs.cases.get(tenant, id)) ?? {};
  const response = {
    ...{ message_uuid: 'm', exception_case_uuid: pdg?.caseUuid, timestamp: 1, po_number: 'PO-1' },
    sender_information: { email: 'x@partner.example' },
    response_items: [{ exception_item_uuid: pdg?.items[0]?.uuid, resolution_response: 'Accept' }],
  };
  const body = Buffer.from(JSON.stringify({ message_uuid: outgoing?.id, response }));
  const run = runCase({ ...world.needs, send: async () => ({ status: 200, headers: {}, body }) });
  const lines = async () => Object((await show(id)).body)['history'].length;
  const told: number[] = [];
  for (let polls = 0; polls < 4; polls++) {
    await run(tenant, id);
    told.push(await lines());
    world.world.forward(24 * 3_600_000);
  }
  expect((await show(id)).body).toMatchObject({
    state: 'sent',
    pdg: { verdicts: { [String(pdg?.items[0]?.uuid)]: {} } },
  });
  expect(new Set(told).size).toBe(1);
});

test('people are called though whoever looked at a case dies before it notes that', async () => {
  const { tenant, condemned } = await world.house('dying');
  const { form } = await condemned();
  world.world.forward(25 * 3_600_000);
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => said.push(String(line)) > 0);
  const commit = () => Promise.reject(new Error('the function was stopped'));
  const run = runCase({ ...world.needs, cases: { ...world.needs.cases, commit } });
  await expect(run(tenant, form)).rejects.toThrow('stopped');
  expect(said.filter((line) => line.includes('dscsa-late'))).toHaveLength(1);
});
