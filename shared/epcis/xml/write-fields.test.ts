import { describe, expect, test } from 'vitest';
import { refusedEvent, written } from '../../../test/kit/written-xml.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { Json, JsonObject } from '../../wire/json.ts';

const start = '<ObjectEvent>…<action>OBSERVE</action>';
const v12 = { version: '1.2' } as const;
const webUris = { version: '2.0', vocabulary: 'web-uri' } as const;

/** What is written of an observing ObjectEvent with these members, between its action and its end. */
const behindAction = (members: JsonObject, options?: Parameters<typeof written>[1]) =>
  written({ epcList: null, ...members }, options)
    .replace(start, '')
    .replace('</ObjectEvent>', '');

const context = { '@context': { ex: 'https://ns.example.org/', po: { '@id': 'urn:example:po:' } } };

describe('words of the vocabularies', () => {
  const members = {
    bizStep: 'creating_class_instance',
    disposition: 'non_sellable_other',
    bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:x:1' }],
    sourceList: [{ type: 'location', source: 'urn:x:2' }],
    destinationList: [{ type: 'owning_party', destination: 'urn:x:3' }],
  };

  test('are URNs', () => {
    expect(behindAction(members)).toBe(
      '<bizStep>urn:epcglobal:cbv:bizstep:creating_class_instance</bizStep>' +
        '<disposition>urn:epcglobal:cbv:disp:non_sellable_other</disposition>' +
        '<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:desadv">urn:x:1</bizTransaction></bizTransactionList>' +
        '<sourceList><source type="urn:epcglobal:cbv:sdt:location">urn:x:2</source></sourceList>' +
        '<destinationList><destination type="urn:epcglobal:cbv:sdt:owning_party">urn:x:3</destination></destinationList>',
    );
  });

  test('are web URIs in 2.0 when asked for', () => {
    expect(behindAction(members, webUris)).toBe(
      '<bizStep>https://ref.gs1.org/cbv/BizStep-creating_class_instance</bizStep>' +
        '<disposition>https://ref.gs1.org/cbv/Disp-non_sellable_other</disposition>' +
        '<bizTransactionList><bizTransaction type="https://ref.gs1.org/cbv/BTT-desadv">urn:x:1</bizTransaction></bizTransactionList>' +
        '<sourceList><source type="https://ref.gs1.org/cbv/SDT-location">urn:x:2</source></sourceList>' +
        '<destinationList><destination type="https://ref.gs1.org/cbv/SDT-owning_party">urn:x:3</destination></destinationList>',
    );
  });

  test('are URNs in 1.2 whatever was asked for', () => {
    expect(written({ bizStep: 'packing' }, { version: '1.2', vocabulary: 'web-uri' })).toContain(
      '<bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>',
    );
  });

  test('of somebody’s own are written in full', () => {
    expect(behindAction({ ...context, bizStep: 'ex:weighing' })).toBe(
      '<bizStep>https://ns.example.org/weighing</bizStep>',
    );
    expect(behindAction({ bizStep: 'https://example.com/step' })).toBe('<bizStep>https://example.com/step</bizStep>');
    expect(behindAction({ bizStep: 'urn:epcglobal:cbv:bizstep:decomissioning' })).toContain('bizstep:decomissioning');
    expect(behindAction({ bizStep: 'cbv:BizStep-sorting' })).toBe(
      '<bizStep>https://ref.gs1.org/cbv/BizStep-sorting</bizStep>',
    );
  });

  test('of the error reasons are spelled like the others', () => {
    const errorDeclaration = { declarationTime: '2026-03-01T10:00:00Z', reason: 'did_not_occur' };
    expect(written({ errorDeclaration })).toContain('<reason>urn:epcglobal:cbv:er:did_not_occur</reason>');
    expect(written({ errorDeclaration }, webUris)).toContain(
      '<reason>https://ref.gs1.org/cbv/ER-did_not_occur</reason>',
    );
  });
});

