import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { type AtpIssuer, startAtpIssuer } from '../../../infra/local/sandbox/vrs/issuer.ts';
import { startResponderSandbox } from '../../../infra/local/sandbox/vrs/responder.ts';
import { call } from '../../../test/kit/call.ts';
import { aHouse, type House } from '../../../test/kit/delivery-world.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { giveTenant } from '../../../test/kit/give-tenant.ts';
import { startVrsWorld, type VrsWorld } from '../../../test/kit/vrs-world.ts';

const holder = 'did:web:wholesaler.example';
const YEAR = 365 * 86_400;
let world: VrsWorld;
let issuer: AtpIssuer;
let house: House;
let ownerGln: string;
let tenants = 0;
const open: { close(): Promise<void> }[] = [];
const now = () => world.needs.now().getTime();

beforeAll(async () => {
  world = await startVrsWorld();
  issuer = await startAtpIssuer({ port: 0, now });
  house = await aHouse(world.world);
  await house.produce();
  await giveTenant(world.world.table.db, house.tenant);
  ownerGln = (await world.needs.registry.tenant(house.tenant))?.gln ?? '';
  const at = world.needs.now();
  const issuers = [{ did: issuer.did, jwksUrl: issuer.jwksUrl }];
  const settings = { presents: false, demands: true, demandsOfResponders: false, issuers, updatedAt: '' };
  const entry = {
    at: at.toISOString(),
    by: 'quinn',
    home: house.tenant,
    act: 'vrs-settings-set',
    subject: 'vrs-settings',
  };
  await world.needs.settings.put(house.tenant, settings, at, auditPut(tables.registry, house.tenant, entry));
});
afterAll(async () => {
  await issuer.close();
  await world.stop();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

type Issue = Parameters<AtpIssuer['issue']>[1];

/** A wholesaler that holds a credential. */
async function aHolder(options: Issue = {}, by: AtpIssuer = issuer) {
  const asker = await world.asker(`atp-${++tenants}`);
  const { credential, key, index } = await by.issue(holder, options);
  asker.secret('atp', { holder, key, credential });
  await asker.settings({ secret: 'atp', presents: true });
  const atp = world.needs.atpOf(asker.tenant, await world.needs.settingsOf(asker.tenant));
  const corrUUID = '0b3e6a52-7777-4888-9999-000000000001';
  const audience = `https://id.gs1.org/417/${ownerGln}`;
  const present = async (to = audience) => (await atp.present(corrUUID, to))?.presentation;
  const verify = (presentation: string | undefined, asked = corrUUID) =>
    call(world.answers, 'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}', {
      tenant: asker.tenant,
      path: { gtin: house.gtin, lot: house.lot, serial: house.serials[0] ?? '' },
      query: { exp: '281231', reqGLN: asker.gln, corrUUID: asked },
      headers: presentation === undefined ? {} : { atpauthorization: presentation },
    });
  const judged = async (presentation: string | undefined, asked = corrUUID) => {
    const owner = world.needs.atpOf(house.tenant, await world.needs.settingsOf(house.tenant));
    const found = await owner.verify(presentation, { corrUUID: asked, audience });
    return 'problem' in found ? found.problem : 'accepted';
  };
  return { ...asker, index, present, verify, judged };
}

describe('our responder, where the owner demands a credential', () => {
  test('answers who shows one of a trusted issuer', async () => {
    const { present, verify } = await aHolder();
    expect(await verify(await present())).toMatchObject({ status: 200, body: { data: { verified: true } } });
  });

  test('takes a key that the issuer has just begun to use', async () => {
    const before = await aHolder();
    expect((await before.verify(await before.present())).status).toBe(200);
    await issuer.rollKey();
    world.world.forward(3_600_000);
    const { present, verify } = await aHolder();
    expect((await verify(await present())).status).toBe(200);
  });

  test.each<[string, Issue]>([
    ['expired', { until: -120 }],
    ['not-yet-valid', { from: 3_600, until: YEAR }],
    ['holder', { subject: 'did:web:somebody.example' }],
  ])('refuses one that is %s with 403 and no reason', async (problem, options) => {
    const { present, verify, judged } = await aHolder(options);
    const shown = await present();
    expect(await judged(shown)).toBe(problem);
    const { status, body } = await verify(shown);
    expect([status, body]).toEqual([403, 'the ATP credential is missing, expired, revoked or not valid']);
  });

  test('refuses who shows none, one for another responder, another question, or that was changed', async () => {
    const { present, verify, judged } = await aHolder();
    const shown = (await present()) ?? '';
    const [head, , signature] = shown.split('.');
    const claims = {
      ...JSON.parse(Buffer.from(shown.split('.')[1] ?? '', 'base64url').toString()),
      exp: 9_999_999_999,
    };
    const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${shown.split('.')[1]}.`;
    expect([
      await judged(undefined),
      await judged(await present('https://id.gs1.org/417/9521888000001')),
      await judged(forged),
      await judged(unsigned),
      await judged('x.y.z'),
      await judged(shown, '11111111-7777-4888-9999-000000000001'),
      await judged(shown),
    ]).toEqual(['missing', 'audience', 'signature', 'signature', 'malformed', 'correlation', 'accepted']);
    for (const bad of [undefined, forged]) expect((await verify(bad)).status).toBe(403);
    world.world.forward(900_000);
    expect(await judged(shown)).toBe('expired');
  });

  test('refuses one of an issuer that is not trusted, though it signs under a trusted name', async () => {
    const stranger = await startAtpIssuer({ port: 0, now });
    open.push(stranger);
    const { present, judged } = await aHolder({}, stranger);
    expect(await judged(await present())).toBe('signature');
  });

  test('refuses one that was revoked, once the status list that is kept is old', async () => {
    const { present, verify, judged, index } = await aHolder();
    expect(await judged(await present())).toBe('accepted');
    issuer.revoke(index);
    world.world.forward(600_000);
    expect([await judged(await present()), (await verify(await present())).status]).toEqual(['revoked', 403]);
  });

  test('is asked with the credential by tenants of this house too', async () => {
    const { verify: _, ...asker } = await aHolder();
    const pack = { gtin: house.gtin, lot: house.lot, serial: house.serials[0] ?? '', exp: '281231' };
    const ask = () => asker.ask('POST /api/verifications', { body: pack });
    expect((await ask()).body).toMatchObject({ outcome: 'verified' });
    await asker.settings({});
    expect((await ask()).body).toMatchObject({ outcome: 'not-permitted' });
  });
});

describe('a responder of others that demands a credential', () => {
  const gtin = '09521888000018';
  const pack = { gtin, lot: 'L1', serial: 'A1', exp: '281231' };

  test('is shown ours, and the evidence tells which', async () => {
    const asker = await aHolder();
    const trust = { did: issuer.did, jwksUrl: issuer.jwksUrl };
    const gln = '9521888000001';
    const responder = await startResponderSandbox({ port: 0, gln, permitted: [asker.gln], trust, now });
    open.push(responder);
    responder.load(gtin, 'L1', '281231', ['A1']);
    await asker.entry(gtin, { url: responder.url, gln });
    const ask = () => asker.ask('POST /api/verifications', { body: pack });
    expect((await ask()).body).toMatchObject({
      outcome: 'verified',
      evidence: [{ credential: `urn:atp:${asker.index}` }, { status: 200 }],
    });
    await asker.settings({ issuers: [trust], secret: 'atp', presents: true, demandsOfResponders: true });
    expect((await ask()).body).toMatchObject({
      outcome: 'responder-not-authorised',
      detail: expect.stringMatching(/^missing/),
    });
    await asker.settings({});
    expect((await ask()).body).toMatchObject({ outcome: 'not-permitted' });
  });
});
