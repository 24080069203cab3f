import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { reportProblems } from './check-report.ts';
import { reportShape, responseShape } from './pdg-shapes.ts';
import { readReport } from './read-report.ts';
import { readResponse } from './read-response.ts';
import { writeReport, writeResolved } from './write-report.ts';
import { writeResponse } from './write-response.ts';

const uuid = (n: number) => `0000000${n}-7777-4888-9999-000000000001`;
const head = {
  messageUuid: uuid(1),
  caseUuid: uuid(2),
  at: new Date('2026-03-01T10:00:00.900Z'),
  poNumber: 'PO-1',
  sender: { email: 'a@b.example' },
};
const overage = (change: object = {}) => ({
  exception_item_uuid: uuid(3),
  gtin: '09521321543218',
  quantity_ordered: 1,
  quantity_received: 2,
  resolution_request: 'Return product' as const,
  ...change,
});
const places = (report: Parameters<typeof reportProblems>[0]) => reportProblems(report).map(({ at }) => at);

describe('a report of ours', () => {
  test('is of the schema, and tells the time in seconds', () => {
    const report = writeReport(head, { overages: [overage()] }, ['the seal is broken']);
    expect([v.is(reportShape, report), report.timestamp, places(report)]).toEqual([true, 1772359200, []]);
    expect(reportProblems(writeResolved(head))).toEqual([]);
  });

  test.each<[string, Parameters<typeof reportProblems>[0], string[]]>([
    ['without anything to say', writeReport(head, {}), ['/exceptions']],
    [
      'that ends a case and opens it',
      { ...writeReport(head, { overages: [overage()] }), case_resolved: true },
      ['/exceptions'],
    ],
    [
      'of a GTIN that is none',
      writeReport(head, { overages: [overage({ gtin: '09521321543219' })] }),
      ['/exceptions/overages/0/gtin'],
    ],
    [
      'of items that bear one id',
      writeReport(head, { overages: [overage(), overage()] }),
      ['/exceptions/overages/1/exception_item_uuid'],
    ],
    ['of no order', writeReport({ ...head, poNumber: ' ' }, { overages: [overage()] }), ['/po_number']],
    [
      'under an id that is none',
      writeReport({ ...head, caseUuid: '7' }, { overages: [overage()] }),
      ['/exception_case_uuid'],
    ],
    ['of too much', writeReport(head, {}, Array(201).fill('one more')), ['/exceptions']],
  ])('%s is not sent', (_, report, expected) => expect(places(report)).toEqual(expected));

  test('may tell a key that is wrong, and not propose one that is', () => {
    const wrong = (proposed_gtin: string) => ({
      gtin_errors: [{ exception_item_uuid: uuid(4), invalid_gtin: '1', proposed_gtin, resolution_request: null }],
    });
    expect(places(writeReport(head, { master_data_errors: wrong('09521321543218') }))).toEqual([]);
    expect(places(writeReport(head, { master_data_errors: wrong('2') }))).toHaveLength(1);
  });
});

describe('a report of a partner’s', () => {
  const said = (change: object = {}) => ({ ...writeReport(head, { overages: [overage()] }), ...change });
  const place = (value: unknown) => {
    const read = readReport(value);
    return isRefusal(read) ? read.at : undefined;
  };
  test.each<[string, unknown, string | undefined]>([
    ['as it should be', said(), undefined],
    ['of no shape', said({ case_resolved: 'no' }), '/case_resolved'],
    ['that is a list', [], '/'],
    ['without an id', said({ message_uuid: '' }), '/message_uuid'],
    ['under an id without end', said({ exception_case_uuid: 'x'.repeat(2_000) }), '/exception_case_uuid'],
    [
      'whose items have no ids',
      said({ exceptions: { overages: [overage({ exception_item_uuid: '' })] } }),
      '/exceptions/overages/0/exception_item_uuid',
    ],
    ['whose items bear one id', said({ exceptions: { overages: [overage(), overage()] } }), '/exceptions/overages/1'],
    [
      'of more than there can be',
      said({
        exceptions: { overages: Array.from({ length: 201 }, (_, n) => overage({ exception_item_uuid: `${n}` })) },
      }),
      '/exceptions',
    ],
  ])('%s', (_, value, at) => expect(place(value)).toBe(at));
});

describe('a response', () => {
  const expected = { caseUuid: uuid(2), poNumber: 'PO-1', items: [uuid(3), uuid(4)] };
  const item = (n: number) => ({ exception_item_uuid: uuid(n), resolution_response: 'Accept' });
  const response = (change: object = {}) => ({
    message_uuid: uuid(9),
    exception_case_uuid: uuid(2),
    timestamp: 1,
    po_number: 'PO-1',
    sender_information: { email: 'b@c.example' },
    response_items: [item(3)],
    ...change,
  });

  test('tells verdicts by item', () =>
    expect(readResponse(response(), expected)).toMatchObject({ messageUuid: uuid(9), verdicts: [item(3)] }));

  test('of ours is of the schema, and is read as it was meant', () => {
    const ours = writeResponse(head, [{ uuid: uuid(3), verdict: 'Reject', alternative: 'Return product' }], 'seen');
    expect(v.is(responseShape, ours)).toBe(true);
    expect(readResponse(ours, expected)).toMatchObject({
      notes: 'seen',
      verdicts: [{ resolution_response: 'Reject' }],
    });
  });

  test.each([
    ['of another case', { exception_case_uuid: uuid(8) }, '/exception_case_uuid'],
    ['of another order', { po_number: 'PO-2' }, '/po_number'],
    ['about an item that was not reported', { response_items: [item(5)] }, '/response_items/0'],
    ['that says two things of an item', { response_items: [item(3), item(3)] }, '/response_items/1'],
    [
      'with a verdict that is none',
      { response_items: [{ ...item(3), resolution_response: 'Maybe' }] },
      '/response_items/0/resolution_response',
    ],
  ])('%s is not taken', (_, change, at) => {
    const read = readResponse(response(change), expected);
    expect(isRefusal(read) && read.at).toBe(at);
  });
});