describe('identifiers', () => {
  test('are escaped', () => {
    expect(written({ epcList: ['https://id.gs1.org/01/09521321000018/21/a?x=1&y=<2>'] })).toContain(
      '<epc>https://id.gs1.org/01/09521321000018/21/a?x=1&amp;y=&lt;2&gt;</epc>',
    );
  });

  test('that are CURIEs of the event are written in full', () => {
    const event = { ...context, epcList: ['ex:1', 'urn:x:2'], bizTransactionList: [{ bizTransaction: 'po:77' }] };
    expect(written(event)).toContain('<epcList><epc>https://ns.example.org/1</epc><epc>urn:x:2</epc></epcList>');
    expect(written(event)).toContain('<bizTransaction>urn:example:po:77</bizTransaction>');
  });

  test('that only look like CURIEs stay', () => {
    expect(written({ epcList: ['ex:1', 'https://x.example/1'] })).toContain('<epc>ex:1</epc>');
    expect(written({ '@context': { https: 'urn:x:' }, epcList: ['https://x.example/1'], 'https:a': 'b' })).toContain(
      '<epc>https://x.example/1</epc>',
    );
  });

  test('that XML cannot carry are refused with their place', () => {
    expect(refusedEvent({ epcList: ['urn:x:1', 'urn:x:\u0001'] })).toMatchObject({
      refused: 'unsupported',
      at: '/events/0/epcList/1',
      detail: expect.stringContaining('U+0001'),
    });
    expect(refusedEvent({ bizTransactionList: [{ type: 'po', bizTransaction: '\uFFFE' }] })).toMatchObject({
      at: '/events/0/bizTransactionList/0/bizTransaction',
    });
    expect(refusedEvent({ bizTransactionList: [{ type: '\uFFFE', bizTransaction: 'urn:x:1' }] })).toMatchObject({
      at: '/events/0/bizTransactionList/0/type',
    });
    expect(refusedEvent({ readPoint: { id: '\uD800' } })).toMatchObject({ at: '/events/0/readPoint/id' });
  });
});

