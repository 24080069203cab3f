import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type As2World, startAs2World } from '../../../../test/kit/as2-world.ts';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { type As2Sandbox, startAs2Sandbox } from './sandbox.ts';

let world: As2World;
let sandbox: As2Sandbox;
beforeAll(async () => {
  [world, sandbox] = [await startAs2World(), await startAs2Sandbox({ port: 0 })];
});
afterAll(async () => {
  await sandbox.close();
  await world.stop();
});

const wish = async (body: object) =>
  (await fetch(`${sandbox.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify(body) })).status;
const message = {
  id: 'r1',
  fileName: 'r1.xml',
  contentType: 'application/xml',
  headers: {},
  body: Buffer.from('<a>é</a>'),
};
const house = () => world.house(sandbox, sandbox.url, { id: sandbox.id });

test('a rehearsal partner takes our messages once it was told our certificate, and shows them', async () => {
  const { tenant, as2Id, certificate } = await house();
  const channel = await world.channel(tenant);
  const signal = AbortSignal.timeout(5_000);
  expect((await channel.send(message, signal)).verdict).toMatchObject({
    verdict: 'rejected',
    reason: expect.stringContaining('authentication-failed'),
  });
  expect(await wish({ do: 'trust', as2Id, certificate, url: world.door.url })).toBe(200);
  expect((await channel.send(message, signal)).verdict).toEqual({ verdict: 'acknowledged' });
  const shown = await (await fetch(`${sandbox.url}/received`)).json();
  expect(shown).toMatchObject([{ from: as2Id, contentType: 'application/xml' }]);
});

test('it sends us a document when it is wished, and shows the receipt', async () => {
  const { tenant, as2Id, certificate } = await house();
  expect(await wish({ do: 'send', to: as2Id, content: '<b/>' })).toBe(400);
  await wish({ do: 'trust', as2Id, certificate, url: world.door.url });
  expect(await wish({ do: 'send', to: as2Id, content: '<b/>' })).toBe(200);
  await vi.waitFor(async () =>
    expect(await (await fetch(`${sandbox.url}/sent`)).text()).toContain('disposition-notification'),
  );
  expect((await world.received(tenant)).map(({ body }) => body.toString())).toEqual(['<b/>']);
});

test('it is the same partner after a restart', async () => {
  const folder = temporaryFolder();
  const first = await startAs2Sandbox({ port: 0, dataDir: folder.path });
  await first.close();
  const second = await startAs2Sandbox({ port: 0, dataDir: folder.path });
  await second.close();
  expect(second.certificate).toBe(first.certificate);
});
