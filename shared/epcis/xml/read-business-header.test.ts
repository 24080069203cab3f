import { describe, expect, test } from 'vitest';
import { readBusinessHeader } from './read-business-header.ts';

const known = { form: 'EPCISDocument', creationDate: '2026-03-01T10:00:00Z', subscriptionID: undefined } as const;
const sender = 'urn:epc:id:sgln:9521321.00001.0';
const receiver = '9521321000179';
const header = {
  'sbdh:HeaderVersion': '1.0',
  'sbdh:Sender': { 'sbdh:Identifier': { '@Authority': 'SGLN', '#text': sender } },
  'sbdh:Receiver': { 'sbdh:Identifier': { '@Authority': 'GLN', '#text': receiver } },
  'sbdh:DocumentIdentification': {
    'sbdh:Standard': 'EPCglobal',
    'sbdh:TypeVersion': '1.0',
    'sbdh:InstanceIdentifier': 'M-1',
    'sbdh:Type': 'Events',
    'sbdh:CreationDateAndTime': '2026-03-01T10:00:00Z',
  },
};
const identification = header['sbdh:DocumentIdentification'];

test('sender, receiver and identifier are taken out', () => {
  expect(readBusinessHeader(header, known)).toEqual({ sender, receiver, instanceIdentifier: 'M-1', plain: true });
});

test('an identifier may stand without authority, and names without prefix', () => {
  const bare = { Sender: { Identifier: 'us' }, Receiver: { Identifier: { '#text': 'them' } }, HeaderVersion: '1.0' };
  expect(readBusinessHeader(bare, known)).toEqual({ sender: 'us', receiver: 'them', plain: true });
});

test('what is empty says nothing', () => {
  const empty = { 'sbdh:Sender': { 'sbdh:Identifier': '' }, 'sbdh:Receiver': '', 'sbdh:DocumentIdentification': '' };
  expect(readBusinessHeader(empty, known)).toEqual({ plain: true });
  expect(readBusinessHeader('', known)).toEqual({ plain: true });
});

describe('a header says more', () => {
  test.each([
    ['with a contact', { ...header, 'sbdh:Sender': { ...header['sbdh:Sender'], 'sbdh:ContactInformation': {} } }],
    ['with a second sender', { ...header, 'sbdh:Sender': [header['sbdh:Sender'], header['sbdh:Sender']] }],
    ['with another version', { ...header, 'sbdh:HeaderVersion': '1.1' }],
    ['with a scope', { ...header, 'sbdh:BusinessScope': { 'sbdh:Scope': {} } }],
    [
      'with another authority',
      { ...header, 'sbdh:Sender': { 'sbdh:Identifier': { '@Authority': 'DUNS', '#text': sender } } },
    ],
    [
      'with another date than the document',
      {
        ...header,
        'sbdh:DocumentIdentification': { ...identification, 'sbdh:CreationDateAndTime': '2026-03-02T10:00:00Z' },
      },
    ],
    ['with another type', { ...header, 'sbdh:DocumentIdentification': { ...identification, 'sbdh:Type': 'Orders' } }],
    ['with an attribute', { ...header, '@ex:a': '1' }],
  ])('%s', (_, more) => {
    expect(readBusinessHeader(more, known)).toMatchObject({ sender, plain: false });
  });
});

test('the type depends on the document', () => {
  const typed = (type: string) => ({
    ...header,
    'sbdh:DocumentIdentification': { ...identification, 'sbdh:Type': type },
  });
  const plain = (type: string, more: object) => readBusinessHeader(typed(type), { ...known, ...more }).plain;
  expect(plain('MasterData', { form: 'EPCISMasterDataDocument' })).toBe(true);
  expect(plain('QueryControl-Response', { form: 'EPCISQueryDocument' })).toBe(true);
  expect(plain('QueryCallback', { form: 'EPCISQueryDocument', subscriptionID: 's' })).toBe(true);
  expect(plain('Events', { form: 'EPCISQueryDocument' })).toBe(false);
});
