import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { startDirectorySandbox } from '../../infra/local/sandbox/vrs/directory.ts';
import { type ResponderOptions, startResponderSandbox } from '../../infra/local/sandbox/vrs/responder.ts';
import { aHouse } from '../../test/kit/delivery-world.ts';
import { startVrsWorld, type VrsWorld } from '../../test/kit/vrs-world.ts';

const gtin = '09521888000018';
const gln = '9521888000001';
const pack = { gtin, lot: 'L/1', exp: '281231', serial: 'A+1' };
const isReturn = { ...pack, context: 'dscsaSaleableReturn' };

let world: VrsWorld;
let tenants = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startVrsWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const anAsker = () => world.asker(`vrs-${++tenants}`);
async function aResponder(permitted: readonly string[], options: Partial<ResponderOptions> = {}) {
  const now = () => world.needs.now().getTime();
  const made = await startResponderSandbox({ port: 0, gln, permitted, now, ...options });
  open.push(made);
  made.load(gtin, pack.lot, pack.exp, [pack.serial, 'A2']);
  made.recall(gtin, 'A2');
  return made;
}
async function pair(options: Partial<ResponderOptions> = {}) {
  const asker = await anAsker();
  const responder = await aResponder([asker.gln], options);
  await asker.entry(gtin, { url: responder.url, gln });
  return { ...asker, responder };
}
const broken = (kind: Fault): Partial<ResponderOptions> => ({ faults: [kind] });

describe('a pack of another manufacturer', () => {
  test('is verified by its responder, with the bytes of both sides', async () => {
    const { verify, show, responder, gln: ours } = await pair();
    const { status, body } = await verify(pack);
    expect([status, body]).toMatchObject([
      200,
      {
        outcome: 'verified',
        state: 'answered',
        answeredBy: 'responder',
        responderGLN: gln,
        meaning: expect.any(String),
      },
    ]);
    expect(body['evidence']).toMatchObject([{ direction: 'sent' }, { direction: 'answered', status: 200 }]);
    const sent = String((await show(body['id'], { evidence: '0' })).text);
    expect(sent).toContain(
      `/verify/gtin/${gtin}/lot/L%2F1/ser/A%2B1?exp=281231&linkType=verificationService&reqGLN=${ours}`,
    );
    expect(String((await show(body['id'], { evidence: '1' })).text)).toContain('"verified":true');
    expect(responder.asked).toHaveLength(1);
  });

  test('is read from the code as it is scanned, typed or linked', async () => {
    const { verify } = await pair();
    const codes = [
      `01${gtin}21A+1\u001d1728123110L/1`,
      `(01)${gtin}(21)A+1(17)281231(10)L/1`,
      `https://id.example/01/${gtin}/10/L%2F1/21/A%2B1?17=281231`,
    ];
    for (const code of codes) expect((await verify({ code })).body).toMatchObject({ outcome: 'verified', lot: 'L/1' });
    expect(await verify({ code: `01${gtin}21A1` })).toMatchObject({ status: 400, body: { at: '/code' } });
    expect(await verify({ gtin, lot: 'L1' })).toMatchObject({ status: 400 });
    expect(await verify({ ...pack, exp: '281301' })).toMatchObject({ status: 400, body: { at: '/exp' } });
  });

  test.each([
    ['recalled', undefined, { serial: 'A2' }],
    ['not-verified', 'No_match_GTIN_Serial', { serial: 'NONE' }],
    ['not-verified', 'No_match_GTIN_Serial_Lot_Expiry', { lot: 'X', exp: '281230' }],
  ])('is told to be %s %s', async (outcome, reason, change) => {
    const { verify } = await pair();
    const { body } = await verify({ ...isReturn, ...change });
    expect(body).toMatchObject({ outcome, state: 'answered', ...(reason && { reason }) });
  });
});

