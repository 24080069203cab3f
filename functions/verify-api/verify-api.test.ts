import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { getSettings, type VrsSettings } from '#common/store/vrs-settings.ts';
import { atpCredentials } from '#common/vrs/atp.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import type { RecallSubject } from '#shared/messages/recalls-api.ts';
import { refuse } from '#shared/refusal.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty, aTenant } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { masterWorld } from '../../test/kit/master-world.ts';
import { checkConnectivity, verifyPack } from './verify-pack.ts';

const glnOf = (digits: string) => digits + checkDigit(digits);
const { gln: ours } = aParty();
const { gln: wholesaler, party: wholesalersParty } = aParty('9521777');
/** Another place of the wholesaler's. */
const depot = aParty('9521777', 2);
const nobody = glnOf('952155500001');
/** Medico, a partner of every house. */
const strangerPartner = glnOf('952199900001');
const notListed = `0952132199999${checkDigit('0952132199999')}`;

let world: World;
let house: House;
beforeAll(async () => {
  world = await startWorld();
  house = await aHouse(world);
  await house.produce();
  const { db } = world.table;
  await giveTenant(db, house.tenant, aParty());
  const profile = aTenant({
    name: 'Wholesaler',
    kind: 'wholesaler',
    ...aParty('9521777'),
    companyPrefixes: ['9521777'],
  });
  await giveTenant(db, 'wholesaler', profile);
  await giveTenant(db, 'mallory', { ...aParty('9521666'), companyPrefixes: ['9521666'] });
});
afterAll(() => world.stop());

function api(route: string, more: Parameters<typeof call>[2], shown?: Partial<VrsSettings>) {
  const { needs: given, table } = world;
  const noSecrets = () => Promise.reject(new Refused(refuse('conflict', 'the secret does not exist')));
  const needs = {
    ...given,
    ...withheldIn(table.db),
    settingsOf: async (tenant: string) => ({ ...(await getSettings(table.db, tables.registry, tenant)), ...shown }),
    atpOf: atpCredentials({ ...given, credentials: noSecrets }),
    uuid: () => 'made-here',
  };
  const handler = httpHandler(
    {
      'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': { permission: 'packs:verify', endpoint: verifyPack(needs) },
      'GET /vrs/checkConnectivity': { permission: 'packs:verify', endpoint: checkConnectivity(needs) },
    },
    needs.registry.granted,
  );
  return call(handler, route, { tenant: 'wholesaler', role: 'partner-api', ...more });
}

const withheldIn = (db: World['table']['db']) => {
  const [cases, packs] = [dscsaCases(db, tables.deliveries), suspectPacks(db, tables.deliveries)];
  return { isWithheld: isWithheldBy({ suspectPacks: packs, cases }), exceptions: exceptions(db, tables.deliveries) };
};

type Texts = Record<string, string>;
interface Change {
  path?: Texts;
  query?: Texts;
  tenant?: string;
  role?: string;
}

const verify = ({ path = {}, query = {}, ...who }: Change = {}) =>
  api('GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}', {
    path: { gtin: house.gtin, lot: house.lot, serial: house.serials[0] ?? '', ...path },
    query: { exp: '281231', reqGLN: wholesaler, ...query },
    ...who,
  });
const data = async (change?: Change) => {
  const { body } = await verify(change);
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
};
const failed = (verificationFailureReason: string) => ({ verified: false, verificationFailureReason });

