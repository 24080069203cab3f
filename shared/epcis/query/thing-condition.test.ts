import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyEpc } from '../../../test/kit/arbitrary-epc.ts';
import { anyUrn } from '../../../test/kit/arbitrary-key.ts';
import { anObjectEvent, matches, queryFor } from '../../../test/kit/epcis-queries.ts';
import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import { componentNames } from '../../gs1/epc-components.ts';
import { writePattern } from '../../gs1/epc-pattern.ts';
import { readUrnParts } from '../../gs1/epc-urn.ts';
import { isRefusal } from '../../refusal.ts';
import type { JsonObject } from '../../wire/json.ts';

const pack = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const packLink = (serial: string) => `https://example.com/01/09521321543218/21/${serial}`;
const pallet = 'urn:epc:id:sscc:9521321.1234567890';

const kinds: Record<string, JsonObject> = {
  epc: { epcList: [pack('1')] },
  child: { type: 'AggregationEvent', parentID: pallet, childEPCs: [pack('1')] },
  parent: { type: 'AggregationEvent', parentID: pack('1'), childEPCs: [pack('2')] },
  input: { type: 'TransformationEvent', inputEPCList: [pack('1')], outputEPCList: [pack('2')] },
  output: { type: 'TransformationEvent', inputEPCList: [pack('2')], outputEPCList: [pack('1')] },
};

describe('things', () => {
  test.each([
    ['MATCH_epc', ['epc', 'child']],
    ['MATCH_parentID', ['parent']],
    ['MATCH_inputEPC', ['input']],
    ['MATCH_outputEPC', ['output']],
    ['MATCH_anyEPC', ['epc', 'child', 'parent', 'input', 'output']],
  ])('%s looks at the roles %s only', (name, roles) => {
    for (const [role, event] of Object.entries(kinds))
      for (const spelling of [pack('1'), packLink('1')])
        expect(matches({ [name]: ['urn:example:other', spelling] }, anObjectEvent(event))).toBe(roles.includes(role));
  });

  test('a CURIE is what its prefix makes of it, in the event and in the query', () => {
    const event = anObjectEvent({ epcList: ['ex:7'] });
    expect(matches({ MATCH_epc: ['https://ns.example.org/epcis/7'] }, event)).toBe(true);
    expect(matches({ MATCH_epc: ['ex:7'] }, anObjectEvent({ epcList: ['https://ns.example.org/epcis/7'] }))).toBe(true);
  });

  test('any spelling of an identifier finds any other', () =>
    fc.assert(
      fc.property(anyEpc, (epc) => {
        const [sent, canonical] = [{ epcList: [epc] }, { epcList: [canonicalEpc(epc)] }].map(anObjectEvent);
        for (const event of [sent, canonical])
          for (const asked of [epc, canonicalEpc(epc)])
            if (event !== undefined) expect(matches({ MATCH_epc: [asked] }, event)).toBe(true);
      }),
    ));

  test('serials are told apart by case and leading zeros', () => {
    expect(matches({ MATCH_epc: [pack('00a')] }, anObjectEvent({ epcList: [pack('0a'), pack('00A')] }))).toBe(false);
  });

  test('thousands of them are looked for in an event of as many', () => {
    const many = (from: number) => Array.from({ length: 10_000 }, (_, i) => pack(String(from + i)));
    const event = anObjectEvent({ epcList: many(0) });
    expect(matches({ MATCH_anyEPC: many(9_999) }, event)).toBe(true);
    expect(matches({ MATCH_anyEPC: many(10_000) }, event)).toBe(false);
  });
});

