import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type IntakeOptions, startIntakeSandbox } from '../../infra/local/sandbox/fda/intake.ts';
import { aSigned, because, type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';

let world: DscsaWorld;
let houses = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startDscsaWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const HOUR_MS = 3_600_000;
const whatOf = ({ body }: { body: Readonly<Record<string, unknown>> }) => {
  const history = body['history'];
  return Array.isArray(history) ? history.map((one) => String(Object(one).what)) : [];
};

async function aHouse(options: Partial<IntakeOptions> = {}) {
  const now = () => world.needs.now().getTime();
  const intake = await startIntakeSandbox({ port: 0, now, decidesAfterMs: HOUR_MS / 6, ...options });
  open.push(intake);
  const house = await world.house(`fda-${++houses}`, { intakeUrl: intake.url });
  return { ...house, intake };
}

describe('suspect product', () => {
  test('of a failed verification goes its way to the end of the notice at FDA', async () => {
    const { suspect, move, on, sign, show, bringOn, ask, intake, tenant } = await aHouse();
    const pack = { gtin: '09521888000018', lot: 'LOT1', serial: 'NONE', exp: '281231' };
    const at = world.needs.now();
    const row = { tenant, id: 'v1', ...pack, reqGLN: '1', corrUUID: '2', by: 'ada', attempts: 1, evidence: [] };
    const times = { createdAt: at.toISOString(), updatedAt: at.toISOString() };
    await world.needs.verifications.begin({ ...row, state: 'answered', outcome: 'not-verified', ...times }, at);
    const { id, body } = await suspect({ origin: { kind: 'verification', id: 'v1' }, packs: [] });
    expect(body).toMatchObject({ state: 'opened', suspect: { packs: [pack] } });
    expect(await world.needs.suspectPacks.casesOf(tenant, pack)).toEqual([id]);
    const decision = { reason: because, signature: aSigned, partners: ['medico'] };
    const condemn = { outcome: 'illegitimate', classification: 'counterfeit', ...decision };
    expect(await on(id)('determine', condemn)).toMatchObject({
      status: 409,
      body: { at: '/outcome', remedy: 'what fits now: POST …/move (quarantine)' },
    });
    await move(id, 'quarantine');
    expect(await move(id, 'end')).toMatchObject({ status: 409, body: { at: '/act' } });
    await move(id, 'investigate');
    const { body: determined } = await on(id)('determine', condemn);
    const determinedAt = String(Object(Object(determined['suspect']).determined).at);
    const due = new Date(Date.parse(determinedAt) + 24 * HOUR_MS).toISOString();
    expect(determined).toMatchObject({ state: 'illegitimate', clock: { due } });
    const form = String(Object(determined['suspect']).form);
    expect((await show(form)).body).toMatchObject({ kind: 'form-3911', state: 'drafted', clock: { due } });

    expect(await sign(form, 'termination')).toMatchObject({ status: 409 });
    expect(await sign(form)).toMatchObject({ status: 202, body: { state: 'sending' } });
    await bringOn(0.1);
    expect((await show(form)).body).toMatchObject({ state: 'submitted', clock: { metAt: expect.any(String) } });
    await bringOn(1);
    const { body: acknowledged } = await show(form);
    const incident = String(Object(acknowledged['form']).incident);
    expect([acknowledged['state'], incident]).toEqual(['acknowledged', expect.stringMatching(/^DN-/)]);

    const told = (about: string, more = {}) =>
      on(id)('notices', { partner: 'medico', how: 'by letter', about, ...more });
    expect(await told('termination')).toMatchObject({ status: 409, body: { at: '/about' } });
    const early = new Date(Date.parse(determinedAt) - 1).toISOString();
    expect(await told('determination', { at: early })).toMatchObject({ status: 400, body: { at: '/at' } });
    await told('determination');
    expect((await show(id)).body).toMatchObject({ clock: { metAt: expect.any(String) } });
    expect(await on(id)('notices', { partner: 'medico', how: 'again' })).toMatchObject({ status: 409 });
    expect(await move(id, 'end')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('acknowledged'), remedy: expect.stringContaining('form (termination)') },
    });

    await sign(form, 'follow-up', { description: 'Five more packs were found.' });
    await bringOn(1);
    await sign(form, 'termination', { description: 'All packs are destroyed.' });
    await bringOn(1);
    expect((await show(form)).body).toMatchObject({ state: 'terminated', ended: true });
    expect(await move(id, 'end')).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('termination') },
    });
    await told('termination');
    expect((await move(id, 'end')).body).toMatchObject({ state: 'ended' });
    expect(intake.notices().map(({ type, incident }) => [type, incident])).toEqual([
      ['initial', undefined],
      ['follow-up', incident],
      ['termination', incident],
    ]);
    const { body: listed } = await ask('GET /api/dscsa/cases', { query: { kind: 'suspect' } });
    expect(listed['cases']).toMatchObject([{ id, state: 'ended' }]);
  });

  test('is moved and determined as it was seen: who decides upon an older state is told so', async () => {
    const { suspect, on, show } = await aHouse();
    const { id, body } = await suspect();
    const seen = body['version'];
    const quarantined = await on(id)('move', { act: 'quarantine', reason: because, version: seen });
    expect(quarantined).toMatchObject({ status: 200, body: { state: 'quarantined' } });
    // The very same again has been done.
    expect(await on(id)('move', { act: 'quarantine', reason: because, version: seen })).toMatchObject({ status: 200 });
    const late = { status: 409, body: { at: '/version', detail: expect.stringContaining('it is quarantined') } };
    expect(await on(id)('move', { act: 'investigate', reason: because, version: seen })).toMatchObject(late);
    const cleared = { outcome: 'cleared', reason: because, signature: aSigned };
    expect(await on(id)('determine', { ...cleared, version: seen })).toMatchObject(late);
    const { version } = (await show(id)).body;
    expect(await on(id)('determine', { ...cleared, version })).toMatchObject({ body: { state: 'cleared' } });
  });

  test('that is cleared, signed, has no form and no clock', async () => {
    const { suspect, move, on, ask } = await aHouse();
    const { id } = await suspect();
    await move(id, 'quarantine');
    const { body } = await on(id)('determine', { outcome: 'cleared', reason: because, signature: aSigned });
    expect(body).toMatchObject({
      state: 'cleared',
      ended: true,
      suspect: { determined: { signature: { by: 'ada' } } },
    });
    const { body: listed } = await ask('GET /api/dscsa/cases', { query: { kind: 'form-3911' } });
    expect(listed['cases']).toEqual([]);
  });

  test.each<[string, object, number, string]>([
    ['without a classification', { classification: undefined }, 400, '/classification'],
    ['tomorrow', { at: '2027-01-01T00:00:00Z' }, 400, '/at'],
    ['with partners that nobody knows', { partners: ['nobody'] }, 404, '/partners/0'],
    ['without a reason', { reason: 'bad' }, 400, '/reason'],
    ['cleared as of a class', { outcome: 'cleared' }, 400, '/classification'],
    [
      'cleared with partners to be told',
      { outcome: 'cleared', classification: undefined, partners: ['medico'] },
      400,
      '/partners',
    ],
  ])('is not determined %s', async (_, change, status, at) => {
    const { suspect, move, on } = await aHouse();
    const { id } = await suspect();
    await move(id, 'quarantine');
    const asked = { outcome: 'illegitimate', classification: 'stolen', reason: because, signature: aSigned };
    expect(await on(id)('determine', { ...asked, ...change })).toMatchObject({ status, body: { at } });
  });

  test('of an exception names all of its things, containers too, or is refused', async () => {
    const { suspect, tenant } = await aHouse();
    const opened = async (subject: string, epcs: string[], packs: object[] = []) => {
      const finding = { rule: 'not-verified' as const, subject, epcs, eventIds: [], detail: 'it did not verify' };
      const [id] = await world.needs.exceptions.open(tenant, [finding], 'c1', world.needs.now());
      return suspect({ origin: { kind: 'exception', id }, packs });
    };
    const epc = (n: number) => `https://id.gs1.org/01/09521321543218/21/S${n}`;
    const pallet = 'https://id.gs1.org/00/095213210000000013';
    expect((await opened('a', [epc(1), pallet])).body).toMatchObject({
      suspect: { packs: [{ serial: 'S1' }], others: [pallet] },
    });
    const many = Array.from({ length: 499 }, (_, n) => ({ gtin: '09521321543218', serial: `T${n}` }));
    expect(await opened('b', [epc(2), pallet], many)).toMatchObject({ status: 413, body: { at: '/packs' } });
  });

  test('names the product, and what it came from', async () => {
    const { suspect } = await aHouse();
    expect(await suspect({ packs: [] })).toMatchObject({ status: 400, body: { at: '/packs' } });
    const origin = { kind: 'verification', id: 'none' };
    expect(await suspect({ origin })).toMatchObject({ status: 404, body: { at: '/origin/id' } });
  });
});