describe('what goes wrong in between', () => {
  test.each<[string, Fault]>([
    ['a connection that breaks', { kind: 'refuse', on: 'verify', from: 1, count: 1 }],
    ['an answer that breaks off', { kind: 'truncate', on: 'verify', from: 1, count: 1 }],
    ['a page of HTML', { kind: 'html', on: 'verify', from: 1, count: 1 }],
    ['an answer to another question', { kind: 'wrong-id', on: 'verify', from: 1, count: 1 }],
    ['504', { kind: 'status', status: 504, on: 'verify', from: 1, count: 1 }],
  ])('%s is asked over once at once', async (_, fault) => {
    const { verify } = await pair(broken(fault));
    const { body } = await verify(pack);
    expect(body).toMatchObject({ outcome: 'verified' });
  });

  test.each<[string, Fault, string]>([
    ['HTML', { kind: 'html', on: '*', rate: 1 }, 'answer-unusable'],
    ['another corrUUID', { kind: 'wrong-id', on: '*', rate: 1 }, 'answer-unusable'],
    ['503', { kind: 'status', status: 503, on: '*', rate: 1 }, 'responder-unavailable'],
    ['400', { kind: 'status', status: 400, on: '*', rate: 1 }, 'request-refused'],
    ['401', { kind: 'status', status: 401, on: '*', rate: 1 }, 'requestor-unknown'],
    ['403', { kind: 'status', status: 403, on: '*', rate: 1 }, 'not-permitted'],
    ['404', { kind: 'status', status: 404, on: '*', rate: 1 }, 'not-found-in-directory'],
  ])('%s for good is told as what it is, and never as verified', async (_, fault, outcome) => {
    const { verify } = await pair(broken(fault));
    const { status, body } = await verify(pack);
    expect([status, body]).toMatchObject([200, { outcome, state: 'unanswered', remedy: expect.any(String) }]);
  });

  test('a return is asked for again until the responder is back', async () => {
    const from = world.needs.now().getTime();
    const { verify, show, bringOn } = await pair({ maintenance: { from, until: from + 3 * 3_600_000 } });
    const { status, body } = await verify(isReturn);
    expect([status, body]).toMatchObject([202, { state: 'open', outcome: 'responder-unavailable' }]);
    await bringOn(24);
    expect((await show(body['id'])).body).toMatchObject({ state: 'answered', outcome: 'verified' });
  });

  test('a return that nobody answers stands before a person two hours before its day is over, who retries and closes it', async () => {
    const { verify, show, bringOn, ask } = await pair(broken({ kind: 'status', status: 503, on: '*', rate: 1 }));
    const id = String((await verify(isReturn)).body['id']);
    const path = { id };
    const body = { reason: 'they say it is mended' };
    expect((await ask('POST /api/verifications/{id}/retry', { path, body })).status).toBe(409);
    expect(await bringOn(30)).toBeGreaterThan(15);
    const { body: late } = await show(id);
    expect(late).toMatchObject({ state: 'needs-person', outcome: 'responder-unavailable' });
    const left = Date.parse(String(late['deadline'])) - Date.parse(String(late['updatedAt']));
    expect(left / 60_000).toBeGreaterThan(118);
    expect(left / 60_000).toBeLessThanOrEqual(120);
    expect((await ask('POST /api/verifications/{id}/retry', { path, body })).status).toBe(202);
    await bringOn(30);
    expect((await show(id)).body).toMatchObject({ state: 'needs-person' });
    const closed = await ask('POST /api/verifications/{id}/close', { path, body });
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed', closed: body } });
    expect((await ask('POST /api/verifications/{id}/close', { path, body })).status).toBe(200);
    const other = { reason: 'for another reason' };
    expect((await ask('POST /api/verifications/{id}/close', { path, body: other })).status).toBe(409);
    const found = await ask('GET /api/verifications', { query: { state: 'closed' } });
    expect(found.body['verifications']).toMatchObject([{ id }]);
  });

  test('with faults by chance every return ends answered, by the seed', async () => {
    const often = { on: 'verify', rate: 0.15 };
    const faults: Fault[] = [
      { kind: 'refuse', ...often },
      { kind: 'truncate', ...often },
      { kind: 'no-answer', ...often },
      { kind: 'html', ...often },
      { kind: 'wrong-id', ...often },
    ];
    const { verify, bringOn, ask } = await pair({ faults, seed: 7 });
    for (let n = 0; n < 12; n++) await verify(isReturn);
    await bringOn(24);
    const { body } = await ask('GET /api/verifications');
    const told = Array.isArray(body['verifications']) ? body['verifications'] : [];
    expect(told.map(({ outcome, state }) => `${outcome} ${state}`)).toEqual(Array(12).fill('verified answered'));
  });
});

