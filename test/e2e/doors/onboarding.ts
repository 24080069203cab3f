import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, quality } from '../../../infra/local/demo/facts.ts';
import { type Person, personOf } from '../../../infra/local/demo/person.ts';
import { epcisDocument } from '../../../shared/epcis/write-json.ts';
import { commissionEvent } from '../../../shared/trace/commission.ts';
import { shipEvent } from '../../../shared/trace/ship.ts';
import { aFirmsProfile } from '../../kit/an-onboarding.ts';
import type { Product } from '../../kit/product.ts';
import { startReceiver } from '../../kit/receiver.ts';
import { type InvitedPartner, invitedPartner } from './invited-partner.ts';

const patient = { timeout: 60_000, interval: 200 };
const inbound = v.object({ documentId: v.string() });
const result = v.object({ state: v.string() });
const deliveries = v.object({
  deliveries: v.array(v.looseObject({ state: v.string(), failure: v.optional(v.string()) })),
});

/** A pallet of one firm, made and shipped to another; the document by which it is told. */
function palletSent(sscc: string, from: { party: string; place: string }, to: string): object {
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const place = { readPoint: from.place, offset: '+00:00' };
  const made = commissionEvent({ epcs: [sscc], at: at(20), ...place, bizLocation: from.place });
  const sent = shipEvent({ epcs: [sscc], at: at(10), ...place, from: from.party, to });
  return epcisDocument([made, sent], { creationDate: at(0) });
}

interface Both {
  readonly running: () => Product;
  readonly server: () => Awaited<ReturnType<typeof startReceiver>>;
  /** One of ours, who approves. */
  readonly quinn: () => Person;
  /** Once it has taken up its link. */
  partner: InvitedPartner;
}

/** Through the gateway, with the functions as they are deployed: a partner that has a link, and a server of its own. */
export function onboardings(running: () => Product, data: string): void {
  let server: Awaited<ReturnType<typeof startReceiver>>;
  let quinn: Person;
  beforeAll(async () => {
    server = await startReceiver();
    quinn = personOf(running().url, data, quality.username);
  });
  afterAll(() => server.stop());
  const partner = () => Promise.reject(new Error('no partner has come on board'));
  const here: Both = { running, server: () => server, quinn: () => quinn, partner };
  comesOnBoard(here);
  exchangesDocuments(here);
}

function comesOnBoard(here: Both): void {
  const { running, server, quinn } = here;
  test('a partner that has nothing but a link comes on board by script, and is in force once a second person approved it', async () => {
    const invited = await running().fetch('/api/partners/northwind/invitation', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const partner = await invitedPartner(Object(await invited.json()).link);
    here.partner = partner;

    await partner('PUT /partner/profile', aFirmsProfile);
    await partner('PUT /partner/channel', { channel: 'webhook', url: server().url('epcis') });
    expect((await partner('POST /partner/connection-test')).body).toMatchObject({ reached: true });
    const { files, despatchAdvice } = (await partner('GET /partner/ours')).body;
    for (const { test: name, form, content: example } of files) {
      const content = example.replaceAll('TEST-ASN', despatchAdvice);
      await partner('POST /partner/message-test', { act: 'judge', test: name, form, name: `${name}.json`, content });
    }
    const { sent } = (await partner('POST /partner/test-message')).body;
    const got = server().received().at(-1)?.body ?? Buffer.alloc(0);
    const receipt = { act: 'acknowledge', id: sent.id, sha256: createHash('sha256').update(got).digest('hex') };
    expect((await partner('POST /partner/message-test', receipt)).body).toMatchObject({
      state: 'approval',
      missing: [],
    });
    const { digest } = (await partner('GET /partner/profile')).body;
    await partner('POST /partner/approve', { digest, name: 'Max Doe' });

    await quinn().signIn();
    const approval = { digest, signature: { meaning: 'approved' } };
    const { body } = await quinn().call('POST', '/api/onboardings/northwind/approve', approval);
    expect(body).toMatchObject({ state: 'live' });
    const inForce = await quinn().call('GET', '/api/partners/northwind');
    expect(inForce.body).toMatchObject({ standing: 'in-force', name: aFirmsProfile.name });

    // Its client is of no use for anything but that.
    for (const route of ['GET /epcis/events', 'GET /api/partners', 'GET /api/onboardings'])
      expect([route, (await partner(route)).status]).toEqual([route, 403]);
  }, 120_000);
}

function exchangesDocuments(here: Both): void {
  const { running, server, quinn } = here;
  const ship = async (sscc: string) => {
    const from = { party: acme.profile.party, place: 'urn:epc:id:sgln:9521321.00001.0' };
    const body = JSON.stringify(palletSent(sscc, from, aFirmsProfile.party));
    const headers = { 'content-type': 'application/json' };
    expect((await running().fetch('/epcis/capture', { method: 'POST', headers, body })).status).toBe(202);
  };
  const arrived = (text: string) =>
    server()
      .received()
      .some(({ body }) => body.toString().includes(text));

  test('a partner in force is told what is shipped to it, and tells what it ships', async () => {
    await ship('urn:epc:id:sscc:9521321.0770000001');
    await expect.poll(() => arrived('9521321.0770000001'), patient).toBe(true);

    const from = { party: aFirmsProfile.party, place: 'urn:epc:id:sgln:9529999.00001.0' };
    const document = palletSent('urn:epc:id:sscc:9529999.0770000001', from, acme.profile.party);
    const sent = await here.partner('POST /api/inbound-documents?fileName=one.json', document);
    expect(sent.status).toBe(202);
    const { documentId } = v.parse(inbound, sent.body);
    const told = async () =>
      v.parse(result, (await here.partner(`GET /api/inbound-documents/${documentId}/result`)).body);
    await expect.poll(told, patient).toMatchObject({ state: 'accepted' });
    const unit = `/api/units/${encodeURIComponent('urn:epc:id:sscc:9529999.0770000001')}`;
    expect((await running().fetch(unit)).status).toBe(200);
  }, 120_000);

  test('while the partnership is suspended nothing goes or comes, and what waited goes on once it is resumed', async () => {
    const reason = 'licence is checked';
    await quinn().call('POST', '/api/onboardings/northwind/suspend', { reason });
    await ship('urn:epc:id:sscc:9521321.0770000002');
    const due = async () => {
      const found = await running().fetch('/api/deliveries?partner=northwind&state=due');
      return v.parse(deliveries, await found.json()).deliveries;
    };
    await expect.poll(due, patient).toMatchObject([{ failure: expect.stringContaining(`suspended since`) }]);
    const from = { party: aFirmsProfile.party, place: 'urn:epc:id:sgln:9529999.00001.0' };
    const document = palletSent('urn:epc:id:sscc:9529999.0770000002', from, acme.profile.party);
    expect((await here.partner('POST /api/inbound-documents?fileName=two.json', document)).status).toBe(403);
    expect(arrived('9521321.0770000002')).toBe(false);
    await quinn().call('POST', '/api/onboardings/northwind/resume', { reason: 'it holds' });
    await expect.poll(() => arrived('9521321.0770000002'), patient).toBe(true);
  }, 120_000);
}
