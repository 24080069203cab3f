import { describe, expect, test } from 'vitest';
import type { EpcisEvent, TransformationEvent } from '../epcis/event.ts';
import { foldUnit } from './fold-unit.ts';
import type { StoredEvent } from './stored-event.ts';

const unit = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const [a, b, c] = [unit('A'), unit('B'), unit('C')];
const logger = 'https://id.gs1.org/8004/9521321LOGGER1';
const other = 'https://id.gs1.org/8004/9521321LOGGER2';
const dose = 'https://id.gs1.org/01/09521321543218/10/BULK1';

const base = (minute: number) => ({
  eventTime: `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`,
  eventTimeZoneOffset: '+01:00',
});
const stored = (...events: EpcisEvent[]): StoredEvent[] =>
  events.map((event, position) => ({
    eventId: `e${position}`,
    recordTime: '2026-03-02T00:00:00Z',
    captureId: 'c',
    position,
    event,
  }));

describe('attachments', () => {
  const associate = (
    m: number,
    action: 'ADD' | 'OBSERVE' | 'DELETE',
    parentID: string,
    childEPCs?: string[],
  ): EpcisEvent => ({
    ...base(m),
    type: 'AssociationEvent',
    action,
    parentID,
    ...(childEPCs && { childEPCs }),
  });

  test('are several at once, in the order of attaching, and no packing', () => {
    const state = foldUnit(a, stored(associate(1, 'ADD', logger, [a, b]), associate(2, 'ADD', other, [a])));
    expect(state.attachedTo).toEqual([logger, other]);
    expect(state).not.toHaveProperty('parent');
  });

  test('end one by one, or all that a thing carries; being seen together attaches nothing', () => {
    const events = [associate(1, 'ADD', logger, [a, b]), associate(2, 'ADD', other, [a])];
    expect(foldUnit(a, stored(...events, associate(3, 'DELETE', other, [a]))).attachedTo).toEqual([logger]);
    expect(foldUnit(a, stored(...events, associate(3, 'DELETE', logger))).attachedTo).toEqual([other]);
    expect(foldUnit(a, stored(...events, associate(3, 'DELETE', logger, [b]))).attachedTo).toEqual([logger, other]);
    expect(foldUnit(c, stored(associate(1, 'OBSERVE', logger, [c])))).not.toHaveProperty('attachedTo');
  });

  test('may be to a place', () => {
    const place = 'urn:epc:id:sgln:9521321.00017.0';
    const state = foldUnit(a, stored(associate(1, 'ADD', place, [a])));
    expect(state.attachedTo).toEqual(['https://id.gs1.org/414/9521321000179']);
  });
});

describe('transformations', () => {
  const transform = (m: number, members: Partial<TransformationEvent>): EpcisEvent => ({
    ...members,
    ...base(m),
    type: 'TransformationEvent',
  });

  test('tell what went in and what came out, classes too', () => {
    const event = transform(1, {
      inputEPCList: [a],
      inputQuantityList: [{ epcClass: dose, quantity: 3, uom: 'KGM' }],
      outputEPCList: [b, c],
    });
    expect(foldUnit(a, stored(event))).toMatchObject({ exists: 'decommissioned', madeInto: [b, c] });
    expect(foldUnit(b, stored(event))).toMatchObject({ exists: 'commissioned', madeFrom: [a, dose] });
  });

  test('are one when they share an id, whatever else happens to either side', () => {
    const transformationID = 'urn:example:t1';
    const inputs = transform(1, { transformationID, inputEPCList: [a] });
    const outputs = transform(2, { transformationID, outputEPCList: [b] });
    const stranger = transform(2, { transformationID: 'urn:example:t2', outputEPCList: [c] });
    expect(foldUnit(a, stored(inputs, outputs, stranger)).madeInto).toEqual([b]);
    expect(foldUnit(b, stored(outputs, inputs, stranger)).madeFrom).toEqual([a]);
  });
});

describe('business documents', () => {
  const order = { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000011:PO-1' };
  const invoice = { type: 'inv', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000011:INV-1' };
  const link = (
    m: number,
    action: 'ADD' | 'OBSERVE' | 'DELETE',
    list: (typeof order)[],
    epcList?: string[],
  ): EpcisEvent => ({
    ...base(m),
    type: 'TransactionEvent',
    action,
    bizTransactionList: list,
    ...(epcList && { epcList }),
  });

  test('are linked and unlinked by name, and all together', () => {
    const linked = link(1, 'ADD', [order, invoice], [a, b]);
    expect(foldUnit(a, stored(linked)).transactions).toEqual([order, invoice]);
    expect(foldUnit(a, stored(linked, link(2, 'DELETE', [order], [a]))).transactions).toEqual([invoice]);
    expect(foldUnit(a, stored(linked, link(2, 'DELETE', [order], [b]))).transactions).toEqual([order, invoice]);
    expect(foldUnit(a, stored(linked, link(2, 'DELETE', [invoice]))).transactions).toEqual([order]);
    expect(foldUnit(a, stored(link(1, 'OBSERVE', [order], [a])))).not.toHaveProperty('transactions');
  });
});

describe('lasting dispositions', () => {
  const say = (m: number, persistentDisposition: { set?: string[]; unset?: string[] }): EpcisEvent => ({
    ...base(m),
    type: 'ObjectEvent',
    action: 'OBSERVE',
    epcList: [a],
    persistentDisposition,
  });

  test('last until they are unset, beside the disposition', () => {
    const events = [say(1, { set: ['conformant', 'completeness_verified'] }), say(3, { unset: ['conformant'] })];
    expect(foldUnit(a, stored(...events)).persistentDispositions).toEqual(['completeness_verified']);
    expect(foldUnit(a, stored(...events, say(2, { set: ['expired'] }))).persistentDispositions).toEqual([
      'completeness_verified',
      'expired',
    ]);
    expect(foldUnit(a, stored(...events, say(4, { unset: ['completeness_verified'] })))).not.toHaveProperty(
      'persistentDispositions',
    );
  });
});