describe('patterns', () => {
  test.each([
    ['urn:epc:idpat:sgtin:9521321.054321.*', true],
    ['urn:epc:idpat:sgtin:9521321.*.*', true],
    ['urn:epc:idpat:sgtin:*.*.*', true],
    ['urn:epc:idpat:sgtin:9521321.054321.A1', true],
    ['urn:epc:idpat:sgtin:9521321.054322.*', false],
    ['urn:epc:idpat:sgtin:9521322.*.*', false],
    ['urn:epc:idpat:sscc:*.*', false],
    ['urn:epc:idpat:upui:9521321.*.*', false],
    ['urn:epc:idpat:itip:*.*.*.*.*', false],
    // A star is a character of a serial here.
    ['urn:epc:id:sgtin:9521321.054321.*', false],
  ])('%s covers a pack, whichever way it is spelled: %s', (pattern, covers) => {
    for (const epc of [pack('A1'), packLink('A1')])
      expect(matches({ MATCH_epc: [pattern] }, anObjectEvent({ epcList: [epc] }))).toBe(covers);
  });

  test.each([
    ['urn:epc:idpat:sgln:9521321.00017.*', 'urn:epc:id:sgln:9521321.00017.0', true],
    ['urn:epc:idpat:sgln:9521321.00017.*', 'urn:epc:id:sgln:9521321.00017.LINE2', true],
    ['urn:epc:idpat:sgln:9521321.00017.0', 'urn:epc:id:sgln:9521321.00017.LINE2', false],
    ['urn:epc:idpat:cpi:9521321.PART.*', 'urn:epc:id:cpi:9521321.PART.7', true],
    ['urn:epc:idpat:cpi:9521321.PART.*', 'urn:epc:id:cpi:9521321.PART7.7', false],
    ['urn:epc:idpat:giai:9521321.*', 'urn:epc:id:giai:9521321.A%2F1', true],
    ['urn:epc:idpat:grai:9521321.00045.*', 'urn:epc:id:grai:9521321.00045.A77', true],
    ['urn:epc:idpat:itip:9521321.054321.01.*.*', 'urn:epc:id:itip:9521321.054321.01.03.S', true],
    ['urn:epc:idpat:itip:9521321.054321.02.*.*', 'urn:epc:id:itip:9521321.054321.01.03.S', false],
  ])('%s covers %s: %s', (pattern, epc, covers) => {
    expect(matches({ MATCH_anyEPC: [pattern] }, anObjectEvent({ epcList: [epc] }))).toBe(covers);
  });

  test('every pattern cut from an EPC covers it', () =>
    fc.assert(
      fc.property(anyUrn, fc.nat(4), ({ urn }, count) => {
        const parts = readUrnParts(urn);
        if (isRefusal(parts) || parts.scheme.space !== 'id') return;
        const { scheme, companyPrefix, reference, pieces, serial } = parts;
        const all = [
          companyPrefix,
          reference,
          ...(scheme.pieces ? [pieces.slice(0, 2), pieces.slice(2)] : []),
          ...(serial === undefined ? [] : [serial]),
        ].slice(0, componentNames(scheme).length);
        // A lone star is the wildcard, not the serial `*`.
        fc.pre(serial !== '*');
        const pattern = writePattern({ scheme, given: all.slice(0, count) });
        const params = { MATCH_epc: [pattern] };
        expect(matches(params, anObjectEvent({ epcList: [urn] }))).toBe(true);
        expect(matches(params, anObjectEvent({ epcList: [canonicalEpc(urn)] }))).toBe(true);
      }),
    ));

  test('leave no things to look up', () => {
    expect(queryFor({ MATCH_epc: [pack('1'), 'urn:epc:idpat:sgtin:9521321.054321.*'] }).hints.things).toEqual([]);
  });
});

describe('classes', () => {
  const lot = 'urn:epc:class:lgtin:9521321.054321.LOT-77';
  const product = 'urn:epc:idpat:sgtin:9521321.054321.*';
  const element = [{ epcClass: lot, quantity: 3 }];

  test.each([
    ['MATCH_epcClass', ['quantityList', 'childQuantityList']],
    ['MATCH_inputEPCClass', ['inputQuantityList']],
    ['MATCH_outputEPCClass', ['outputQuantityList']],
    ['MATCH_anyEPCClass', ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList']],
  ])('%s looks at %s only', (name, lists) => {
    for (const list of ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'])
      for (const spelling of [lot, 'https://id.gs1.org/01/09521321543218/10/LOT-77'])
        expect(matches({ [name]: [spelling] }, anObjectEvent({ [list]: element }))).toBe(lists.includes(list));
  });

  test('a pattern is itself, and covers nothing', () => {
    const event = anObjectEvent({ quantityList: [{ epcClass: product }] });
    expect(matches({ MATCH_epcClass: [product] }, event)).toBe(true);
    expect(matches({ MATCH_epcClass: ['https://id.gs1.org/01/09521321543218'] }, event)).toBe(true);
    expect(matches({ MATCH_epcClass: ['urn:epc:idpat:sgtin:9521321.*.*'] }, event)).toBe(false);
    expect(matches({ MATCH_epcClass: [product] }, anObjectEvent({ quantityList: element }))).toBe(false);
  });
});
