import { afterEach, describe, expect, test } from 'vitest';
import { aNotice } from '../../../../test/kit/dscsa-world.ts';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { type IntakeOptions, type IntakeSandbox, startIntakeSandbox } from './intake.ts';

const folder = temporaryFolder();
let intake: IntakeSandbox | undefined;
afterEach(async () => {
  await intake?.close();
  intake = undefined;
});

const id = (n: number) => `0000000${n}-7777-4888-9999-000000000001`;
const notice = (n: number, change: object = {}) => ({
  notice: id(n),
  type: 'initial',
  determinedAt: '2026-03-01T10:00:00.000Z',
  ...aNotice(),
  ...change,
});

async function start(options: Partial<IntakeOptions> = {}) {
  await intake?.close();
  const made = await startIntakeSandbox({ port: 0, ...options });
  intake = made;
  const answered = async (response: Response) => ({ status: response.status, body: Object(await response.json()) });
  return {
    send: async (value: object) =>
      answered(await fetch(`${made.url}/notices`, { method: 'POST', body: JSON.stringify(value) })),
    ask: async (n: number) => answered(await fetch(`${made.url}/notices/${id(n)}`)),
  };
}

describe('FDA’s office', () => {
  test('takes a notice in, and gives it an incident number later', async () => {
    let now = 0;
    const { send, ask } = await start({ now: () => now, decidesAfterMs: 1_000 });
    expect(await ask(1)).toMatchObject({ status: 404, body: { notice: id(1) } });
    expect(await send(notice(1))).toMatchObject({ status: 202, body: { notice: id(1), state: 'received' } });
    expect((await ask(1)).body).toMatchObject({ state: 'received' });
    now = 1_000;
    expect((await ask(1)).body).toMatchObject({ state: 'acknowledged', incident: expect.stringMatching(/^DN-/) });
  });

  test('ends a notice by the number that it gave, and by no other', async () => {
    const { send, ask } = await start();
    await send(notice(1));
    const { incident } = (await ask(1)).body;
    const end = { type: 'termination' };
    expect((await send(notice(2, end))).status).toBe(422);
    expect((await send(notice(2, { ...end, incident: 'DN-0' }))).status).toBe(422);
    await send(notice(2, { ...end, incident }));
    expect((await ask(2)).body).toMatchObject({ state: 'terminated', incident });
  });

  test('ends no notice that it has not acknowledged', async () => {
    let now = 0;
    const { send, ask } = await start({ now: () => now, decidesAfterMs: 1_000 });
    await send(notice(1));
    now = 1_000;
    const { incident } = (await ask(1)).body;
    now = 999;
    const end = notice(2, { type: 'termination', incident });
    expect((await send(end)).status).toBe(422);
    now = 1_000;
    expect((await send(end)).status).toBe(202);
  });

  test.each([
    ['without a classification', { classification: undefined }],
    ['of an NDC that is none', { product: { ...aNotice().product, ndc: '99999-12345-6' } }],
    ['of no lot', { product: { ...aNotice().product, lots: [] } }],
  ])('refuses a notice %s', async (_, change) => {
    const { send } = await start();
    expect((await send(notice(1, change))).status).toBe(422);
  });

  test('knows a notice again after a restart, and takes no other under its id', async () => {
    await (await start({ dataDir: folder.path })).send(notice(1));
    const { send, ask } = await start({ dataDir: folder.path });
    expect((await ask(1)).body).toMatchObject({ state: 'acknowledged' });
    expect((await send(notice(1))).status).toBe(202);
    expect((await send(notice(1, { description: 'another' }))).status).toBe(409);
    expect(intake?.notices()).toHaveLength(1);
    folder.remove();
  });
});
