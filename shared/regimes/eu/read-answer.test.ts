import { describe, expect, test } from 'vitest';
import type { Answer } from '../regime.ts';
import { readAnswer } from './read-answer.ts';

const packs = { requestId: 'q1', productCode: '09521234000013', batch: { id: 'L1' }, serials: ['A1', 'B2'] };
const { serials: _, ...recall } = packs;
const { batch: __, ...product } = recall;
const answer = (to: Answer['to'], status: number, body: object | string, sent: object = packs) =>
  readAnswer({
    to,
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    sent: JSON.stringify(sent),
  });
const unclear = { verdict: 'retry', failure: 'ambiguous' };

describe('an answer of the EU Hub', () => {
  test('is a receipt after an upload, and after asking for a request that arrived', () => {
    const body = { requestId: 'q1', receipt: 'r1' };
    expect(answer('message', 202, body)).toEqual({ verdict: 'received', receipt: 'r1' });
    expect(answer('request', 200, body)).toEqual({ verdict: 'received', receipt: 'r1' });
  });

  test('is pending until the result is there', () =>
    expect(answer('receipt', 202, {})).toEqual({ verdict: 'pending' }));

  test('acknowledges when no pack was refused', () =>
    expect(answer('receipt', 200, { requestId: 'q1', accepted: 2, rejected: [] })).toEqual({
      verdict: 'acknowledged',
    }));

  test('acknowledges master data and recalls', () => {
    const { requestId, productCode } = packs;
    expect(answer('message', 200, { requestId, productCode, version: 1 }, product)).toEqual({
      verdict: 'acknowledged',
    });
    expect(answer('message', 200, { requestId, productCode, batch: 'L1' }, recall)).toEqual({
      verdict: 'acknowledged',
    });
  });

  test('names the refused packs when some were taken', () => {
    const rejected = [{ serial: 'A1', code: 'DUPLICATE_SERIAL' }];
    expect(answer('receipt', 200, { requestId: 'q1', accepted: 1, rejected })).toEqual({
      verdict: 'partially-accepted',
      accepted: 1,
      rejected: [{ object: 'A1', code: 'DUPLICATE_SERIAL' }],
    });
  });

  test('is a rejection when none was taken', () => {
    const rejected = ['A1', 'B2'].map((serial) => ({ serial, code: 'WRONG_VERSION' }));
    expect(answer('receipt', 200, { requestId: 'q1', accepted: 0, rejected })).toEqual({
      verdict: 'rejected',
      reason: 'all 2 packs refused: A1 (WRONG_VERSION), B2 (WRONG_VERSION)',
    });
  });

  test('passes on the codes and places of a rejection', () =>
    expect(answer('message', 400, { errors: [{ code: 'A16', detail: 'missing', at: '/commonName' }] })).toEqual({
      verdict: 'rejected',
      reason: 'A16 at /commonName: missing',
    }));

  const refused = (...serials: string[]) => serials.map((serial) => ({ serial, code: 'UNKNOWN_PACK' }));
  test.each<[string, object]>([
    ['accounts for none of the packs', { requestId: 'q1', accepted: 0, rejected: [] }],
    ['accounts for fewer packs', { requestId: 'q1', accepted: 1, rejected: [] }],
    ['accounts for more packs', { requestId: 'q1', accepted: 2, rejected: refused('A1') }],
    ['refuses a pack that was not sent', { requestId: 'q1', accepted: 1, rejected: refused('Z9') }],
    ['refuses a pack twice', { requestId: 'q1', accepted: 0, rejected: refused('A1', 'A1') }],
    ['is about another request', { requestId: 'q2', accepted: 2, rejected: [] }],
    ['names no request', { accepted: 2, rejected: [] }],
  ])('settles nothing when its result %s', (_case, body) =>
    expect(answer('receipt', 200, body)).toMatchObject(unclear),
  );

  test.each<[string, Answer['to'], object, object]>([
    ['another product', 'message', { requestId: 'q1', productCode: '09521234000020' }, product],
    ['another batch', 'message', { requestId: 'q1', productCode: packs.productCode, batch: 'L2' }, recall],
    ['no batch', 'message', { requestId: 'q1', productCode: packs.productCode }, recall],
    ['another request', 'message', { requestId: 'q2', productCode: packs.productCode }, product],
    ['another request’s receipt', 'message', { requestId: 'q2', receipt: 'r1' }, packs],
    ['another request that arrived', 'request', { requestId: 'q2', receipt: 'r1' }, packs],
    ['a product where packs were sent', 'message', { requestId: 'q1', productCode: packs.productCode }, packs],
  ])('is not taken for one when it is about %s', (_case, to, body, sent) =>
    expect(answer(to, 200, body, sent)).toMatchObject(unclear),
  );

  test.each([302, 400, 403, 404, 405, 413])('never rejects with %i of somebody else', (status) => {
    for (const to of ['message', 'receipt', 'request'] as const)
      expect(answer(to, status, '<html>proxy</html>')).toMatchObject(unclear);
  });

  test.each(['receipt', 'request'] as const)('to the question for a %s never rejects', (to) => {
    for (const status of [400, 403, 404, 409])
      expect(answer(to, status, { errors: [{ code: 'FAULT', detail: 'no' }] })).toMatchObject(unclear);
  });
});