describe('verification of a pack', () => {
  test('answers as the standard says', async () => {
    const query = {
      linkType: 'verificationService',
      context: 'dscsaSaleableReturn',
      corrUUID: '0b3e6a52-7777-4888-9999-000000000001',
    };
    expect(await verify({ query })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'private, no-cache' },
      body: {
        verificationTimestamp: world.needs.now().toISOString(),
        responderGLN: ours,
        data: { verified: true },
        corrUUID: query.corrUUID,
      },
    });
  });

  test('is not answered, and not as a mistake of who asks, while the owner’s own credential is of no use', async () => {
    const route = 'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}';
    const path = { gtin: house.gtin, lot: house.lot, serial: house.serials[0] ?? '' };
    const asked = { path, query: { exp: '281231', reqGLN: wholesaler } };
    const told = await api(route, asked, { presents: true, secret: 'gone' });
    expect(told).toMatchObject({ status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(JSON.stringify(told.body)).not.toContain('secret');
  });

  test('makes a correlation id when none was sent', async () =>
    expect((await verify()).body).toMatchObject({ corrUUID: 'made-here' }));

  test.each<[string, Change]>([
    ['No_match_GTIN_Serial', { path: { serial: 'UNKNOWN1' } }],
    ['No_match_GTIN_Serial', { path: { serial: 'UNKNOWN1', lot: 'OTHER' }, query: { exp: '300101' } }],
    ['No_match_GTIN_Serial_Lot', { path: { lot: 'OTHER' } }],
    ['No_match_GTIN_Serial_Lot', { path: { lot: 'lot1' } }],
    ['No_match_GTIN_Serial_Expiry', { query: { exp: '281230' } }],
    ['No_match_GTIN_Serial_Lot_Expiry', { path: { lot: 'OTHER' }, query: { exp: '281230' } }],
  ])('fails with %s', async (reason, change) => expect(await data(change)).toEqual(failed(reason)));

  test('takes day 00 for the last of the month', async () =>
    expect(await data({ query: { exp: '281200' } })).toEqual({ verified: true }));

  test('fails without a reason for a pack that was destroyed', async () => {
    const [, serial = ''] = house.serials;
    const [, epc = ''] = house.packs;
    await happened(epc, 'destroying', 'destroyed', 'DELETE');
    expect(await data({ path: { serial } })).toEqual(failed('No_reason_provided'));
  });

  test('says that a pack is recalled', async () => {
    const [, , serial = ''] = house.serials;
    const [, , epc = ''] = house.packs;
    await happened(epc, 'holding', 'recalled', 'OBSERVE');
    expect(await data({ path: { serial } })).toEqual({ verified: true, additionalInfo: 'recalled' });
  });

  async function happened(epc: string, bizStep: string, disposition: string, action: 'DELETE' | 'OBSERVE') {
    const eventTime = '2026-03-01T09:50:00.000Z';
    await house.captured({
      type: 'ObjectEvent',
      action,
      epcList: [epc],
      eventTime,
      eventTimeZoneOffset: '+01:00',
      bizStep,
      disposition,
    });
  }

  test.each<[number, string, Change]>([
    [400, 'a GTIN of 13 digits', { path: { gtin: '9521321000018' } }],
    [400, 'a GTIN with a wrong check digit', { path: { gtin: '09521321000019' } }],
    [400, 'a serial of 21 characters', { path: { serial: 'A'.repeat(21) } }],
    [400, 'a lot with a character outside set 82', { path: { lot: 'LOT€' } }],
    [400, 'no expiry', { query: { exp: '' } }],
    [400, 'a month 13', { query: { exp: '281301' } }],
    [400, 'a 30th of February', { query: { exp: '280230' } }],
    [400, 'another link type', { query: { linkType: 'recallStatus' } }],
    [400, 'another context', { query: { context: 'curiosity' } }],
    [400, 'no requestor', { query: { reqGLN: '' } }],
    [400, 'a requestor that is no GLN', { query: { reqGLN: wholesaler.slice(1) } }],
    [400, 'a correlation id without end', { query: { corrUUID: 'x'.repeat(101) } }],
    [401, 'a requestor nobody knows', { query: { reqGLN: nobody } }],
    [403, 'another tenant in the place of the caller', { query: { reqGLN: ours } }],
    [403, 'a partner of the responder that the caller does not speak for', { query: { reqGLN: strangerPartner } }],
    [404, 'a GTIN that is not in the directory', { path: { gtin: notListed } }],
  ])('answers %i without JSON to %s', async (status, _, change) => {
    const answer = await verify(change);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('private, no-cache');
  });

  test('is answered to a partner through the tenant that speaks for it', async () =>
    expect((await verify({ tenant: house.tenant, query: { reqGLN: strangerPartner } })).status).toBe(200));

  test('is not answered to a tenant that declares another’s GLN as its own, or writes its party into master data', async () => {
    const asMallory = (reqGLN: string) => verify({ tenant: 'mallory', query: { reqGLN } });
    expect((await asMallory(wholesaler)).status).toBe(403);
    const { ask } = masterWorld(world.table, 'mallory');
    for (const claimed of [{ gln: wholesaler, party: wholesalersParty }, depot])
      expect(
        await ask('PUT /api/tenant', { body: aTenant({ ...claimed, companyPrefixes: ['9521666'] }) }),
      ).toMatchObject({
        status: 409,
        body: { at: '/gln', rule: expect.any(String), remedy: expect.stringContaining('your own GLN') },
      });
    for (const [id, party] of [
      ['wholesaler', wholesalersParty],
      ['depot', depot.party],
    ] as const)
      await approved(world.table.db, 'mallory', 'partner', id, {
        name: 'Wholesaler',
        party,
        channel: 'webhook',
        url: 'https://mallory.example/hook',
      });
    expect((await asMallory(wholesaler)).status).toBe(403);
    expect((await asMallory(depot.gln)).status).toBe(401);
    expect((await verify()).status).toBe(200);
  });

  test('is answered to those only whose role allows it', async () =>
    expect((await verify({ role: 'auditor' })).status).toBe(403));
});

