import { expect, test } from 'vitest';
import { sha256 } from '../../wire/sha256.ts';
import { readAnswer } from './read-answer.ts';

const sent = 'file';
const result = (receipt: string, body: object) =>
  readAnswer({
    ...{ to: 'receipt', status: 200, sent, receipt },
    body: JSON.stringify({ sha256: sha256(sent), status: 'accepted', rows: 1, ...body }),
  });

test('a report that was taken is asked about once more by its number, which is kept', () => {
  expect(result('r-1', { reportNumber: '20260303000001' })).toEqual({ verdict: 'received', receipt: '20260303000001' });
  expect(result('20260303000001', { reportNumber: '20260303000001' })).toEqual({ verdict: 'acknowledged' });
});

test('a result without a number is none', () => expect(result('r-1', {})).toMatchObject({ verdict: 'retry' }));

test('a refusal names row and code', () =>
  expect(result('r-1', { status: 'failed', problems: [{ code: 'FIXED', text: 'no', row: 2 }] })).toEqual({
    verdict: 'rejected',
    reason: 'row 2: FIXED: no',
  }));
