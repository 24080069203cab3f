import { afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { type DeskOptions, type DeskSandbox, startDeskSandbox } from './desk.ts';

const folder = temporaryFolder();
let desk: DeskSandbox | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** As the PDG's examples have it. */
const item = { exception_item_uuid: 'i1', gtin: '09521321543218', quantity_ordered: 1, quantity_received: 2 };
const report = (change: object = {}) => ({
  message_uuid: 'm1',
  exception_case_uuid: 'c1',
  timestamp: 1_772_359_200,
  po_number: 'PO-1',
  sender_information: { email: 'a@b.example' },
  exceptions: { overages: [{ ...item, resolution_request: 'Return product' }] },
  case_resolved: false,
  ...change,
});

async function start(options: Partial<DeskOptions> = {}) {
  await desk?.close();
  const made = await startDeskSandbox({ port: 0, ...options });
  desk = made;
  const answered = async (response: Response) => ({ status: response.status, body: Object(await response.json()) });
  return {
    send: async (value: object) =>
      answered(await fetch(`${made.url}/exceptions`, { method: 'POST', body: JSON.stringify(value) })),
    ask: async (id: string) => answered(await fetch(`${made.url}/exceptions/${id}`)),
    tells: async (value: object) =>
      answered(await fetch(`${made.url}/reports`, { method: 'POST', body: JSON.stringify(value) })),
    told: async () => (await fetch(`${made.url}/reports`)).json(),
    respond: async (value: object) =>
      answered(await fetch(`${made.url}/responses`, { method: 'POST', body: JSON.stringify(value) })),
    arrived: async (id: string) => answered(await fetch(`${made.url}/responses/${id}`)),
  };
}

describe('a partner’s exception desk', () => {
  test('takes a report in, and answers item by item later, under its case', async () => {
    let now = 0;
    const { send, ask } = await start({
      now: () => now,
      answersAfterMs: 1_000,
      rejects: { 'Return product': 'Debit account' },
    });
    expect(await send(report())).toMatchObject({ status: 202, body: { message_uuid: 'm1' } });
    expect((await ask('m1')).body).toEqual({ message_uuid: 'm1', response: null });
    now = 1_000;
    expect((await ask('m1')).body).toMatchObject({
      response: {
        exception_case_uuid: 'c1',
        po_number: 'PO-1',
        response_items: [
          {
            exception_item_uuid: 'i1',
            resolution_response: 'Reject',
            alternative_resolution: { alternative_resolution: 'Debit account' },
          },
        ],
      },
    });
  });

  test('says nothing to the report that ends a case', async () => {
    const { send, ask } = await start();
    await send(report({ exceptions: {}, case_resolved: true }));
    expect((await ask('m1')).body).toEqual({ message_uuid: 'm1', response: null });
  });

  test.each([
    ['without a purchase order', { po_number: undefined }],
    ['of an item that is not whole', { exceptions: { overages: [item] } }],
    ['from nobody', { sender_information: {} }],
  ])('refuses a report %s', async (_, change) => {
    const { send } = await start();
    expect((await send(report(change))).status).toBe(422);
  });

  test('knows a report again after a restart, and takes no other under its id', async () => {
    await (await start({ dataDir: folder.path })).send(report());
    const { send, ask } = await start({ dataDir: folder.path });
    expect((await ask('m1')).status).toBe(200);
    expect((await send(report({ po_number: 'PO-2' }))).status).toBe(409);
    folder.remove();
  });

  test('lets in whom it knows', async () => {
    const { send } = await start({ secret: 'whsec_b3RoZXI=' });
    expect((await send(report())).status).toBe(401);
  });
});

describe('what a desk tells of its own', () => {
  const answer = { exception_item_uuid: 'i1', resolution_response: 'Accept' };
  const response = (change: object = {}) => {
    const { exceptions: _, case_resolved: __, ...head } = report({ message_uuid: 'r1' });
    return { ...head, response_items: [answer], ...change };
  };

  test('is listed, and our response to it is known again after a restart, under its id alone', async () => {
    const { tells, told, respond } = await start({ dataDir: folder.path });
    expect((await tells(report())).status).toBe(201);
    expect(await told()).toEqual([report()]);
    expect(await respond(response())).toMatchObject({ status: 202, body: { message_uuid: 'r1' } });
    const again = await start({ dataDir: folder.path });
    expect((await again.arrived('r1')).status).toBe(200);
    expect((await again.arrived('r2')).status).toBe(404);
    expect((await again.respond(response())).status).toBe(202);
    expect((await again.respond(response({ additional_notes: 'else' }))).status).toBe(409);
    folder.remove();
  });

  test.each<[string, object]>([
    ['of another case', { exception_case_uuid: 'c2' }],
    ['of another order', { po_number: 'PO-2' }],
    ['that leaves an item out', { response_items: [] }],
    ['to items that were not told', { response_items: [answer, { ...answer, exception_item_uuid: 'i2' }] }],
    ['that answers twice', { response_items: [answer, answer] }],
    ['that says neither yes nor no', { response_items: [{ ...answer, resolution_response: 'Perhaps' }] }],
  ])('takes no response %s', async (_, change) => {
    const { tells, respond } = await start();
    await tells(report());
    expect((await respond(response(change))).status).toBe(422);
  });
});
