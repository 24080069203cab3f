import { describe, expect, test } from 'vitest';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { spellEpcs, spellHead, translateEpcs, translateHead } from './translate-epcs.ts';

const shout = (epc: string) => epc.toUpperCase();
const when = { eventTime: '2026-03-01T09:30:00Z', eventTimeZoneOffset: '+01:00' } as const;

test('every identifier of an event is spelled anew, and nothing else', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'AggregationEvent',
    eventID: 'urn:id:1',
    action: 'ADD',
    parentID: 'urn:a:1',
    childEPCs: ['urn:a:2', 'urn:a:3'],
    childQuantityList: [{ epcClass: 'urn:a:4', quantity: 1, uom: 'KGM' }],
    bizStep: 'packing',
    readPoint: { id: 'urn:a:5', 'ex:near': 'urn:a:6' },
    bizLocation: { id: 'urn:a:7' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:a:8' }],
    sourceList: [{ type: 'owning_party', source: 'urn:a:9' }],
    destinationList: [{ type: 'owning_party', destination: 'urn:a:10' }],
    sensorElementList: [
      { sensorMetadata: { deviceID: 'urn:a:11' }, sensorReport: [{ type: 'Count', deviceID: 'urn:a:12' }] },
    ],
    'ex:epc': 'urn:a:13',
  };
  expect(translateEpcs(event, shout)).toEqual({
    ...event,
    parentID: 'URN:A:1',
    childEPCs: ['URN:A:2', 'URN:A:3'],
    childQuantityList: [{ epcClass: 'URN:A:4', quantity: 1, uom: 'KGM' }],
    readPoint: { id: 'URN:A:5', 'ex:near': 'urn:a:6' },
    bizLocation: { id: 'URN:A:7' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'URN:A:8' }],
    sourceList: [{ type: 'owning_party', source: 'URN:A:9' }],
    destinationList: [{ type: 'owning_party', destination: 'URN:A:10' }],
    sensorElementList: [
      { sensorMetadata: { deviceID: 'URN:A:11' }, sensorReport: [{ type: 'Count', deviceID: 'URN:A:12' }] },
    ],
  });
});

test('a transformation has its own places', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'TransformationEvent',
    transformationID: 'urn:a:1',
    inputEPCList: ['urn:a:2'],
    inputQuantityList: [{ epcClass: 'urn:a:3' }],
    outputEPCList: ['urn:a:4'],
    outputQuantityList: [{ epcClass: 'urn:a:5' }],
    ilmd: { 'cbvmda:lotNumber': 'urn:a:6' },
  };
  expect(translateEpcs(event, shout)).toEqual({
    ...event,
    transformationID: 'URN:A:1',
    inputEPCList: ['URN:A:2'],
    inputQuantityList: [{ epcClass: 'URN:A:3' }],
    outputEPCList: ['URN:A:4'],
    outputQuantityList: [{ epcClass: 'URN:A:5' }],
  });
});

const link = 'https://id.gs1.org/01/09521321543218/21/7';
const urn = 'urn:epc:id:sgtin:9521321.054321.7';
const stranger = 'https://id.gs1.org/01/04012345123456/21/7';
const seen = (...epcList: string[]): EpcisEvent => ({ ...when, type: 'ObjectEvent', action: 'OBSERVE', epcList });

describe('spelling identifiers one way', () => {
  test('URNs need a company prefix; what has none stays a link and is named once', () => {
    const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });
    expect(spell({ ...seen(link, stranger, 'urn:own:1'), readPoint: { id: stranger } })).toEqual({
      event: { ...seen(urn, stranger, 'urn:own:1'), readPoint: { id: stranger } },
      untranslated: [stranger],
    });
  });

  test('a wrong check digit stays as it was sent', () => {
    const wrong = 'https://id.gs1.org/01/09521321543211/21/7';
    const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });
    expect(spell(seen(wrong))).toEqual({ event: seen(wrong), untranslated: [wrong] });
  });

  test('a link of another host becomes a URN like any other', () => {
    const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });
    expect(spell(seen('https://packs.example/gtin/9521321543218/ser/7')).event).toEqual(seen(urn));
  });

  test('links are made from URNs; those of other hosts stay', () => {
    const spell = spellEpcs({ form: 'digital-link', companyPrefixes: [] });
    const other = 'https://packs.example/01/09521321543218/21/8?17=280331';
    expect(spell(seen(urn, other))).toEqual({ event: seen(link, other), untranslated: [] });
  });

  test.each(['urn:epc:id:gid:1.2.3', 'urn:epc:id:sgtin:9521321.54321.7'])('%s has no link', (epc) => {
    const spell = spellEpcs({ form: 'digital-link', companyPrefixes: [] });
    expect(spell(seen(epc))).toEqual({ event: seen(epc), untranslated: [epc] });
  });

  test('as sent, nothing changes and nothing is missed', () => {
    const spell = spellEpcs({ form: 'as-sent', companyPrefixes: [] });
    expect(spell(seen(urn, stranger))).toEqual({ event: seen(urn, stranger), untranslated: [] });
  });

  test('each event has its own list of what is missed', () => {
    const spell = spellEpcs({ form: 'urn', companyPrefixes: [] });
    expect(spell(seen(link)).untranslated).toEqual([link]);
    expect(spell(seen(stranger)).untranslated).toEqual([stranger]);
  });
});

describe('master data', () => {
  const head: EpcisHead = {
    form: 'EPCISDocument',
    context: {},
    sender: link,
    masterData: [
      {
        type: 'urn:epcglobal:epcis:vtype:EPCClass',
        vocabularyElementList: [
          { id: link, attributes: [{ id: 'ex:a', attribute: link }], children: [stranger] },
          { id: 'urn:x' },
        ],
      },
      { type: 'urn:epcglobal:epcis:vtype:Location' },
    ],
  };

  test('is spelled in its elements and their children, not in its attributes', () => {
    const spell = spellHead({ form: 'urn', companyPrefixes: ['9521321'] });
    expect(spell(head)).toEqual({
      head: {
        ...head,
        masterData: [
          {
            type: 'urn:epcglobal:epcis:vtype:EPCClass',
            vocabularyElementList: [
              { id: urn, attributes: [{ id: 'ex:a', attribute: link }], children: [stranger] },
              { id: 'urn:x' },
            ],
          },
          { type: 'urn:epcglobal:epcis:vtype:Location' },
        ],
      },
      untranslated: [stranger],
    });
  });

  test('that is not there changes nothing', () => {
    const bare: EpcisHead = { form: 'bare', context: {} };
    expect(translateHead(bare, shout)).toEqual(bare);
  });
});
