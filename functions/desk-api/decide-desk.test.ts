import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import type { DeskKind } from '#shared/desk/kinds.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type DeskWorld, signed, startDeskWorld } from '../../test/kit/desk-world.ts';
import { routes } from './routes.ts';

let world: DeskWorld;
let firms = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

/** A firm with a case against its partner, and a desk at which somebody else writes the case between reading and writing. */
async function withRival(kind: DeskKind = 'underage') {
  const firm = await world.firm(`rival-${++firms}`, 700 + firms);
  const { db } = world.world.table;
  const { party } = aParty('9521666', 90 + firms);
  await approved(db, firm.tenant, 'partner', 'small', { name: 'Small', party, channel: 'portal' });
  const { id } = await firm.open('small', { kind, subject: { things: [thing] } });
  const rivals: (() => Promise<unknown>)[] = [];
  const commit: DeskCases['commit'] = async (changes, at, audit) => {
    await rivals.shift()?.();
    return world.needs.cases.commit(changes, at, audit);
  };
  const contended = httpHandler(
    routes({ ...world.needs, cases: { ...world.needs.cases, commit } }),
    world.needs.registry.granted,
  );
  const asPartner = (act: string, more: object) =>
    firm.ask('POST /partner/desk-cases/{id}/messages', {
      ...{ role: 'partner-api', claims: { partner: 'small' }, path: { id } },
      body: { id: `p${act}`, act, ...more },
    });
  return {
    ...{ ...firm, id, asPartner },
    /** Each comes between one reading and writing of what is asked next. */
    meet: (...some: (() => Promise<unknown>)[]) => void rivals.push(...some),
    rivals,
    contend: (route: string, body: unknown, more: object = {}) =>
      call(contended, route, {
        tenant: firm.tenant,
        role: 'qa',
        claims: { username: 'ada' },
        path: { id },
        body,
        ...more,
      }),
  };
}

const thing = 'urn:epc:id:sscc:9521321.7000000001';
const textFile = { query: { name: 'label.txt' }, headers: { 'content-type': 'text/plain' } };
const acts = (body: Readonly<Record<string, unknown>>) => [body['messages']].flat().map((one) => Object(one).act);

test('a file that meets what the rules write is attached all the same', async () => {
  const { id, tenant, meet, contend, show } = await withRival();
  meet(() => world.run(tenant, id));
  expect((await contend('POST /api/desk/cases/{id}/files', 'as on the label', textFile)).status).toBe(200);
  expect(acts((await show(id)).body)).toEqual(['open', 'attach']);
});

test('words of both sides that meet are both said, once each', async () => {
  const { id, meet, contend, asPartner, show } = await withRival();
  meet(() => asPartner('note', { text: 'we look into it' }));
  const note = { id: 'n1', act: 'note', text: 'a photo follows' };
  expect((await contend('POST /api/desk/cases/{id}/messages', note)).status).toBe(200);
  expect((await contend('POST /api/desk/cases/{id}/messages', note)).status).toBe(200);
  expect(acts((await show(id)).body)).toEqual(['open', 'note', 'note']);
});

test('a proposal that meets the partner’s is refused, and is told what fits now', async () => {
  const { meet, contend, asPartner, show, id } = await withRival();
  meet(() => asPartner('propose', { resolution: 'send-product' }));
  const refused = await contend('POST /api/desk/cases/{id}/messages', {
    id: 'p',
    act: 'propose',
    resolution: 'credit',
  });
  expect(refused).toMatchObject({
    status: 409,
    body: {
      detail: 'propose does not fit: the case is proposed, proposal respondent-ppropose of the respondent',
      remedy: 'what fits now: accept, reject, counter of respondent-ppropose; note',
    },
  });
  expect(acts((await show(id)).body)).toEqual(['open', 'propose']);
});

test('an answer is one of the proposal that was read: another that stands by now is accepted by nobody who has not seen it', async () => {
  const { contend, asPartner, show, id } = await withRival('overage');
  await asPartner('propose', { id: 'seen', resolution: 'return-product' });
  await asPartner('propose', { id: 'later', resolution: 'send-data' });
  const accept = (of: string) =>
    contend('POST /api/desk/cases/{id}/messages', { id: `accept-${of}`, act: 'accept', of: `respondent-${of}` });
  expect(await accept('seen')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('proposal respondent-later'), remedy: expect.stringContaining('accept') },
  });
  expect((await show(id)).body).toMatchObject({ state: 'proposed' });
  expect(await accept('later')).toMatchObject({ status: 200, body: { state: 'agreed' } });
});

test('an end that meets an answer is decided on the answer: what became quality’s is signed', async () => {
  const { meet, contend, asPartner, ask, id, show } = await withRival('overage');
  const proposal = { id: 'd', act: 'propose', resolution: 'destroy-product', text: 'burn it', signature: signed };
  await ask('POST /api/desk/cases/{id}/messages', { path: { id }, body: proposal });
  meet(() => asPartner('accept', { of: 'claimant-d' }));
  const end = { outcome: 'withdrawn', reason: 'it was none at all' };
  expect(await contend('POST /api/desk/cases/{id}/close', end)).toMatchObject({ body: { at: '/signature' } });
  expect((await show(id)).body).toMatchObject({ state: 'agreed', proposal: { id: 'claimant-d' } });
});

