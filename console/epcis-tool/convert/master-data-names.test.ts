import { describe, expect, test } from 'vitest';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type MasterDataSpelling, masterDataNames } from './master-data-names.ts';
import type { Warning } from './remarks.ts';
import type { Form } from './target.ts';

const event: EpcisEvent = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'ADD',
  epcList: [],
  ilmd: { 'cbvmda:lotNumber': 'L1' },
};
const head: EpcisHead = { form: 'EPCISDocument', context: {}, extensions: { 'cbvmda:a': 1 } };

function told(asked: MasterDataSpelling, to: Form, ...events: EpcisEvent[]): Warning[] {
  const names = masterDataNames(asked, to);
  for (const one of events) names.event(one);
  const warnings: Warning[] = [];
  names.tell('a.json', { problem: () => {}, warn: (_, warning) => warnings.push(warning) });
  return warnings;
}

describe('names of CBV master data', () => {
  test('stay as sent, and what XML does not expect is told once with a count and a remedy', () => {
    expect(masterDataNames('as-sent', 'xml-1.2').event(event)).toBe(event);
    expect(told('as-sent', 'xml-1.2', event, event, { ...event, ilmd: {} })).toEqual([
      {
        message: expect.stringContaining('urn:epcglobal:cbv:mda'),
        count: 2,
        remedy: expect.stringMatching(/--cbvmda usual .* hash/),
      },
    ]);
  });

  test('are told of where the form expects them so', () => {
    expect(told('as-sent', 'json-2.0', event)).toEqual([]);
    const fromXml = { ...event, '@context': { cbvmda2: 'urn:epcglobal:cbv:mda' }, ilmd: { 'cbvmda2:lotNumber': 'L1' } };
    expect(told('as-sent', 'xml-2.0', fromXml)).toEqual([]);
    expect(told('as-sent', 'json-2.0', fromXml)).toMatchObject([{ message: expect.stringContaining('of JSON') }]);
  });

  test('become the usual ones when asked, and then there is nothing to tell', () => {
    expect(told('usual', 'xml-2.0', event)).toEqual([]);
    expect(masterDataNames('usual', 'xml-2.0').event(event)).toMatchObject({ ilmd: { 'cbvmda2:lotNumber': 'L1' } });
    expect(masterDataNames('usual', 'xml-2.0').head(head)).toMatchObject({ extensions: { 'cbvmda2:a': 1 } });
  });

  test('around the events count, too', () => {
    const names = masterDataNames('as-sent', 'xml-2.0');
    expect(names.head(head)).toBe(head);
    const counts: (number | undefined)[] = [];
    names.tell('a.json', { problem: () => {}, warn: (_, { count }) => counts.push(count) });
    expect(counts).toEqual([1]);
  });
});