describe('quantities', () => {
  const quantity = (value: Json) =>
    behindAction({ quantityList: [{ epcClass: 'urn:x:c', quantity: value, uom: 'KGM' }] });
  const around = (digits: string) =>
    `<quantityList><quantityElement><epcClass>urn:x:c</epcClass><quantity>${digits}</quantity><uom>KGM</uom></quantityElement></quantityList>`;

  test.each([
    [7, '7'],
    [-0.5, '-0.5'],
    [exactNumber('26.0'), '26.0'],
    [exactNumber('12345678901234567890.5'), '12345678901234567890.5'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [exactNumber('1.50e2'), '150'],
  ])('keep their digits and have no exponent: %j', (value, digits) => {
    expect(quantity(value)).toBe(around(digits));
  });

  test('may be unspecified', () => {
    expect(behindAction({ quantityList: [{ epcClass: 'urn:x:c' }, { epcClass: 'urn:x:d', quantity: 2 }] })).toBe(
      '<quantityList><quantityElement><epcClass>urn:x:c</epcClass></quantityElement>' +
        '<quantityElement><epcClass>urn:x:d</epcClass><quantity>2</quantity></quantityElement></quantityList>',
    );
  });

  test('of endless digits are refused', () => {
    expect(
      refusedEvent({ quantityList: [{ epcClass: 'urn:x:c', quantity: exactNumber('1e999999999') }] }),
    ).toMatchObject({
      at: '/events/0/quantityList/0/quantity',
    });
  });
});

describe('places', () => {
  test('have their extensions behind their id', () => {
    expect(
      behindAction({
        ...context,
        readPoint: { 'ex:gate': { 'ex:number': '4' }, id: 'ex:dock' },
        bizLocation: { id: 'urn:x:1' },
      }),
    ).toBe(
      '<readPoint><id>https://ns.example.org/dock</id><ex:gate><ex:number>4</ex:number></ex:gate></readPoint><bizLocation><id>urn:x:1</id></bizLocation>',
    );
  });
});

describe('an error declaration', () => {
  test('has its members in their order and its extensions behind them', () => {
    const errorDeclaration = {
      'ex:by': 'me',
      correctiveEventIDs: ['urn:uuid:1', 'ex:2'],
      reason: 'ex:reason',
      declarationTime: '2026-03-01T10:00:00Z',
    };
    const text =
      '<errorDeclaration><declarationTime>2026-03-01T10:00:00Z</declarationTime><reason>https://ns.example.org/reason</reason>' +
      '<correctiveEventIDs><correctiveEventID>urn:uuid:1</correctiveEventID><correctiveEventID>https://ns.example.org/2</correctiveEventID></correctiveEventIDs>' +
      '<ex:by>me</ex:by></errorDeclaration>';
    expect(written({ ...context, errorDeclaration })).toContain(text);
    expect(written({ ...context, errorDeclaration }, v12)).toContain(`<baseExtension>${text}</baseExtension>`);
  });

  test('names no corrective events when the list is empty', () => {
    const errorDeclaration = { declarationTime: '2026-03-01T10:00:00Z', correctiveEventIDs: [] };
    expect(written({ errorDeclaration })).not.toContain('correctiveEventIDs');
  });
});

describe('a persistent disposition', () => {
  test('tells first what is no more', () => {
    expect(
      behindAction({ ...context, persistentDisposition: { set: ['active', 'ex:own'], unset: ['recalled'] } }),
    ).toBe(
      '<persistentDisposition><unset>urn:epcglobal:cbv:disp:recalled</unset><set>urn:epcglobal:cbv:disp:active</set>' +
        '<set>https://ns.example.org/own</set></persistentDisposition>',
    );
  });
});

describe('certificates', () => {
  test('have an element each', () => {
    expect(written({ certificationInfo: ['urn:x:1', 'urn:x:2'] })).toContain(
      '<certificationInfo>urn:x:1</certificationInfo><certificationInfo>urn:x:2</certificationInfo>',
    );
    expect(written({ certificationInfo: ['urn:x:1', 'urn:x:2'] }, v12)).toContain(
      '<baseExtension><extension><certificationInfo>urn:x:1</certificationInfo><certificationInfo>urn:x:2</certificationInfo></extension></baseExtension>',
    );
  });
});

describe('instance and lot master data', () => {
  test('is written in its order', () => {
    const ilmd = { 'cbvmda:lotNumber': 'L1', 'ex:b': { inner: 'x' }, 'cbvmda:itemExpirationDate': '2027-12-31' };
    expect(behindAction({ ...context, ilmd })).toBe(
      '<ilmd><cbvmda:lotNumber>L1</cbvmda:lotNumber><ex:b><inner>x</inner></ex:b><cbvmda:itemExpirationDate>2027-12-31</cbvmda:itemExpirationDate></ilmd>',
    );
  });

  test('may be empty', () => {
    expect(behindAction({ ilmd: {} })).toBe('<ilmd/>');
  });
});

describe('what others added where the schemas have no place', () => {
  test('is not lost from quantities, sources and transactions', () => {
    expect(behindAction({ ...context, quantityList: [{ epcClass: 'urn:x:c', 'ex:grade': 'A' }] })).toContain(
      '<epcClass>urn:x:c</epcClass><ex:grade>A</ex:grade></quantityElement>',
    );
    expect(behindAction({ ...context, sourceList: [{ type: 'location', source: 'urn:x:1', 'ex:dock': 3 }] })).toContain(
      '<source type="urn:epcglobal:cbv:sdt:location" ex:dock="3">urn:x:1</source>',
    );
    const structured = { type: 'po', bizTransaction: 'urn:x:1', 'ex:line': { 'ex:number': '3' } };
    expect(refusedEvent({ ...context, bizTransactionList: [structured] })).toMatchObject({
      at: '/events/0/bizTransactionList/0/ex:line',
    });
  });
});

describe('a tree that no reader makes', () => {
  const wrong: JsonObject[] = [
    { eventTime: 5 },
    { bizStep: ['shipping'] },
    { epcList: [5] },
    { epcList: [['urn:x:1']] },
    { epcList: { a: 'urn:x:1' } },
    { readPoint: 'urn:x:1' },
    { quantityList: [{ epcClass: 'urn:x:c', quantity: '5' }] },
    { quantityList: 'urn:x:c' },
    { bizTransactionList: ['urn:x:1'] },
    { bizTransactionList: [{ type: 'po' }] },
    { sensorElementList: {} },
    { sensorElementList: ['x'] },
    { sensorElementList: [{}] },
    { sensorElementList: [{ sensorReport: ['x'] }] },
    { sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: { a: 'b' } }] }] },
    { sensorElementList: [{ sensorReport: [{ type: 'Temperature', unknown: 'x' }] }] },
    { persistentDisposition: [], errorDeclaration: 'x' },
    { ilmd: 'x' },
  ];

  test.each(wrong)('is refused, not written: %j', (members) => {
    expect(refusedEvent(members)).toMatchObject({ refused: 'malformed', at: expect.stringMatching(/^\/events\/0\//) });
  });
});
