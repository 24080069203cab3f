import { describe, expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const sent = '<sbdh:InstanceIdentifier>request-1</sbdh:InstanceIdentifier>';
const about = { messageId: 'm1', instance: 'request-1' };
const read = (to: 'message' | 'receipt' | 'request', body: object, status = 200) =>
  readAnswer({ to, status, body: JSON.stringify(body), sent });

describe('the answer of an EPCIS hub', () => {
  test('gives the message id as receipt', () => {
    for (const to of ['message', 'request'] as const)
      expect(read(to, { ...about, status: 'received' })).toEqual({ verdict: 'received', receipt: 'm1' });
  });

  test('says success, or a warning, which is one too, or why it refuses all', () => {
    const problems = [{ code: 'UNKNOWN_GLN', text: 'is not registered', object: '9521323000016' }];
    expect(read('receipt', { ...about, status: 'pending' })).toEqual({ verdict: 'pending' });
    expect(read('receipt', { ...about, status: 'success' })).toEqual({ verdict: 'acknowledged' });
    expect(read('receipt', { ...about, status: 'warning', problems })).toEqual({ verdict: 'acknowledged' });
    expect(read('receipt', { ...about, status: 'error', problems })).toEqual({
      verdict: 'rejected',
      reason: 'UNKNOWN_GLN 9521323000016: is not registered',
    });
  });

  test('about another message is asked for again', () => {
    const other = { messageId: 'm1', instance: 'request-2' };
    expect(read('message', { ...other, status: 'received' })).toMatchObject({ failure: 'ambiguous' });
    expect(read('receipt', { ...other, status: 'success' })).toMatchObject({ failure: 'ambiguous' });
  });
});
