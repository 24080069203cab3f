import { describe, expect, test } from 'vitest';
import type { Answer } from '../regime.ts';
import { readAnswer } from './read-answer.ts';

const answer = (to: Answer['to'], status: number, body: object) =>
  readAnswer({ to, status, body: JSON.stringify(body) });

describe('an answer of the EU Hub', () => {
  test('is a receipt after an upload, and after asking for a request that arrived', () => {
    expect(answer('message', 202, { receipt: 'r1' })).toEqual({ verdict: 'received', receipt: 'r1' });
    expect(answer('request', 200, { receipt: 'r1' })).toEqual({ verdict: 'received', receipt: 'r1' });
  });

  test('is pending until the result is there', () =>
    expect(answer('receipt', 202, {})).toEqual({ verdict: 'pending' }));

  test('acknowledges when no pack was refused', () =>
    expect(answer('receipt', 200, { accepted: 2, rejected: [] })).toEqual({ verdict: 'acknowledged' }));

  test('acknowledges master data', () =>
    expect(answer('message', 200, { productCode: '09521234000013' })).toEqual({ verdict: 'acknowledged' }));

  test('names the refused packs when some were taken', () =>
    expect(answer('receipt', 200, { accepted: 1, rejected: [{ serial: 'A1', code: 'DUPLICATE_SERIAL' }] })).toEqual({
      verdict: 'partially-accepted',
      accepted: 1,
      rejected: [{ object: 'A1', code: 'DUPLICATE_SERIAL' }],
    }));

  test('is a rejection when none was taken', () =>
    expect(answer('receipt', 200, { accepted: 0, rejected: [{ serial: 'A1', code: 'WRONG_VERSION' }] })).toEqual({
      verdict: 'rejected',
      reason: 'all 1 packs refused: A1 (WRONG_VERSION)',
    }));

  test('passes on the codes and places of a rejection', () =>
    expect(answer('message', 400, { errors: [{ code: 'A16', detail: 'missing', at: '/commonName' }] })).toEqual({
      verdict: 'rejected',
      reason: 'A16 at /commonName: missing',
    }));
});
