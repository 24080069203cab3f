import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { eventsOf, isEventMessage } from './events-of.ts';
import { type ControlHeader, exchangeKinds, type Message } from './families.ts';
import { readExchange } from './read-exchange.ts';
import { writeExchange } from './write-exchange.ts';

const header: ControlHeader = {
  sender: '9521321000017',
  receiver: '9521999000010',
  controlNumber: '000042',
  date: '2026-03-01',
  time: '10:00:00Z',
};
const when = { at: '2026-03-01T09:00:00.000Z', offset: '+01:00' };
const pack = 'urn:epc:id:sgtin:9521321.012345.A1';
const box = 'urn:epc:id:sscc:9521321.0000000001';
const gtin = '09521321123457';

/** One of each family, with all that it can say. */
const messages: Message[] = [
  {
    family: 'serial-request',
    content: {
      requestId: 'r-1',
      location: '9521999000010',
      references: [{ type: 'PO', number: '4500 & 7' }],
      idType: 'GTIN',
      size: 12_000,
      objectKey: { gtin, market: 'DE' },
      lot: 'A<1',
    },
  },
  {
    family: 'serial-response',
    content: {
      requestId: 'r-1',
      objectKey: { ssccPrefix: '09521321' },
      serials: ['A1', 'B2'],
      codes: ['010952132112345721A1\u00e9'],
    },
  },
  {
    family: 'disposition-assigned',
    content: {
      lot: 'A1',
      expiry: '2028-12-31',
      produced: '2026-03-01',
      line: 'L1',
      commissions: [{ ...when, eventId: 'urn:uuid:1', epcs: [pack] }],
      aggregations: [{ ...when, parent: box, packed: 'FULL', quantity: 1, contents: [pack] }],
    },
  },
  {
    family: 'disposition-updated',
    content: { updates: [{ became: 'DESTROYED', ...when, epcs: [pack], reason: 'fell' }] },
  },
  { family: 'disaggregated', content: { disaggregations: [{ ...when, parent: box }] } },
  {
    family: 'end-of-batch',
    content: {
      lot: 'A1',
      gtin,
      endedAt: when.at,
      counts: {
        received: 10,
        printed: 9,
        commissioned: 8,
        rejected: 1,
        sampled: 0,
        destroyed: 0,
        unused: 1,
        cases: 1,
        pallets: 0,
      },
      unusedSerials: ['Z9'],
    },
  },
  {
    family: 'production-order',
    content: { orderNumber: 'O-1', gtin, lot: 'A1', expiry: '2028-12-31', quantity: 8, line: 'L1' },
  },
  {
    family: 'processing-response',
    content: {
      inReplyTo: '000041',
      outcome: 'REJECTED',
      problems: [{ code: 'E1', at: '3:4', detail: 'no such lot', remedy: 'send it first' }],
    },
  },
  {
    family: 'sales-shipment',
    content: {
      deliveryNumber: '80001',
      complete: true,
      shipments: [
        {
          ...when,
          transactions: [{ type: 'po', number: 'urn:epcglobal:cbv:bt:9521321000017:1' }],
          sources: [{ role: 'owning_party', id: 'urn:epc:id:pgln:9521321.00001' }],
          destinations: [{ role: 'owning_party', id: 'urn:epc:id:pgln:9521999.00001' }],
          epcs: [box],
        },
        { voided: true, ...when, epcs: [box] },
      ],
    },
  },
  { family: 'receipt', content: { receipts: [{ ...when, epcs: [box] }] } },
  { family: 'return', content: { returns: [{ ...when, readPoint: 'urn:epc:id:sgln:9521321.00017.0', epcs: [box] }] } },
];

const written = (...some: Message[]): string => {
  const text = writeExchange(header, some);
  if (isRefusal(text)) throw new Error(text.detail);
  return text;
};

/** What is wrong first with a text. */
function refusalOf(text: string) {
  const read = readExchange(text);
  if (!Array.isArray(read)) throw new Error('it was read');
  return read[0];
}

test('there is an example of every family here', () => {
  expect(messages.map(({ family }) => family).toSorted()).toEqual([...exchangeKinds].toSorted());
});

describe('a message says the same after it was written and read', () => {
  test.each(messages)('$family', (message) => {
    expect(readExchange(written(message))).toEqual({ header, messages: [message] });
  });
});

