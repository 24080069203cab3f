import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type IntakeOptions, startIntakeSandbox } from '../../infra/local/sandbox/fda/intake.ts';
import { aReporter, aSigned, type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';
import { runCase } from '../send-dscsa/run-case.ts';

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

describe('a notice to FDA', () => {
  const once = { on: 'send', from: 1, count: 1 };
  test.each<[string, Fault]>([
    ['refusing', { kind: 'refuse', ...once }],
    ['breaking off', { kind: 'truncate', ...once }],
    ['saying nothing', { kind: 'no-answer', ...once }],
    ['a page', { kind: 'html', ...once }],
    ['another’s answer', { kind: 'wrong-id', ...once }],
    ['503', { kind: 'status', status: 503, on: 'send', from: 1, count: 2 }],
    ['500', { kind: 'status', status: 500, on: 'send', from: 1, count: 2 }],
    ['a lost question', { kind: 'no-answer', on: 'ask', from: 1, count: 3 }],
  ])('after %s is there once, and acknowledged', async (_, fault) => {
    const { condemned, sign, show, bringOn, intake } = await aHouse({ faults: [fault] });
    const { form } = await condemned();
    await sign(form);
    await bringOn(6);
    expect((await show(form)).body).toMatchObject({ state: 'acknowledged', ended: false });
    expect([intake.notices().length, intake.posted()]).toEqual([1, 1]);
  });

  test.each<[string, Fault, string]>([
    ['401', { kind: 'status', status: 401, on: 'send', rate: 1 }, 'status 401'],
    ['always another page', { kind: 'html', on: '*', rate: 1 }, 'without JSON'],
  ])('that is met by %s stands before a person, who has it asked about and sent again', async (_, fault, problem) => {
    const { condemned, sign, show, bringOn, move, ask } = await aHouse({ faults: [fault] });
    const { form } = await condemned();
    await sign(form);
    expect(await move(form, 'retry')).toMatchObject({ status: 409 });
    await bringOn(1);
    world.world.forward(24 * HOUR_MS);
    await bringOn(1);
    expect((await show(form)).body).toMatchObject({ state: 'sending', problem: expect.stringContaining(problem) });
    const { body } = await ask('GET /api/dscsa/cases', { query: { needsPerson: 'true' } });
    expect(body['cases']).toMatchObject([{ id: form }]);
    expect(await move(form, 'retry')).toMatchObject({ status: 200, body: { outgoing: { state: 'uncertain' } } });
  });

  test('whose sender dies when it had left is asked about, and not sent again', async () => {
    const { condemned, sign, show, bringOn, intake, tenant } = await aHouse();
    const { form } = await condemned();
    await sign(form);
    const { needs } = world;
    const send: typeof needs.send = async (outgoing) => {
      await needs.send(outgoing);
      throw new Error('the function was stopped');
    };
    await expect(runCase({ ...needs, send })(tenant, form)).rejects.toThrow('stopped');
    await world.run(tenant, form);
    const died = await show(form);
    expect(died.body).toMatchObject({ outgoing: { state: 'uncertain' } });
    expect(whatOf(died)).toContain('sending');
    await bringOn(0.1);
    expect((await show(form)).body).toMatchObject({ state: 'submitted' });
    expect(intake.posted()).toBe(1);
  });

  test('whose decision never comes stands before a person in the end', async () => {
    const { condemned, sign, show, bringOn, move } = await aHouse({
      faults: [{ kind: 'lost-result', on: 'send', from: 1, count: 1 }],
    });
    const { form } = await condemned();
    await sign(form);
    await bringOn(1);
    world.world.forward(14 * 24 * HOUR_MS);
    await bringOn(0.1);
    expect((await show(form)).body).toMatchObject({ state: 'submitted', problem: 'no decision came' });
    await move(form, 'retry');
    await bringOn(6);
    expect((await show(form)).body).toMatchObject({ state: 'acknowledged' });
  });

  test('that is refused is mended and signed anew, while its clock runs on', async () => {
    const { condemned, sign, show, bringOn, on } = await aHouse();
    const { form } = await condemned();
    await on(form)('form', { type: 'initial', content: {}, signature: aSigned });
    const sent = await sign(form, 'initial', {
      product: { name: 'A', dosageForm: 'B', strength: 'C', ndc: '1234-567-89', lots: [{ lot: 'LOT1' }] },
    });
    expect(sent).toMatchObject({ status: 400, body: { at: '/content/product/ndc' } });
    await sign(form, 'initial', {
      product: { name: 'A', dosageForm: 'B', strength: 'C', ndc: '123456-7890-12', lots: [{ lot: 'LOT1' }] },
    });
    await bringOn(0.1);
    expect((await show(form)).body).toMatchObject({ state: 'submitted' });
  });

  test('that is refused after it was taken in goes back to be signed anew, and its clock runs again', async () => {
    const judge = ({ description }: { description: string }) => (description === 'short' ? 'say more' : undefined);
    const { condemned, sign, show, bringOn, move } = await aHouse({ judge });
    const { form } = await condemned();
    await sign(form, 'initial', { description: 'short' });
    await bringOn(0.1);
    expect((await show(form)).body).toMatchObject({ state: 'submitted', clock: { metAt: expect.any(String) } });
    await bringOn(1);
    const { body } = await show(form);
    expect(body).toMatchObject({ state: 'drafted', problem: 'refused: say more' });
    expect(body['clock']).not.toHaveProperty('metAt');
    expect(await move(form, 'retry')).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('sign it anew') },
    });
    await sign(form);
    await bringOn(1);
    expect((await show(form)).body).toMatchObject({ state: 'acknowledged' });
  });

  test('bears the reporter of the settings where it names nobody', async () => {
    const { condemned, sign, ask, tenant } = await world.house(`reporter-${++houses}`);
    const { form } = await condemned();
    const unnamed = { reporter: undefined };
    expect(await sign(form, 'initial', unnamed)).toMatchObject({ status: 400, body: { at: '/content/reporter' } });
    await ask('PUT /api/dscsa/settings', {
      body: { contact: { email: 'exceptions@acme.example' }, reporter: { ...aReporter, name: 'Usual' } },
    });
    expect(await sign(form, 'initial', unnamed)).toMatchObject({ status: 202 });
    expect((await world.needs.cases.get(tenant, form))?.form?.content?.reporter).toMatchObject({ name: 'Usual' });
  });

  test('keeps the exact bytes of both sides, with what was signed', async () => {
    const { condemned, sign, show, bringOn } = await aHouse();
    const { form } = await condemned();
    await sign(form);
    await bringOn(1);
    const told = await show(form);
    const lines = whatOf(told);
    const sent = JSON.parse((await show(form, { evidence: String(lines.indexOf('sent')) })).text);
    const signed = JSON.parse((await show(form, { evidence: String(lines.indexOf('initial-signed')) })).text);
    expect(sent).toEqual(signed);
    expect((await show(form, { evidence: String(lines.lastIndexOf('answer')) })).text).toContain('"acknowledged"');
    expect(await show(form, { evidence: '0' })).toMatchObject({ status: 404 });
  });

  test('is mailed by a person where no intake is set, and ends by FDA’s word alone', async () => {
    const { condemned, sign, show, on, move } = await world.house(`mail-${++houses}`);
    const { suspect, form } = await condemned();
    const tell = (what: string, more = {}) => on(form)('told', { what, how: 'by mail', ...more });
    expect((await sign(form)).body).toMatchObject({
      state: 'sending',
      problem: expect.stringContaining('mail the form'),
    });
    expect(await tell('mailed', { at: '2026-01-01T00:00:00Z' })).toMatchObject({ status: 400, body: { at: '/at' } });
    expect(await tell('mailed', { incident: 'DN-7' })).toMatchObject({ status: 400, body: { at: '/incident' } });
    expect((await tell('mailed')).body).toMatchObject({ state: 'submitted', clock: { metAt: expect.any(String) } });
    expect(await tell('answered')).toMatchObject({ status: 400, body: { at: '/incident' } });
    await tell('answered', { incident: 'DN-7' });
    expect((await show(form)).body).toMatchObject({ state: 'acknowledged', form: { incident: 'DN-7' } });
    await sign(form, 'follow-up');
    expect((await tell('mailed')).body).toMatchObject({ state: 'following-up' });
    await tell('answered', { incident: 'DN-7' });
    await sign(form, 'termination');
    const { body: mailed } = await tell('mailed');
    expect([mailed['state'], mailed['problem']]).toEqual(['terminating', undefined]);
    expect(await move(suspect, 'end')).toMatchObject({ status: 409 });
    expect(await tell('answered')).toMatchObject({ status: 400, body: { at: '/incident' } });
    expect(await tell('answered', { incident: 'DN-8' })).toMatchObject({ status: 409, body: { at: '/incident' } });
    expect((await tell('answered', { incident: 'DN-7' })).body).toMatchObject({ state: 'terminated' });
    expect((await move(suspect, 'end')).body).toMatchObject({ state: 'ended' });
  });
});
