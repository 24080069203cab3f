import { afterEach, expect, test } from 'vitest';
import { aNotice } from '../../../test/kit/dscsa-world.ts';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { startIntakeSandbox } from './fda/intake.ts';
import { startPartnerSandbox } from './partner/sandbox.ts';
import { startUsPartnerSandbox } from './partner/us/sandbox.ts';
import { startDeskSandbox } from './pdg/desk.ts';
import type { Sandbox } from './serve.ts';
import { startDirectorySandbox } from './vrs/directory.ts';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const opened = <One extends Sandbox>(one: One): One => {
  open.push(one);
  return one;
};
const post = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
const turn = async (at: Sandbox, wish: object) => {
  const answer = await post(`${at.url}/v1/sandbox`, wish);
  return { status: answer.status, body: await answer.json() };
};
const refuseAll = { do: 'faults', faults: [{ on: '*', kind: 'refuse', rate: 1 }] };

test.each([
  ['FDA’s office', () => startIntakeSandbox({ port: 0 }), '/notices/x', { notice: 'x' }],
  ['an exception desk', () => startDeskSandbox({ port: 0 }), '/exceptions/x', { message: 'x' }],
  ['the wholesaler', () => startPartnerSandbox({ port: 0 }), '/received', { id: 'x' }],
  ['the directory', () => startDirectorySandbox({ port: 0 }), '/changes', { of: 'x' }],
])(
  '%s is turned while it runs: no fault is in the way of its control, and what it does not know it cannot forget',
  async (_, start, path, unknown) => {
    const sandbox = opened<Sandbox>(await start());
    expect((await turn(sandbox, refuseAll)).status).toBe(200);
    await expect(fetch(`${sandbox.url}${path}`)).rejects.toThrow();
    const nowhere = { on: 'zz', kind: 'html', rate: 1 };
    expect(await turn(sandbox, { do: 'faults', faults: [nowhere] })).toMatchObject({
      status: 400,
      body: { at: '/faults/0' },
    });
    expect((await turn(sandbox, { do: 'faults', faults: [] })).status).toBe(200);
    expect((await fetch(`${sandbox.url}${path}`)).status).toBeLessThan(500);
    expect(await turn(sandbox, { do: 'forget', ...unknown })).toMatchObject({
      status: 400,
      body: { at: `/${Object.keys(unknown)[0]}`, remedy: expect.stringContaining('docs/sandboxes.md') },
    });
  },
);

test('a page of this machine may turn it and read what it says, one of the network may not', async () => {
  const { url } = opened(await startPartnerSandbox({ port: 0 }));
  const from = (origin: string) =>
    fetch(`${url}/v1/sandbox`, { method: 'POST', headers: { origin }, body: '{"do": "look"}' });
  const own = await from('http://127.0.0.1:4000');
  expect(own.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4000');
  expect(await own.json()).toMatchObject({ takes: ['clock', 'faults', 'forget', 'trust'], faults: [] });
  for (const origin of ['https://evil.example', 'http://127.0.0.1.evil.example', 'null']) {
    const other = await from(origin);
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  }
});

test('FDA’s office decides later by its clock, and a notice that it forgot is unknown after a restart as well', async () => {
  const { path: dataDir, remove } = temporaryFolder();
  const id = '00000001-7777-4888-9999-000000000001';
  const notice = { notice: id, type: 'initial', determinedAt: '2026-03-01T10:00:00.000Z', ...aNotice() };
  const office = await startIntakeSandbox({ port: 0, dataDir, decidesAfterMs: 1_000_000 });
  const state = async (at: Sandbox) => Object(await (await fetch(`${at.url}/notices/${id}`)).json()).state;
  await post(`${office.url}/notices`, notice);
  expect(await state(office)).toBe('received');
  await turn(office, { do: 'clock', aheadSeconds: 1_000 });
  expect(await state(office)).toBe('acknowledged');
  await turn(office, { do: 'forget', notice: id });
  await office.close();
  const again = opened(await startIntakeSandbox({ port: 0, dataDir }));
  expect((await fetch(`${again.url}/notices/${id}`)).status).toBe(404);
  remove();
});

test('the distributor has a control as well, beside its people’s side', async () => {
  const partner = opened(await startUsPartnerSandbox({ port: 0, receiver: '9521324000015' }));
  expect((await turn(partner, { do: 'clock', aheadSeconds: 60 })).status).toBe(200);
  const wish = { do: 'faults', faults: [{ on: 'inbox', kind: 'zz', rate: 1 }] };
  expect(await turn(partner, wish)).toMatchObject({ status: 400, body: { at: '/faults/0/kind' } });
});

test('a directory that is stale tells nothing newer, and an entry that it forgot is told as removed', async () => {
  const directory = opened(await startDirectorySandbox({ port: 0 }));
  const entries = async () => Object(await (await fetch(`${directory.url}/entries/09521888000018`)).json()).entries;
  directory.set('9521888', { url: 'http://127.0.0.1:1', gln: '9521888000001' });
  await turn(directory, { do: 'stale', is: true });
  expect((await turn(directory, { do: 'forget', of: '9521888' })).status).toBe(200);
  expect(await entries()).toHaveLength(1);
  await turn(directory, { do: 'stale', is: false });
  expect(await entries()).toEqual([]);
  expect((await turn(directory, { do: 'forget', of: '9521888' })).status).toBe(400);
});
