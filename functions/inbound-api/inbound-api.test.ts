import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { audit } from '#common/store/audit.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import type { Call } from '../../test/kit/api-event.ts';
import { apiEvent } from '../../test/kit/api-event.ts';
import { approved } from '../../test/kit/approved.ts';
import { call } from '../../test/kit/call.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';
import { lambdaContext } from '../../test/kit/lambda-context.ts';
import { inboundRoutes } from './inbound-routes.ts';

let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.drain();
  house = await world.house();
  const other = { ...packer, name: 'Other', party: 'urn:epc:id:pgln:9521988.00001' };
  await approved(world.engine.db, house.tenant, 'partner', 'other', other);
});

const handler = () => httpHandler(inboundRoutes(world.needs()), world.needs().registry.granted);
const ask = (route: string, more: Omit<Call, 'route'> = {}) =>
  call(handler(), route, { tenant: house.tenant, ...more });
const all = 'GET /api/inbound-documents';
const one = 'GET /api/inbound-documents/{documentId}';
/** As a machine client that is a partner's own. */
const as = (partner: string) => ({ role: 'partner-api', claims: { partner } });
const send = (body: unknown, more: Omit<Call, 'route' | 'body'> = {}) =>
  ask('POST /api/inbound-documents', { query: { partner: 'packright' }, body, ...more });
const commission = (serial = '1') =>
  documentOf([commissionEvent({ epcs: [house.pack(serial)], at: minute(1), lot: 'L1', ...here })]);
const idOf = ({ body }: { body: unknown }) => String(Object(body).documentId);
const at = (documentId: string) => ({ path: { documentId } });

describe('a document that is sent', () => {
  test('is taken in, read, and its sender reads what became of it where it was told', async () => {
    const sent = await send(commission(), { headers: { 'idempotency-key': 'k1' } });
    expect(sent).toMatchObject({ status: 202, body: { state: 'received', senderId: 'k1', way: 'api' } });
    expect(sent.headers['Location']).toBe(`/api/inbound-documents/${idOf(sent)}`);
    await world.drain();
    expect(await ask(one, at(idOf(sent)))).toMatchObject({ status: 200, body: { state: 'accepted', problems: [] } });
    const result = await ask(`${one}/result`, at(idOf(sent)));
    expect(result.body).toEqual({ document: idOf(sent), senderId: 'k1', fileName: '', state: 'accepted', errors: [] });
  });

  test('again is the same one; other bytes under its key are a conflict', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await send(commission(), { headers });
    expect(await send(commission(), { headers })).toMatchObject({ status: 200, body: { documentId: idOf(first) } });
    const answer = await send(commission('2'), { headers });
    expect(answer).toMatchObject({ status: 409, body: { at: 'Idempotency-Key', remedy: expect.any(String) } });
  });

  test('without a key is known by its bytes', async () => {
    const first = await send(commission());
    expect(await send(commission())).toMatchObject({ status: 200, body: { documentId: idOf(first) } });
  });

  test('keeps every byte, and gives them back as they came', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x0a, 0x80]);
    const headers = { 'content-type': 'application/octet-stream' };
    const sent = await send(bytes, { headers, query: { partner: 'packright', fileName: '../evil "x".bin' } });
    const event = apiEvent({ route: `${one}/content`, tenant: house.tenant, path: { documentId: idOf(sent) } });
    const raw = Object(await handler()(event, lambdaContext));
    expect([raw.isBase64Encoded, new Uint8Array(Buffer.from(raw.body, 'base64'))]).toEqual([true, bytes]);
    expect(raw.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="evil__x_.bin"',
      'x-content-type-options': 'nosniff',
    });
  });

  test('that is larger than an answer is fetched from where it lies', async () => {
    const body = new Uint8Array(4_200_000).fill(0x20);
    const sent = await send(body, { headers: { 'content-type': 'application/octet-stream' } });
    const answer = await ask(`${one}/content`, at(idOf(sent)));
    expect(answer.status).toBe(303);
    const fetched = await fetch(String(Object(answer.body).url));
    expect([fetched.status, (await fetched.arrayBuffer()).byteLength]).toEqual([200, 4_200_000]);
  });

  test.each<[string, object, number, string]>([
    ['nothing', { body: '' }, 400, '/'],
    ['a text that lost characters on its way', { body: '{"a":"K\ufffdln"}' }, 400, 'character 7'],
    ['more than is taken', { body: new Uint8Array(4_500_001) }, 413, '/'],
    ['a document of nobody', { body: '{}', query: {} }, 400, '?partner'],
    ['a document of who is no partner', { body: '{}', query: { partner: 'stranger' } }, 404, '?partner'],
    ['a key with blanks', { body: '{}', headers: { 'idempotency-key': 'a b' } }, 400, 'Idempotency-Key'],
  ])('is refused with its place when it is %s', async (_, { body, ...more }: { body?: unknown }, status, place) => {
    expect(await send(body, more)).toMatchObject({ status, body: { at: place, remedy: expect.any(String) } });
    expect(await ask(all)).toMatchObject({ body: { documents: [] } });
  });
});