test('a case is not ended over what the other side said after it was read', async () => {
  const { meet, contend, asPartner, id, show } = await withRival();
  const end = { outcome: 'withdrawn', reason: 'it was none at all', read: 1 };
  meet(() => asPartner('note', { text: 'half of it burned' }));
  expect(await contend('POST /api/desk/cases/{id}/close', end)).toMatchObject({
    status: 409,
    body: { at: '/read', detail: 'more was said meanwhile: note of the respondent' },
  });
  expect((await show(id)).body).toMatchObject({ ended: false });
  expect(await contend('POST /api/desk/cases/{id}/close', { ...end, read: 2 })).toMatchObject({
    body: { ended: true },
  });
});

test('an end that meets an end is the end that came first', async () => {
  const { meet, contend, close, id, show } = await withRival();
  meet(() => close(id, { outcome: 'resolved', reason: 'they have all come' }));
  const other = await contend('POST /api/desk/cases/{id}/close', {
    outcome: 'withdrawn',
    reason: 'it was none at all',
  });
  expect(other).toMatchObject({ status: 409, body: { detail: 'the case is resolved' } });
  expect(acts((await show(id)).body)).toEqual(['open', 'resolve']);
});

test('what others are faster than every time is to be sent again, and is stored by no try', async () => {
  const { id, meet, contend, say, show, rivals } = await withRival();
  meet(...Array.from({ length: 6 }, () => () => say(id, 'note', { text: 'first' })));
  const late = await contend('POST /api/desk/cases/{id}/messages', { id: 'late', act: 'note', text: 'second' });
  expect(late).toMatchObject({ status: 503, body: { remedy: 'send the same again: nothing of it was stored' } });
  expect(rivals).toEqual([]);
  expect(JSON.stringify((await show(id)).body)).not.toContain('second');
});

test('the same request sent twice at once begins one case, and both are answered it', async () => {
  const { meet, contend, cases, tenant } = await withRival();
  const body = { id: 'twin', kind: 'underage', partner: 'small', text: 'too few', subject: { things: [thing] } };
  const begin = (send: typeof contend) => send('POST /api/desk/cases', body);
  let first: Awaited<ReturnType<typeof begin>> | undefined;
  meet(async () => {
    first = await begin(contend);
  });
  const second = await begin(contend);
  expect([first?.status, second.status]).toEqual([201, 200]);
  expect(Object(second.body).id).toBe(Object(first?.body).id);
  expect(await cases()).toHaveLength(2);
  expect(tenant).toContain('rival');
});

test('a case is found by its own id and by that of the request that opened it, of a partner’s by its own requests alone', async () => {
  const { ask, tenant } = await withRival();
  const body = { id: 'nc-1', kind: 'underage', partner: 'small', text: 'too few', subject: { things: [thing] } };
  const { id } = await ask('POST /api/desk/cases', { body });
  const show = (one: string, more: object = {}) => ask('GET /api/desk/cases/{id}', { path: { id: one }, ...more });
  expect([(await show(id)).id, (await show('nc-1')).id]).toEqual([id, id]);
  const asPartner = { role: 'partner-api', claims: { partner: 'small' } };
  const { partner: _, ...theirs } = body;
  const opened = await ask('POST /partner/desk-cases', { ...asPartner, body: theirs });
  const showToThem = (one: string) => ask('GET /partner/desk-cases/{id}', { ...asPartner, path: { id: one } });
  expect((await showToThem('nc-1')).id).toBe(opened.id);
  expect(opened.id).not.toBe(id);
  expect((await showToThem('nc-2')).status).toBe(404);
  expect((await world.needs.cases.list(tenant, { limit: 9 })).cases).toHaveLength(3);
});

test('a case about nothing that anybody could look for is not opened, by us or by the partner', async () => {
  const { ask, cases } = await withRival();
  const body = { id: 'z2', kind: 'underage', text: 'too few', subject: { things: ['rubbish'] } };
  const refused = { status: 400, body: { at: '/subject/things/0', remedy: 'give its EPC URN or Digital Link' } };
  expect(await ask('POST /api/desk/cases', { body: { ...body, partner: 'small' } })).toMatchObject(refused);
  const asPartner = { role: 'partner-api', claims: { partner: 'small' } };
  expect(await ask('POST /partner/desk-cases', { ...asPartner, body })).toMatchObject(refused);
  const many = { ...body, partner: 'small', subject: { things: [thing], packs: 90_000 } };
  expect(await ask('POST /api/desk/cases', { body: many })).toMatchObject({
    status: 400,
    body: { at: '/subject/packs' },
  });
  expect(await cases()).toHaveLength(1);
});

test('whoever asks for a file that is none is told which there are', async () => {
  const { ask, id, contend } = await withRival();
  await contend('POST /api/desk/cases/{id}/files', 'as on the label', textFile);
  const gone = await ask('GET /api/desk/cases/{id}', { path: { id }, query: { file: 'nope' } });
  expect(gone).toMatchObject({ status: 404, body: { at: '?file', remedy: expect.stringContaining('claimant-file-') } });
});
