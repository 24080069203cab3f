import { describe, expect, test } from 'vitest';
import { chinaData, platformCode, reportOf } from '../../../test/kit/china.ts';
import { methods } from './calls.ts';
import { readAnswer } from './read-answer.ts';
import { writeMessage } from './write-message.ts';

const bill = writeMessage(
  reportOf('change:09521234000013:LOT1:e1:0', 'uploadinoutbill', { change: 'sampled' }),
  chinaData,
).body;
const release = writeMessage(
  reportOf('release:09521234000013:LOT1:0', 'uploadrelation', { notes: { of: 'release', batch: 'LOT1' } }),
  chinaData,
).body;
const FILE = 'request-1.release.LOT1.xml';

const said = (call: keyof typeof methods, result: object) =>
  JSON.stringify({ [`${methods[call].replaceAll('.', '_')}_response`]: { request_id: 'r1', result } });
const taken = { response_success: true, msg_code: '0', msg_info: '', model: { flag: '1' } };
const listed = (...entries: object[]) => ({ ...taken, model: { total_num: entries.length, result_list: entries } });
const to = (which: 'message' | 'receipt' | 'request', sent: string | undefined, body: string) =>
  readAnswer({ to: which, status: 200, body, sent: sent ?? '' });

test('an upload that is taken is asked about', () => {
  expect(to('message', bill, said('uploadinoutbill', taken))).toEqual({
    verdict: 'received',
    receipt: 'bill?bill=request-1',
  });
  expect(to('message', release, said('uploadrelation', taken))).toEqual({
    verdict: 'received',
    receipt: 'relation?batch=LOT1',
  });
});

test('a file of a release that is done is told for good: its bill of production is a report of its own', () => {
  const done = said('codeprocess', listed({ upload_file_name: FILE, process_flag: '3' }));
  expect(to('receipt', release, done)).toEqual({ verdict: 'acknowledged' });
});

describe('a bill', () => {
  const status = (deal_status: string, more: object = {}) =>
    to('receipt', bill, said('searchstatus', listed({ bill_code: 'request-1', deal_status, ...more })));
  const refusing = (code: string) => ({ error_list: [{ code, reason: 'CODE_NOT_IN_STOCK' }] });

  test('is pending, done, refused', () => {
    expect(status('0')).toEqual({ verdict: 'pending' });
    expect(status('3')).toEqual({ verdict: 'acknowledged' });
    expect(status('4', { msg: 'UNKNOWN_ENTERPRISE: ent9' })).toEqual({
      verdict: 'rejected',
      reason: 'UNKNOWN_ENTERPRISE: ent9',
    });
    expect(status('7')).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
  });

  test('is taken in part: the packs that were refused are named as the repository does', () => {
    expect(status('3', refusing(platformCode(0, 2)))).toEqual({
      verdict: 'partially-accepted',
      accepted: 2,
      rejected: [{ object: platformCode(0, 2), code: 'CODE_NOT_IN_STOCK' }],
    });
    expect(status('3', refusing(platformCode(0, 77)))).toMatchObject({ verdict: 'retry' });
  });

  test('that was sent twice counts as it was first done', () => {
    const both = listed({ bill_code: 'request-1', deal_status: '4' }, { bill_code: 'request-1', deal_status: '3' });
    expect(to('receipt', bill, said('searchstatus', both))).toEqual({ verdict: 'acknowledged' });
  });

  test('that is not there is unknown, unless the list has more; another one’s state says nothing', () => {
    expect(to('request', bill, said('searchstatus', listed()))).toEqual({ verdict: 'unknown' });
    expect(to('receipt', bill, said('searchstatus', listed({ bill_code: 'x', deal_status: '3' })))).toEqual({
      verdict: 'unknown',
    });
    const cut = { ...taken, model: { total_num: 300, result_list: [] } };
    expect(to('request', bill, said('searchstatus', cut))).toMatchObject({ verdict: 'retry' });
  });
});

describe('the gate', () => {
  const gate = (code: number, sub_code = '') => JSON.stringify({ error_response: { code, msg: 'no', sub_code } });
  test.each<[number, string, object]>([
    [7, '', { verdict: 'retry', failure: 'transient' }],
    [25, '', { verdict: 'retry', failure: 'transient' }],
    [27, '', { verdict: 'retry', failure: 'transient' }],
    [15, 'isp.remote-service-timeout', { verdict: 'retry', failure: 'ambiguous' }],
    [15, '', { verdict: 'retry', failure: 'ambiguous' }],
    [41, '', { verdict: 'rejected' }],
    [40, 'isv.missing-parameter', { verdict: 'rejected' }],
  ])('%i %s', (code, sub, verdict) => {
    expect(to('message', bill, gate(code, sub))).toMatchObject(verdict);
    expect(to('receipt', bill, gate(code, sub)).verdict).toBe('retry');
  });
});

test('a refusal is the platform’s word; an answer to something else is none', () => {
  const no = { response_success: false, msg_code: 'TOO_MANY_CODES', msg_info: 'too many', model: null };
  expect(to('message', bill, said('uploadinoutbill', no))).toEqual({
    verdict: 'rejected',
    reason: 'TOO_MANY_CODES: too many',
  });
  expect(to('message', bill, said('searchstatus', listed())).verdict).toBe('retry');
  expect(to('receipt', bill, said('uploadinoutbill', no)).verdict).toBe('retry');
});
