import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OwnKey } from '#common/as2/decrypt-cms.ts';
import { tellDisposition } from '#common/as2/disposition.ts';
import { entityOf } from '#common/as2/message-head.ts';
import { isOpened, openMessage } from '#common/as2/open-message.ts';
import { readReceipt } from '#common/as2/read-receipt.ts';
import { sealMessage } from '#common/as2/seal-message.ts';
import { onboardingChannel } from '#shared/network/onboarding/profile.ts';
import type { OnboardingState } from '#shared/network/onboarding/states.ts';
import { adviceOf } from '#shared/network/onboarding/test-events.ts';
import { testFiles } from '#shared/network/onboarding/test-files.ts';
import { isRefusal } from '#shared/refusal.ts';
import { aFirmsProfile, anOnboarding, connected } from '../../test/kit/an-onboarding.ts';
import { approved } from '../../test/kit/approved.ts';
import { type As2World, startAs2World } from '../../test/kit/as2-world.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { receiveAs2 } from './receive-as2.ts';

let world: As2World;
let newcomer: OwnKey;
let stranger: OwnKey;
let house: Awaited<ReturnType<As2World['house']>>;
beforeAll(async () => {
  world = await startAs2World();
  [newcomer, stranger] = await Promise.all([signingCertificate('rsa'), signingCertificate('rsa')]);
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house(stranger, 'http://127.0.0.1:9/as2');
});

const AS2_ID = 'NEWCOMER';
const PARTNER = 'newcomer';

/** A partner that has set its channel, at a state. */
async function onItsWay(state: OnboardingState = 'message-test', partner = PARTNER, by = newcomer) {
  const { tenant } = house;
  const as2 = { id: AS2_ID, certificates: [by.certificate] };
  const channel = v.parse(onboardingChannel, { channel: 'as2', url: 'http://127.0.0.1:9/as2', as2 });
  const evidence = { connection: connected, files: [] };
  const row = anOnboarding({ tenant, partner, state, profile: aFirmsProfile, channel, evidence });
  const { version: _, entries: __, updatedAt: at, ...after } = row;
  const entry = { at, by: partner, act: 'put-channel', state } as const;
  const audit = { at, by: partner, home: tenant, act: 'onboarding-channel-set', subject: `onboarding ${partner}` };
  const stored = await world.needs.onboardings.commit({ before: undefined, after, entry, audit });
  return stored === 'moved' ? expect.fail('nobody else is at it') : stored;
}

/** The same partner as it is in force, under the same AS2 name. */
const isInForce = (certificate: string) =>
  approved(world.world.table.db, house.tenant, 'partner', PARTNER, {
    ...{ name: 'Newcomer', party: aFirmsProfile.party, channel: 'as2', url: 'http://127.0.0.1:9/as2' },
    as2: { id: AS2_ID, certificates: [certificate] },
  });

/** Files of its own system, by the case that each stands for. */
async function ownFiles(): Promise<ReadonlyMap<string, string>> {
  const receiver = (await world.needs.registry.tenant(house.tenant))?.party ?? '';
  const parties = { sender: aFirmsProfile.party, receiver, despatchAdvice: adviceOf(await row()) };
  const files = testFiles({ form: 'epcis-2.0-json' }, parties, '2026-03-01T10:00:00.000Z');
  return new Map(isRefusal(files) ? [] : files.map(({ test: name, content }) => [name, content]));
}
const row = async () => (await world.needs.onboardings.get(house.tenant, PARTNER)) ?? expect.fail('it was invited');
const shown = async () => (await row()).evidence.files.map(({ test: name, outcome, way }) => [name, outcome, way]);

async function send(content: string, by: OwnKey = newcomer, id = '<1@newcomer>') {
  const payload = { contentType: 'application/json', fileName: 'lot.json', body: Buffer.from(content) };
  const signer = { signer: by, hash: 'sha256' as const, at: new Date('2026-03-01T10:00:00Z') };
  const { headers: sealed, body } = sealMessage(payload, { compress: true, sign: signer });
  const wanted = 'signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256';
  const named = { 'as2-from': AS2_ID, 'as2-to': house.as2Id, 'message-id': id };
  const asked = { 'disposition-notification-to': 'a@newcomer', 'disposition-notification-options': wanted };
  const headers = { ...named, ...asked, ...sealed };
  const response = await fetch(world.door.url, { method: 'POST', headers, body: Buffer.from(body) });
  const answer = entityOf(Object.fromEntries(response.headers), Buffer.from(await response.arrayBuffer()));
  const opened = openMessage(answer, { keys: [], certificates: [house.certificate] });
  const receipt = isOpened(opened) ? readReceipt(opened.entity) : undefined;
  return { status: response.status, told: receipt && tellDisposition(receipt.disposition) };
}

