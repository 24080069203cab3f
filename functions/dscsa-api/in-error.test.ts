import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startIntakeSandbox } from '../../infra/local/sandbox/fda/intake.ts';
import { aNotice, aSigned, because, type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';

let world: DscsaWorld;
let houses = 0;
beforeAll(async () => {
  world = await startDscsaWorld();
});
afterAll(() => world.stop());

const DAY_MS = 86_400_000;
const signed = { reason: because, signature: aSigned };

/** A house whose notices are mailed, with product that was determined to be illegitimate. */
async function aHouse(settings: object = {}) {
  const house = await world.house(`error-${++houses}`, settings);
  const { suspect, form } = await house.condemned({ partners: ['medico'] });
  const tell = (what: string, more = {}) => house.on(form)('told', { what, how: 'by mail', ...more });
  const withdraw = (reason = because) => house.on(form)('withdrawal', { ...signed, reason });
  const stand = async () => {
    const { body } = await house.show(form);
    return [body['state'], Object(body['form']).incident, Object(body['clock']).metAt !== undefined];
  };
  return { ...house, suspect, form, tell, withdraw, stand };
}

describe('an incident number', () => {
  test('that was mistyped is corrected, signed, and quoted from then on', async () => {
    const { sign, tell, on, form, show } = await aHouse();
    const correct = (incident: string) => on(form)('incident', { incident, ...signed });
    expect(await correct('DN-8')).toMatchObject({ status: 409, body: { at: '/incident' } });
    await sign(form);
    await tell('answered', { incident: 'DN-7' });
    const { body } = await correct('DN-8');
    expect(body).toMatchObject({ state: 'acknowledged', form: { incident: 'DN-8' } });
    expect(await correct('DN-8')).toMatchObject({ status: 200 });
    const { history } = Object((await show(form)).body);
    expect(history.at(-1)).toMatchObject({
      what: 'incident-corrected',
      detail: `DN-8 in place of DN-7: ${because}`,
      signature: { by: 'ada' },
    });
    await sign(form, 'follow-up');
    expect(await correct('DN-9')).toMatchObject({ status: 409 });
    expect(await tell('answered', { incident: 'DN-7' })).toMatchObject({ status: 409 });
    expect(await tell('answered', { incident: 'DN-8' })).toMatchObject({ status: 200 });
  });
});

describe('a notice', () => {
  test('is taken back step by step: that FDA answered, that it was mailed, that it was signed, that it is due', async () => {
    const { sign, tell, withdraw, stand, form, show } = await aHouse();
    await sign(form);
    await tell('mailed');
    await tell('answered', { incident: 'X' });
    expect(await stand()).toEqual(['acknowledged', 'X', true]);
    await withdraw('FDA has not answered');
    expect(await stand()).toEqual(['submitted', undefined, true]);
    await withdraw('it was never mailed');
    expect(await stand()).toEqual(['drafted', undefined, false]);
    expect(await sign(form)).toMatchObject({ status: 202 });
    await tell('mailed');
    await withdraw('it still lies here');
    expect(await stand()).toEqual(['sending', undefined, false]);
    expect((await tell('mailed')).body).toMatchObject({ state: 'submitted' });
    await withdraw('it still lies here, too');
    await withdraw('the product is another');
    await withdraw('there is nothing to be told');
    const { body } = await show(form);
    expect(body).toMatchObject({ state: 'withdrawn', ended: true, clock: { stoppedAt: expect.any(String) } });
    expect(await withdraw('once more than that')).toMatchObject({ status: 409 });
  });

  test('that FDA has is followed up, or its termination requested', async () => {
    const { sign, tell, withdraw, form, stand, move } = await aHouse();
    await sign(form);
    await tell('answered', { incident: 'DN-7' });
    await sign(form, 'termination');
    await withdraw('it is too early for that');
    expect(await stand()).toEqual(['acknowledged', 'DN-7', true]);
    expect(await withdraw('FDA should forget it')).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('form (follow-up)') },
    });
    expect(await move(form, 'withdraw')).toMatchObject({ status: 409, body: { remedy: 'POST …/withdrawal' } });
  });

  test('of product that was determined in error lets it be cleared, when whoever was told knows', async () => {
    const { suspect, withdraw, on, move } = await aHouse();
    const clear = () => on(suspect)('determine', { outcome: 'cleared', ...signed });
    const told = (about: string) => on(suspect)('notices', { partner: 'medico', how: 'by mail', about });
    await told('determination');
    expect(await clear()).toMatchObject({ status: 409, body: { at: '/outcome' } });
    await withdraw();
    expect(await move(suspect, 'end')).toMatchObject({ status: 409 });
    expect(await clear()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('partner') } });
    await told('termination');
    expect((await clear()).body).toMatchObject({ state: 'cleared', ended: true });
  });

  test('is told by people alone, and not while an intake is at work on it', async () => {
    const now = () => world.needs.now().getTime();
    const intake = await startIntakeSandbox({ port: 0, now, decidesAfterMs: 90 * DAY_MS });
    onTestFinished(intake.close);
    const { sign, form, tell, withdraw, tenant, bringOn } = await aHouse({ intakeUrl: intake.url });
    await sign(form);
    expect(await tell('answered', { incident: 'X' })).toMatchObject({ status: 409, body: { at: '/what' } });
    const asked = { what: 'answered', how: 'by mail', incident: 'X' };
    expect(await world.machine(tenant, form, 'told', asked)).toMatchObject({ status: 403 });
    await bringOn(0.5);
    expect(await withdraw()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('intake') } });
    world.world.forward(15 * DAY_MS);
    await bringOn(1);
    expect(await tell('answered', { incident: 'DN-7' })).toMatchObject({ status: 200 });
  });

  test('names the product of its case, and what was found since with a reason', async () => {
    const { form, on, tell } = await aHouse();
    const { product } = aNotice();
    const sign = (type: string, change: object, signature: object = aSigned) =>
      on(form)('form', { type, content: aNotice({ product: { ...product, ...change } }), signature });
    expect(await sign('initial', { serials: ['OTHER'] }, { ...aSigned, reason: because })).toMatchObject({
      status: 400,
      body: { at: '/content/product/serials/0', rule: expect.stringContaining('3911') },
    });
    expect(await sign('initial', { lots: [{ lot: 'NOTMYLOT' }] })).toMatchObject({
      status: 400,
      body: { at: '/content/product/lots/0/lot' },
    });
    await sign('initial', {});
    await tell('answered', { incident: 'DN-7' });
    const more = { serials: ['NONE', 'OTHER'] };
    expect(await sign('follow-up', more)).toMatchObject({
      status: 400,
      body: { at: '/content/product/serials/1', remedy: expect.stringContaining('signature.reason') },
    });
    expect(await sign('follow-up', more, { ...aSigned, reason: 'a second pack was found' })).toMatchObject({
      status: 202,
    });
    await tell('answered', { incident: 'DN-7' });
    expect(await sign('termination', more)).toMatchObject({ status: 202 });
  });
});