describe('the 24 hours of a determination', () => {
  test('call people four hours before they are over and once more when they are, for both duties', async () => {
    const { condemned, show, bringOn, ask } = await aHouse();
    const { suspect, form } = await condemned({ partners: ['medico'] });
    await bringOn(30);
    for (const id of [suspect, form]) {
      const told = await show(id);
      const called = whatOf(told).filter((what) => what.startsWith('deadline'));
      expect(called).toEqual(['deadline-warned', 'deadline-missed']);
      const { due, warnedAt, missedAt } = Object(Object(told.body).clock);
      expect(Date.parse(due) - Date.parse(warnedAt)).toBe(4 * HOUR_MS);
      expect(missedAt).toBe(due);
    }
    const { body } = await ask('GET /api/dscsa/cases', { query: { dueBefore: '2027-01-01T00:00:00+01:00' } });
    expect(body['cases']).toHaveLength(2);
  });

  test('run from the determination, not from when it was written down', async () => {
    const { condemned, show } = await aHouse();
    const at = new Date(world.needs.now().getTime() - 23 * HOUR_MS).toISOString();
    const { form } = await condemned({ at });
    const due = new Date(Date.parse(at) + 24 * HOUR_MS).toISOString();
    expect((await show(form)).body).toMatchObject({ clock: { due } });
  });
});