test('messages that say what happened are events, and no others are', () => {
  const told = messages.flatMap((message) => (isEventMessage(message) ? eventsOf(message, header.sender) : []));
  expect(told.map((event) => `${event.type} ${event.bizStep} ${event.disposition}`)).toEqual([
    'ObjectEvent commissioning active',
    'AggregationEvent packing in_progress',
    'ObjectEvent destroying destroyed',
    'AggregationEvent unpacking in_progress',
    'ObjectEvent shipping in_transit',
    'ObjectEvent void_shipping in_progress',
    'ObjectEvent receiving in_progress',
    'ObjectEvent receiving returned',
  ]);
});

test.each<[string, Message, string]>([
  [
    'a text without end',
    {
      family: 'disposition-updated',
      content: { updates: [{ became: 'DESTROYED', ...when, epcs: [pack], reason: 'x'.repeat(401) }] },
    },
    '/messages/0/updates/0/reason',
  ],
  [
    'a sign that XML cannot carry',
    {
      family: 'disposition-updated',
      content: { updates: [{ became: 'DESTROYED', ...when, epcs: [pack], reason: '\u0001' }] },
    },
    '/messages/0/updates/0/reason',
  ],
])('%s is refused before it is sent', (_, message, at) => {
  expect(writeExchange(header, [message])).toMatchObject({ refused: 'unsupported', at });
});

describe('what is wrong is told with its place, its rule and what to do', () => {
  const [request = messages[0]] = messages;
  const good = written(...(request === undefined ? [] : [request]));
  test.each<[string, (text: string) => string, object]>([
    [
      'a number that is none',
      (text) => text.replace('>12000<', '>many<'),
      { line: 20, detail: 'Size is no whole number', at: expect.stringMatching(/^20:\d+ \/SerialRequest\/Size$/) },
    ],
    [
      'a number out of range',
      (text) => text.replace('>12000<', '>0<'),
      { line: 20, detail: expect.stringMatching(/^Size /) },
    ],
    [
      'a member that is missing',
      (text) => text.replace(/\s*<RequestId>.*<\/RequestId>/, ''),
      { detail: 'RequestId is missing', at: expect.stringContaining('/SerialRequest') },
    ],
    [
      'a member that nobody knows',
      (text) => text.replaceAll('Lot>', 'Charge>'),
      { detail: 'Charge does not belong in SerialRequest', remedy: expect.stringContaining('RequestId') },
    ],
    [
      'a member that stands twice',
      (text) => text.replace(/<RequestId>.*<\/RequestId>/, '$&$&'),
      { detail: 'RequestId stands twice in SerialRequest' },
    ],
    [
      'a word that is none of the family',
      (text) => text.replace('>GTIN<', '>EAN<'),
      { detail: expect.stringMatching(/^IdType /) },
    ],
    [
      'text between elements',
      (text) => text.replace('<Size>', 'x<Size>'),
      { detail: expect.stringContaining('text stands between') },
    ],
    ['elements inside a text', (text) => text.replace('>r-1<', '><b/><'), { detail: 'b does not belong in RequestId' }],
    [
      'another namespace',
      (text) => text.replace('urn:seriate:exchange:1', 'urn:else'),
      { detail: expect.stringContaining('{urn:else}SerialExchange') },
    ],
    ['another version', (text) => text.replace('"1.0">', '"2.0">'), { detail: 'the version is 2.0' }],
    [
      'a message that is none',
      (text) => text.replaceAll('SerialRequest', 'Serialrequest'),
      { remedy: expect.stringContaining('SerialRequest') },
    ],
    [
      'no message',
      (text) => text.replace(/<SerialRequest>[\s\S]*<\/SerialRequest>/, ''),
      { detail: 'there is no message behind the control header' },
    ],
    [
      'no control header',
      (text) => text.replaceAll('ControlHeader', 'Header'),
      { detail: 'ControlHeader comes first' },
    ],
    [
      'an entity that expands',
      (text) => text.replace('<SerialExchange', '<!DOCTYPE a [<!ENTITY b "c">]><SerialExchange'),
      { remedy: 'leave the DOCTYPE out' },
    ],
    ['a text that ends in the middle', (text) => text.slice(0, -30), { line: expect.any(Number) }],
    [
      'deep nesting',
      (text) => text.replace('<Size>', '<a>'.repeat(40)),
      { detail: expect.stringContaining('nested deeper') },
    ],
    ['nothing', () => '', {}],
  ])('%s', (_, spoil, told) => {
    const spoilt = spoil(good);
    expect(spoilt).not.toBe(good);
    expect(refusalOf(spoilt)).toMatchObject({
      refused: expect.stringMatching(/malformed|too-large/),
      detail: expect.stringMatching(/./),
      ...told,
    });
  });
});