describe('a connectivity check', () => {
  const check = (query: Texts) =>
    api('GET /vrs/checkConnectivity', { query: { gtin: house.gtin, reqGLN: wholesaler, ...query } });

  test('names the responder', async () =>
    expect(await check({ context: 'dscsaSaleableReturn' })).toMatchObject({
      status: 200,
      body: { responderGLN: ours },
    }));

  test.each<[number, Texts]>([
    [400, { gtin: '1' }],
    [400, { context: 'curiosity' }],
    [401, { reqGLN: nobody }],
    [403, { reqGLN: ours }],
    [404, { gtin: notListed }],
  ])('answers %i to %j', async (status, query) => expect((await check(query)).status).toBe(status));
});

describe('a pack that is recalled', () => {
  const signature = { by: 'quinn', meaning: 'recalled', at: '2026-03-01T10:00:00.000Z', authTime: 0, digest: '0' };
  const entry = (act: string, id: string) => ({
    at: signature.at,
    by: 'quinn',
    home: 'acme',
    act,
    subject: `recall ${id}`,
  });
  const recalled = (id: string, of: RecallSubject) => ({
    recall: id,
    gtin: house.gtin,
    of,
    level: 'pharmacy' as const,
    reason: 'glass particles',
    state: 'active' as const,
    signature,
  });

  test('is said to be, before the ledger has been told, until the recall is lifted', async () => {
    const { recalls } = world.needs;
    for (const [id, of] of [
      ['by-lot', { kind: 'lot', lot: house.lot }],
      ['by-unit', { kind: 'units', serials: [house.serials[0] ?? ''] }],
    ] as const) {
      const made = recalled(id, of.kind === 'units' ? { kind: 'units', serials: [...of.serials] } : of);
      await recalls.create(house.tenant, made, entry('recall-made', id));
      expect((await verify()).body).toMatchObject({ data: { verified: true, additionalInfo: 'recalled' } });
      await recalls.lift(house.tenant, made, { reason: 'it was a label', signature }, entry('recall-lifted', id));
      expect((await verify()).body).not.toHaveProperty('data.additionalInfo');
    }
  });
});
