import { describe, expect, test } from 'vitest';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { spellEpcs, spellHead } from './spell-epcs.ts';

const when = { eventTime: '2026-03-01T09:30:00Z', eventTimeZoneOffset: '+01:00' } as const;

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
      shortened: [],
    });
  });

  test('a wrong check digit stays as it was sent', () => {
    const wrong = 'https://id.gs1.org/01/09521321543211/21/7';
    const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });
    expect(spell(seen(wrong))).toEqual({ event: seen(wrong), untranslated: [wrong], shortened: [] });
  });

  test('a link of another host becomes a URN like any other', () => {
    const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });
    expect(spell(seen('https://packs.example/gtin/9521321543218/ser/7')).event).toEqual(seen(urn));
  });

  test('links are made from URNs; those of other hosts stay', () => {
    const spell = spellEpcs({ form: 'digital-link', companyPrefixes: [] });
    const other = 'https://packs.example/01/09521321543218/21/8?17=280331';
    expect(spell(seen(urn, other))).toEqual({ event: seen(link, other), untranslated: [], shortened: [] });
  });

  test.each(['urn:epc:id:gid:1.2.3', 'urn:epc:id:sgtin:9521321.54321.7'])('%s has no link', (epc) => {
    const spell = spellEpcs({ form: 'digital-link', companyPrefixes: [] });
    expect(spell(seen(epc))).toEqual({ event: seen(epc), untranslated: [epc], shortened: [] });
  });

  test('as sent, nothing changes and nothing is missed', () => {
    const spell = spellEpcs({ form: 'as-sent', companyPrefixes: [] });
    expect(spell(seen(urn, stranger))).toEqual({ event: seen(urn, stranger), untranslated: [], shortened: [] });
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
      shortened: [],
    });
  });
});

describe('what is no key of GS1 stays as it was sent', () => {
  const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });
  const ordered = (bizTransaction: string): EpcisEvent => ({
    ...seen(urn),
    bizTransactionList: [{ type: 'po', bizTransaction }],
  });

  test.each([
    'https://erp.example/orders/401/9521321ABC',
    'https://erp.example/401/9521321ABC',
    'https://erp.example/8004/9521321ABC',
    'https://erp.example/rooms/414/9521321000011',
    'https://erp.example/party/9521321000011',
  ])('an order %s', (order) =>
    expect(spell(ordered(order))).toEqual({ event: ordered(order), untranslated: [], shortened: [] }),
  );

  test('but a document of GS1 gets its URN', () =>
    expect(spell(ordered('https://id.gs1.org/253/9521321001237D1')).event).toEqual(
      ordered('urn:epc:id:gdti:9521321.00123.D1'),
    ));

  test('and a thing of another host without a check digit is told', () => {
    const asset = 'https://packs.example/8004/9521321ABC';
    expect(spell(seen(asset))).toEqual({ event: seen(asset), untranslated: [asset], shortened: [] });
    expect(spell(seen('https://id.gs1.org/8004/9521321ABC')).event).toEqual(seen('urn:epc:id:giai:9521321.ABC'));
  });
});

describe('a URN says no more than it can', () => {
  const spell = spellEpcs({ form: 'urn', companyPrefixes: ['9521321'] });

  test.each([
    'https://id.gs1.org/01/09521321543218/10/L1/21/7',
    'https://id.gs1.org/01/09521321543218/22/V2/21/7',
    'https://id.gs1.org/01/09521321543218/21/7?17=280331',
  ])('%s is shortened, which is told', (long) =>
    expect(spell(seen(long))).toEqual({ event: seen(urn), untranslated: [], shortened: [long] }),
  );

  test.each([link, 'https://id.gs1.org/01/09521321543218/21/7#top', 'https://packs.example/01/09521321543218/21/7?'])(
    '%s is not',
    (whole) => expect(spell(seen(whole))).toEqual({ event: seen(urn), untranslated: [], shortened: [] }),
  );

  test('nor is the extension 0 of a place', () => {
    const event = { ...seen(urn), readPoint: { id: 'https://id.gs1.org/414/9521321000018/254/0' } };
    expect(spell(event)).toEqual({
      event: { ...seen(urn), readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' } },
      untranslated: [],
      shortened: [],
    });
  });

  test.each(['https://id.gs1.org/01/09521321543218', 'https://id.gs1.org/01/09521321543218/10/L1'])(
    '%s among instances does not become a class',
    (epc) => expect(spell(seen(epc))).toEqual({ event: seen(epc), untranslated: [epc], shortened: [] }),
  );

  test('among classes it does', () => {
    const counted = (epcClass: string): EpcisEvent => ({
      ...when,
      type: 'ObjectEvent',
      action: 'OBSERVE',
      quantityList: [{ epcClass }],
    });
    expect(spell(counted('https://id.gs1.org/01/09521321543218/10/L1')).event).toEqual(
      counted('urn:epc:class:lgtin:9521321.054321.L1'),
    );
  });
});