describe('the look-up directory', () => {
  test('leads by the closest entry that is valid, and a person’s word stands', async () => {
    const asker = await anAsker();
    const responder = await aResponder([asker.gln]);
    const elsewhere = { url: 'http://127.0.0.1:9', gln };
    await asker.entry('9521888', { url: responder.url, gln });
    await asker.entry('9521', elsewhere);
    await asker.entry(gtin, { ...elsewhere, validUntil: '2026-01-01T00:00:00Z' });
    expect((await asker.verify(pack)).body).toMatchObject({ outcome: 'verified' });
    expect(await asker.entry('09521888000019', elsewhere)).toMatchObject({ status: 400 });
    const gone = await asker.ask('DELETE /api/vrs/directory/{of}', { path: { of: '9521888' } });
    const { body } = await asker.ask('GET /api/vrs/directory');
    expect([gone.status, body['entries']]).toMatchObject([204, [{ of: gtin }, { of: '9521' }]]);
  });

  test.each<[string, object, string]>([
    [
      'that ends before it begins',
      { validFrom: '2027-01-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      '/validUntil',
    ],
    ['into a private network', { url: 'https://10.0.0.1/x' }, '/url'],
    ['without TLS', { url: 'http://responder.example/x' }, '/url'],
  ])('takes no entry %s', async (_, change, at) => {
    const asker = await anAsker();
    const entry = { url: 'https://responder.example', gln, ...change };
    expect(await asker.entry(gtin, entry)).toMatchObject({ status: 400, body: { at } });
    expect(await asker.settings({ directoryUrl: 'https://169.254.169.254' })).toMatchObject({
      status: 400,
      body: { at: '/directoryUrl' },
    });
  });

  test('gives an entry that comes back a later version', async () => {
    const asker = await anAsker();
    const put = async () =>
      Number((await asker.entry(gtin, { url: 'https://responder.example', gln })).body['version']);
    const versions = [await put(), await put()];
    await asker.ask('DELETE /api/vrs/directory/{of}', { path: { of: gtin } });
    world.forward(1_000);
    versions.push(await put());
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  });

  test('is fetched page by page, and asked once more where it is out of date', async () => {
    const asker = await anAsker();
    const [old, responder] = [await aResponder([asker.gln]), await aResponder([asker.gln])];
    old.forget(gtin);
    const directory = await startDirectorySandbox({ port: 0, perPage: 2 });
    open.push(directory);
    for (let n = 0; n < 5; n++) directory.set(`95219${n}`, { url: old.url, gln });
    directory.remove('952191');
    directory.set('9521888', { url: old.url, gln });
    await asker.settings({ directoryUrl: directory.url });
    await asker.fetch();
    const { body } = await asker.ask('GET /api/vrs/directory');
    expect(body['entries']).toHaveLength(5);
    expect((await asker.verify(pack)).body).toMatchObject({ outcome: 'not-found-in-directory' });
    directory.stale(true);
    directory.set(gtin, { url: responder.url, gln });
    expect((await asker.verify(pack)).body).toMatchObject({ outcome: 'not-found-in-directory' });
    directory.stale(false);
    expect((await asker.verify(pack)).body).toMatchObject({ outcome: 'verified', responderUrl: responder.url });
  });

  test('that does not answer is no proof that nobody answers for a pack', async () => {
    const asker = await anAsker();
    const directory = await startDirectorySandbox({ port: 0 });
    await directory.close();
    await asker.settings({ directoryUrl: directory.url });
    expect((await asker.verify(isReturn)).body).toMatchObject({ state: 'open', outcome: 'responder-unavailable' });
  });
});

describe('a pack of a tenant of this house', () => {
  test('is answered from the repository, its own and those of others', async () => {
    const house = await aHouse(world.world);
    await house.produce();
    const asker = await anAsker();
    const known = { gtin: house.gtin, lot: house.lot, exp: '281231', serial: house.serials[0] ?? '' };
    const owned = await world.needs.registry.ownerOfGtin(house.gtin);
    expect(owned).toBe(house.tenant);
    expect((await asker.verify(known)).body).toMatchObject({
      outcome: 'verified',
      answeredBy: 'repository',
      evidence: [],
    });
    const { body } = await asker.verify({ ...known, lot: 'OTHER' });
    expect(body).toMatchObject({ outcome: 'not-verified', reason: 'No_match_GTIN_Serial_Lot' });
  });
});
