import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StartedSftpPartner, startSftpPartner } from '../../../../test/kit/sftp-partner.ts';

let partner: StartedSftpPartner;
beforeEach(async () => {
  partner = await startSftpPartner();
});
afterEach(() => partner.stop());

async function wish(body: object): Promise<{ status: number; told: unknown }> {
  const answer = await fetch(partner.sandbox.controlUrl, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, told: await answer.json() };
}
const soon = () => AbortSignal.timeout(10_000);

test('people of the partner put files down and take them away, below its folder alone', async () => {
  expect(await wish({ do: 'put', path: '../../in/a.xml', text: '<a/>' })).toMatchObject({ status: 200 });
  expect(readFileSync(join(partner.sandbox.root, 'in/a.xml'), 'utf8')).toBe('<a/>');
  expect(await wish({ do: 'forget', path: 'in/a.xml' })).toMatchObject({ status: 200 });
  expect(await wish({ do: 'forget', path: 'in/a.xml' })).toMatchObject({ status: 400, told: { at: '/path' } });
  expect(partner.names('in')).toEqual(['archive']);
});

test('a login cannot climb out of the folder', async () => {
  const session = await partner.open()(soon());
  await session.write('../../../../out/a.xml', Buffer.from('x'));
  expect(partner.names('out')).toEqual(['a.xml']);
  expect(await session.stat('../../../etc/passwd')).toBeUndefined();
  session.close();
});

test('faults last until they are wished away, and one that it cannot play is refused', async () => {
  const faults = [{ on: 'login', kind: 'status', status: 403, rate: 1 }];
  expect(await wish({ do: 'faults', faults })).toMatchObject({ status: 200 });
  for (const _ of [1, 2]) await expect(partner.open()(soon())).rejects.toThrow('login');
  expect(await wish({ do: 'faults', faults: [] })).toMatchObject({ status: 200 });
  (await partner.open()(soon())).close();
  const unknown = await wish({ do: 'faults', faults: [{ on: 'rename', kind: 'truncate', rate: 1 }] });
  expect(unknown).toMatchObject({ status: 400, told: { at: '/faults/0' } });
});

test('whoever is to be let in by a key is named by its line, and nobody else is', async () => {
  await expect(partner.open({ user: 'root' })(soon())).rejects.toThrow('the login of root failed');
  expect(await wish({ do: 'trust', key: 'no key' })).toMatchObject({ status: 400, told: { at: '/key' } });
});