describe('a client that is a partner’s own', () => {
  test('sends as that partner without saying so, and as nobody else', async () => {
    const sent = await send(commission(), { ...as('packright'), query: {} });
    expect(sent).toMatchObject({ status: 202, body: { partner: 'packright' } });
    expect(await send(commission('2'), { ...as('packright'), query: { partner: 'other' } })).toMatchObject({
      status: 403,
    });
  });

  test('sees its own documents, and no trace of another’s', async () => {
    const sent = await send(commission(), { ...as('packright'), query: {} });
    await send(commission('2'), { ...as('other'), query: {} });
    expect(await ask(all, as('packright'))).toMatchObject({ body: { documents: [{ documentId: idOf(sent) }] } });
    expect(Object((await ask(all, as('packright'))).body).documents).toHaveLength(1);
    expect(await ask(all, { ...as('packright'), query: { partner: 'other' } })).toMatchObject({ status: 403 });
    for (const what of ['', '/content', '/result'])
      expect(await ask(`${one}${what}`, { ...as('other'), ...at(idOf(sent)) })).toMatchObject({ status: 404 });
  });

  test('that is not in force yet is pointed to its own partnership, and not to a list that it may not see', async () => {
    const answer = await ask('POST /api/inbound-documents', { ...as('newcomer'), body: commission() });
    expect(answer).toMatchObject({
      status: 409,
      body: { remedy: expect.stringMatching(/GET \/partner\/profile.*POST \/partner\/message-test/) },
    });
    expect(Object(answer.body).at).toBeUndefined();
    expect(JSON.stringify(answer.body)).not.toContain('/api/partners');
  });

  test('has nothing read again', async () => {
    const sent = await send('{}', { ...as('packright'), query: {} });
    const again = await ask('POST /api/inbound-documents/{documentId}/retry', {
      ...as('packright'),
      ...at(idOf(sent)),
    });
    expect(again.status).toBe(403);
  });
});

test('another tenant sees nothing', async () => {
  const sent = await send(commission());
  const { tenant } = await world.house();
  expect(await ask(all, { tenant })).toMatchObject({ body: { documents: [] } });
  for (const what of ['', '/content', '/result'])
    expect(await ask(`${one}${what}`, { tenant, ...at(idOf(sent)) })).toMatchObject({ status: 404 });
});

test('a list is paged, and narrowed by partner, state and way', async () => {
  for (const serial of ['1', '2', '3']) await send(commission(serial));
  await send('{}', { query: { partner: 'other' } });
  await world.drain();
  const first = Object((await ask(all, { query: { limit: '2', partner: 'packright' } })).body);
  expect(first.documents).toHaveLength(2);
  const second = Object((await ask(all, { query: { limit: '2', partner: 'packright', after: first.next } })).body);
  expect(second.documents).toHaveLength(1);
  expect(Object((await ask(all, { query: { state: 'refused' } })).body).documents).toMatchObject([
    { partner: 'other' },
  ]);
  expect(Object((await ask(all, { query: { way: 'as2' } })).body).documents).toEqual([]);
  const told = JSON.stringify(first);
  for (const secret of ['"key"', 'evidence', 'attempts', '"tenant"']) expect(told).not.toContain(secret);
});

describe('what was refused', () => {
  const retry = (id: string, more: Omit<Call, 'route'> = {}) =>
    ask('POST /api/inbound-documents/{documentId}/retry', { ...at(id), ...more });

  test('is read again when a person wants it, and is in the audit trail once', async () => {
    const sent = await send(commission());
    await approved(world.engine.db, house.tenant, 'partner', 'packright', { ...packer, mapping: { in: 'no-such' } });
    await world.drain();
    expect(await ask(one, at(idOf(sent)))).toMatchObject({ body: { state: 'refused' } });
    const problems = Object((await ask(`${one}/result`, at(idOf(sent)))).body);
    expect(problems).toMatchObject({ state: 'rejected', errors: [{ code: 'not-found', object: '/mapping' }] });
    await approved(world.engine.db, house.tenant, 'partner', 'packright', packer);
    const claims = { username: 'ada' };
    expect(await retry(idOf(sent), { claims })).toMatchObject({
      status: 202,
      body: { state: 'received', problems: [] },
    });
    expect(await retry(idOf(sent), { claims })).toMatchObject({ status: 202 });
    await world.drain();
    expect(await ask(one, at(idOf(sent)))).toMatchObject({ body: { state: 'accepted' } });
    const { entries } = await audit(world.engine.db, tables.registry).ofMonth(house.tenant, '2026-03', 100);
    expect(entries.filter(({ act }) => act === 'inbound-read-again')).toMatchObject([
      { by: 'ada', subject: `inbound-document ${idOf(sent)}`, detail: { was: 'refused' } },
    ]);
  });

  test('is told of a double as of the first, and what was accepted is not read again', async () => {
    const first = await send(commission(), { headers: { 'idempotency-key': 'a' } });
    const double = await send(commission(), { headers: { 'idempotency-key': 'b' } });
    await world.drain();
    const result = await ask(`${one}/result`, at(idOf(double)));
    expect(result.body).toMatchObject({ state: 'accepted', duplicateOf: idOf(first) });
    expect(await retry(idOf(first))).toMatchObject({ status: 409 });
    expect(await retry('no-such')).toMatchObject({ status: 404 });
  });
});