describe('an act', () => {
  test('that comes again is answered with how the case stands, and another one is refused', async () => {
    const { suspect, move, on, show } = await world.house(`error-${++houses}`);
    const { id } = await suspect();
    await move(id, 'quarantine');
    expect(await move(id, 'quarantine')).toMatchObject({ status: 200, body: { state: 'quarantined' } });
    const decision = { outcome: 'cleared', ...signed };
    await on(id)('determine', decision);
    expect(await on(id)('determine', decision)).toMatchObject({ status: 200, body: { state: 'cleared' } });
    expect(await on(id)('determine', { ...decision, reason: 'for another reason' })).toMatchObject({ status: 409 });
    const { history } = Object((await show(id)).body);
    expect(history.map((line: unknown) => Object(line).what)).toEqual(['opened', 'quarantine', 'cleared']);
  });
});

describe('settings', () => {
  const contact = { email: 'exceptions@acme.example' };
  const desk = { partner: 'medico', url: 'https://desk.example' };
  test.each<[string, object, number, string]>([
    ['an intake inside a private network', { intakeUrl: 'http://10.0.0.1' }, 400, '/intakeUrl'],
    ['a desk there', { desks: [{ ...desk, url: 'https://169.254.169.254' }] }, 400, '/desks/0/url'],
    ['a desk of nobody', { desks: [{ ...desk, partner: 'nobody' }] }, 404, '/desks/0/partner'],
    ['two desks of one partner', { desks: [desk, desk] }, 400, '/desks/1/partner'],
  ])('with %s are refused', async (_, change, status, at) => {
    const { ask } = await world.house(`error-${++houses}`);
    expect(await ask('PUT /api/dscsa/settings', { body: { contact, ...change } })).toMatchObject({
      status,
      body: { at },
    });
  });

  test('keep what is set, unless it is said that it goes', async () => {
    const { ask } = await world.house(`error-${++houses}`, { desks: [desk] });
    const put = (body: object) => ask('PUT /api/dscsa/settings', { body });
    expect(await put({})).toMatchObject({ status: 409, body: { detail: expect.stringContaining('contact, medico') } });
    expect((await put({ contact, takesAway: ['medico'] })).body).toMatchObject({ contact, desks: [] });
    expect((await ask('GET /api/dscsa/settings')).body).not.toHaveProperty('takesAway');
  });
});
