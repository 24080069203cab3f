import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quality } from '../../../infra/local/demo/facts.ts';
import { type Person, personOf } from '../../../infra/local/demo/person.ts';
import { aFirmsProfile } from '../../kit/an-onboarding.ts';
import type { Product } from '../../kit/product.ts';
import { startReceiver } from '../../kit/receiver.ts';

const session = v.object({ clientId: v.string(), clientSecret: v.string(), tokenUrl: v.string(), scope: v.string() });
const token = v.object({ access_token: v.string() });

/** Through the gateway, with the functions as they are deployed: a partner that has a link, and a server of its own. */
export function onboardings(running: () => Product, data: string): void {
  let server: Awaited<ReturnType<typeof startReceiver>>;
  let quinn: Person;
  beforeAll(async () => {
    server = await startReceiver();
    quinn = personOf(running().url, data, quality.username);
  });
  afterAll(() => server.stop());

  const json = async (path: string, init: RequestInit) => {
    const headers = { 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(path, { ...init, headers, signal: AbortSignal.timeout(60_000) });
    return { status: answer.status, body: Object(await answer.json()) };
  };

  /** Calls of the partner, by what it was given for its link. */
  async function partnerOf(link: string) {
    const [accept = '', invitation] = link.split('#');
    const made = await json(accept, { method: 'POST', body: JSON.stringify({ token: invitation }) });
    expect(made.status).toBe(201);
    const { clientId, clientSecret, tokenUrl, scope } = v.parse(session, made.body);
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope });
    const given = await fetch(tokenUrl, { method: 'POST', headers: { authorization: basic }, body });
    const { access_token } = v.parse(token, await given.json());
    const origin = new URL(accept).origin;
    return (route: string, said?: object) => {
      const [method = '', path = ''] = route.split(' ');
      const more = said === undefined ? {} : { body: JSON.stringify(said) };
      return json(`${origin}${path}`, { method, headers: { authorization: `Bearer ${access_token}` }, ...more });
    };
  }

  test('a partner that has nothing but a link comes on board by script, and is in force once a second person approved it', async () => {
    const invited = await running().fetch('/api/partners/northwind/invitation', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const partner = await partnerOf(Object(await invited.json()).link);

    await partner('PUT /partner/profile', aFirmsProfile);
    await partner('PUT /partner/channel', { channel: 'webhook', url: server.url('epcis') });
    expect((await partner('POST /partner/connection-test')).body).toMatchObject({ reached: true });
    const { files } = (await partner('GET /partner/ours')).body;
    for (const { test: name, form, content } of files)
      await partner('POST /partner/message-test', { act: 'judge', test: name, form, name: `${name}.json`, content });
    const { sent } = (await partner('POST /partner/test-message')).body;
    const got = server.received().at(-1)?.body ?? Buffer.alloc(0);
    const receipt = { act: 'acknowledge', id: sent.id, sha256: createHash('sha256').update(got).digest('hex') };
    expect((await partner('POST /partner/message-test', receipt)).body).toMatchObject({
      state: 'approval',
      missing: [],
    });
    const { digest } = (await partner('GET /partner/profile')).body;
    await partner('POST /partner/approve', { digest, name: 'Max Doe' });

    await quinn.signIn();
    const approval = { digest, signature: { meaning: 'approved' } };
    const { body } = await quinn.call('POST', '/api/onboardings/northwind/approve', approval);
    expect(body).toMatchObject({ state: 'live' });
    const inForce = await quinn.call('GET', '/api/partners/northwind');
    expect(inForce.body).toMatchObject({ standing: 'in-force', name: aFirmsProfile.name });

    // Its client is of no use for anything but that.
    for (const route of ['GET /epcis/events', 'GET /api/partners', 'GET /api/onboardings'])
      expect([route, (await partner(route)).status]).toEqual([route, 403]);
  }, 120_000);
}
