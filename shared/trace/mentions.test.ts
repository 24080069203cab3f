import { expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { mentionsOf } from './mentions.ts';

const when = { eventTime: '2026-03-01T09:30:00Z', eventTimeZoneOffset: '+01:00' } as const;
const item = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const link = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const pallet = 'urn:epc:id:sscc:9521321.1234567890';
const palletLink = 'https://id.gs1.org/00/195213212345678904';

test.each<[string, EpcisEvent, string[]]>([
  [
    'an object event',
    { ...when, type: 'ObjectEvent', action: 'ADD', epcList: [item('1'), link('2')] },
    [`epc ${link('1')}`, `epc ${link('2')}`],
  ],
  [
    'an aggregation',
    { ...when, type: 'AggregationEvent', action: 'ADD', parentID: pallet, childEPCs: [item('1')] },
    [`parent ${palletLink}`, `child ${link('1')}`],
  ],
  [
    'an aggregation without parent',
    { ...when, type: 'AggregationEvent', action: 'OBSERVE', childEPCs: [item('1')] },
    [`child ${link('1')}`],
  ],
  [
    'a transaction',
    {
      ...when,
      type: 'TransactionEvent',
      action: 'ADD',
      bizTransactionList: [{ bizTransaction: 'urn:x:1' }],
      parentID: pallet,
      epcList: [item('1')],
    },
    [`parent ${palletLink}`, `epc ${link('1')}`],
  ],
  [
    'a transformation',
    {
      ...when,
      type: 'TransformationEvent',
      inputEPCList: [item('1')],
      outputEPCList: [item('2')],
      outputQuantityList: [{ epcClass: 'urn:x:1' }],
    },
    [`input ${link('1')}`, `output ${link('2')}`],
  ],
  [
    'an event without things',
    { ...when, type: 'ObjectEvent', action: 'ADD', quantityList: [{ epcClass: 'urn:x:1' }] },
    [],
  ],
  ['an event of an own type', { ...when, type: 'ex:Custom' }, []],
])('%s mentions its things in canonical spelling', (_name, event, expected) => {
  expect(mentionsOf(event).map(({ role, epc }) => `${role} ${epc}`)).toEqual(expected);
});