describe('what a partner at its message test sends by AS2', () => {
  test('is receipted as any document, counts as its test files, and is kept nowhere', async () => {
    await onItsWay();
    const files = await ownFiles();
    for (const [name, content] of files)
      expect([name, await send(content, newcomer, `<${name}@newcomer>`)]).toEqual([
        name,
        { status: 200, told: 'processed' },
      ]);
    expect((await shown()).toSorted()).toEqual(
      [...files.keys()].map((name) => [name, name === 'golden' ? 'accepted' : name, 'as2']).toSorted(),
    );
    expect(await world.received(house.tenant)).toEqual([]);
    const golden = createHash('sha256')
      .update(files.get('golden') ?? '')
      .digest('hex');
    expect((await row()).evidence.files.find((one) => one.test === 'golden')?.sha256).toBe(golden);
  });

  test('counts for nothing where somebody else signed it', async () => {
    await onItsWay();
    const golden = (await ownFiles()).get('golden') ?? '';
    expect((await send(golden, stranger)).told).toMatch(/^processed\/error|^failed/);
    expect(await shown()).toEqual([]);
  });

  test.each(['connection-test', 'approval', 'withdrawn'] as const)('is that of a stranger at %s', async (state) => {
    await onItsWay(state);
    const { told } = await send((await ownFiles()).get('golden') ?? '');
    expect(told ?? 'told by nobody that can sign').not.toBe('processed');
    expect(await shown()).toEqual([]);
  });

  test('and does not tell the whole story is told in its profile as a golden file that failed', async () => {
    await onItsWay();
    const golden = ((await ownFiles()).get('golden') ?? '').replace('"shipping"', '"loading"');
    expect((await send(golden)).told).toBe('processed');
    expect(await shown()).toEqual([['golden', 'incomplete', 'as2']]);
    expect((await row()).state).toBe('message-test');
  });

  test('of a partner in force that comes on board anew is judged, and its documents are kept as ever', async () => {
    await onItsWay();
    await isInForce(newcomer.certificate);
    const golden = (await ownFiles()).get('golden') ?? '';
    expect((await send(golden)).told).toBe('processed');
    expect(await world.received(house.tenant)).toEqual([]);
    expect(await shown()).toEqual([['golden', 'accepted', 'as2']]);
    expect((await send('{"a": "document"}', newcomer, '<2@newcomer>')).told).toBe('processed');
    expect(await world.received(house.tenant)).toHaveLength(1);
    expect(await shown()).toHaveLength(1);
  });

  test('may be proved by the certificate that is to come into force, and a document may not', async () => {
    await onItsWay();
    await isInForce(stranger.certificate);
    expect((await send((await ownFiles()).get('golden') ?? '')).told).toBe('processed');
    expect(await shown()).toEqual([['golden', 'accepted', 'as2']]);
    expect((await send('{"a": "document"}', newcomer, '<2@newcomer>')).told).not.toBe('processed');
    expect(await world.received(house.tenant)).toEqual([]);
  });

  test('is its sender’s also where many others say that they have its name', async () => {
    const others = Array.from({ length: 12 }, (_, n) => `a-${String(n).padStart(2, '0')}`);
    for (const partner of others) await onItsWay('message-test', partner, stranger);
    await onItsWay();
    expect((await send((await ownFiles()).get('golden') ?? '')).told).toBe('processed');
    expect(await shown()).toEqual([['golden', 'accepted', 'as2']]);
  });

  test('is looked for once for all who write under a name within seconds', async () => {
    let asked = 0;
    const invitedAs: As2World['needs']['invitedAs'] = (...names) => {
      asked++;
      return world.needs.invitedAs(...names);
    };
    const receive = receiveAs2({ ...world.needs, invitedAs });
    const headers = { 'as2-from': 'NOBODY', 'as2-to': house.as2Id, 'message-id': '<1@x>', 'as2-version': '1.2' };
    for (let n = 0; n < 5; n++) await receive(headers, Buffer.from('x'));
    expect(asked).toBe(1);
  });
});
