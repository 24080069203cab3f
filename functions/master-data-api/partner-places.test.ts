import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { masterWorld } from '../../test/kit/master-world.ts';

let engine: Dynoxide;
let world: ReturnType<typeof masterWorld>;
beforeAll(async () => {
  engine = await startDynoxide();
  world = masterWorld(engine, 'acme');
  await world.begin();
});
afterAll(() => engine.stop());

const path = { partner: 'bert' };
const party = 'urn:epc:id:pgln:9521999.00001';
const put = (more: object) =>
  world.ask('PUT /api/partners/{partner}', { path, body: { name: 'Bert', party, ...more } });

test('an address in a private network is refused when the partner is drafted, and nothing is kept', async () => {
  expect(await put({ channel: 'https', url: 'http://10.0.0.1/' })).toMatchObject({
    status: 400,
    body: { at: '/url', detail: expect.stringContaining('private network'), remedy: expect.stringMatching(/public/) },
  });
  const https = { auth: 'client-credentials', tokenUrl: 'https://169.254.169.254/token' };
  expect(await put({ channel: 'https', url: 'https://bert.example/', https })).toMatchObject({
    status: 400,
    body: { at: '/https/tokenUrl' },
  });
  const hostKeys = [`SHA256:${'A'.repeat(43)}`];
  const sftp = { channel: 'sftp', url: 'sftp://192.168.0.7', sftp: { user: 'acme', hostKeys } };
  expect(await put(sftp)).toMatchObject({ status: 400, body: { at: '/url' } });
  expect((await world.ask('GET /api/partners/{partner}', { path })).status).toBe(404);
});

test('such an address in a row of a spreadsheet is refused with its cell', async () => {
  const rows = ['partner,name,party,channel,url', `bert,Bert,${party},webhook,https://10.0.0.1/`];
  const { status, text, body } = await world.ask('POST /api/imports/partners', { body: rows.join('\r\n') });
  expect(status).toBe(400);
  expect(JSON.stringify(body) + text).toMatch(/private network/);
});

test('an address on this machine is taken where one machine hosts both ends', async () => {
  expect(await put({ channel: 'webhook', url: 'http://127.0.0.1:4000/in' })).toMatchObject({ status: 201 });
});
