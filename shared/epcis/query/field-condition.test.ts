import { describe, expect, test } from 'vitest';
import { anObjectEvent, matches, queried, queryFor } from '../../../test/kit/epcis-queries.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import type { QueryValue } from '../query-message.ts';

const outer = { 'ex:outer': { 'ex:inner': 5, plain: { 'ex:deep': 'x' } }, 'ex:top': 7 };

const places: readonly (readonly [infix: string, hold: (inside: JsonObject) => JsonObject])[] = [
  ['', (inside) => inside],
  ['ILMD_', (inside) => ({ ilmd: inside })],
  ['ERROR_DECLARATION_', (inside) => ({ errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', ...inside } })],
  ['SENSORELEMENT_', (inside) => ({ sensorElementList: [{ sensorReport: [], ...inside }] })],
  ['SENSORMETADATA_', (inside) => ({ sensorElementList: [{ sensorMetadata: inside, sensorReport: [] }] })],
  ['SENSORREPORT_', (inside) => ({ sensorElementList: [{ sensorReport: [{ type: 'Count' }, inside] }] })],
  ['readPoint_', (inside) => ({ readPoint: { id: 'urn:example:p', ...inside } })],
  ['bizLocation_', (inside) => ({ bizLocation: { id: 'urn:example:p', ...inside } })],
];

describe('an extension field', () => {
  test.each(places)('%s is found where it stands, and nowhere else', (infix, hold) => {
    const event = anObjectEvent(hold(outer));
    expect(matches({ [`EQ_${infix}ex:top`]: 7 }, event)).toBe(true);
    expect(matches({ [`EQ_${infix}ex:inner`]: 5 }, event)).toBe(false);
    expect(matches({ [`EQ_INNER_${infix}ex:inner`]: '5' }, event)).toBe(true);
    expect(matches({ [`EQ_INNER_${infix}ex:deep`]: ['y', 'x'] }, event)).toBe(true);
    expect(matches({ [`EQ_INNER_${infix}ex:top`]: 7 }, event)).toBe(false);
    for (const [other] of places) if (other !== infix) expect(matches({ [`EQ_${other}ex:top`]: 7 }, event)).toBe(false);
  });

  test.each(places.slice(0, 6))('%s has all signs of order, and EXISTS', (infix, hold) => {
    const event = anObjectEvent(hold(outer));
    for (const inner of ['', 'INNER_']) {
      const [field, value] = inner === '' ? ['ex:top', 7] : ['ex:inner', 5];
      const name = (sign: string) => `${sign}_${inner}${infix}${field}`;
      expect(matches({ [name('GE')]: value, [name('LE')]: value, [name('EXISTS')]: true }, event)).toBe(true);
      expect(matches({ [name('GT')]: value }, event)).toBe(false);
      expect(matches({ [name('LT')]: value }, event)).toBe(false);
      expect(matches({ [name('EXISTS')]: true }, anObjectEvent())).toBe(false);
      expect(matches({ [name('EXISTS')]: false }, anObjectEvent())).toBe(true);
    }
  });

  test.each<[string, QueryValue, Json, boolean]>([
    ['EQ', 'x', 'x', true],
    ['EQ', 'X', 'x', false],
    ['EQ', '', '', true],
    ['EQ', '7', '007', false],
    ['EQ', '7', 7, true],
    ['EQ', '7.0', exactNumber('7.00'), true],
    ['EQ', 7, '7.0', true],
    ['EQ', 7, 'seven', false],
    ['EQ', true, true, true],
    ['EQ', 'true', true, true],
    ['EQ', true, 'true', true],
    ['EQ', false, true, false],
    ['EQ', '2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00Z', true],
    ['EQ', 'urn:epc:id:sscc:9521321.1234567890', 'https://id.gs1.org/00/195213212345678904', true],
    ['EQ', 'ex:thing', 'https://ns.example.org/epcis/thing', true],
    ['EQ', 'b', ['a', ['b']], true],
    ['EQ', '42', { '@type': 'xsd:integer', '@value': '42' }, true],
    ['EQ', 'd', { '#text': 'd', '@code': 'c' }, true],
    ['EQ', 'x', null, false],
    ['EQ', 'x', { 'ex:a': 'x' }, false],
    ['GT', 2, 10, true],
    ['GT', '2', '10', true],
    ['LT', 2, 'ten', false],
    ['GE', '2026-03-01T09:00:00Z', '2026-03-01T10:00:00+01:00', true],
    ['GT', '2026-03-01T09:00:00Z', '2026-03-01T10:00:00+01:00', false],
    ['LT', '2026-03-01T09:00:00Z', 5, false],
    ['LT', 5, '2026-03-01T09:00:00Z', false],
    ['LT', '2028-06-01', '2028-03-31', true],
    ['GE', '2028-03-31T00:00:00Z', '2028-03-31', true],
    ['LT', '2028-02-30T00:00:00Z', '2028-03-31', false],
    ['EXISTS', true, { 'ex:a': 1 }, true],
    ['EXISTS', true, '', true],
    ['EXISTS', true, null, false],
    ['EXISTS', true, [], false],
  ])('%s %o of %o: %s', (sign, asked, value, fits) => {
    const read = () => matches({ [`${sign}_ex:f`]: asked }, anObjectEvent({ 'ex:f': value }));
    if (asked === '2028-02-30T00:00:00Z') expect(read).toThrow(/neither a number nor a time/);
    else expect(read()).toBe(fits);
  });

  test('has one name, whatever the prefix, in full, and as EPCIS 1.2 writes it', () => {
    const contexts: readonly JsonObject[] = [
      { 'ex:size': 5 },
      { '@context': { own: 'https://ns.example.org/epcis/' }, 'own:size': 5 },
      { 'https://ns.example.org/epcis/size': 5 },
    ];
    for (const sent of contexts)
      for (const name of ['ex:size', 'https://ns.example.org/epcis/#size', 'https://ns.example.org/epcis/size'])
        expect(matches({ [`EQ_${name}`]: 5 }, anObjectEvent(sent))).toBe(true);
    const sharp = anObjectEvent({ '@context': { s: 'http://example.com/ns#' }, 's:a': 1 });
    expect(matches({ 'EQ_http://example.com/ns#a': 1 }, sharp)).toBe(true);
    const urn = anObjectEvent({ '@context': { s: 'urn:example:ns:' }, 's:a': 1 });
    expect(matches({ 'EQ_urn:example:ns#a': 1 }, urn)).toBe(true);
    // The same prefix for another namespace is another name.
    expect(matches({ 'EQ_ex:size': 5 }, anObjectEvent({ '@context': { ex: 'urn:other:' }, 'ex:size': 5 }))).toBe(false);
  });

  test('of CBV has one name with and without the colon', () => {
    for (const namespace of ['urn:epcglobal:cbv:mda', 'urn:epcglobal:cbv:mda:', 'urn:epcglobal:cbv:mda#'])
      for (const name of ['cbvmda:lotNumber', 'urn:epcglobal:cbv:mda#lotNumber', 'urn:epcglobal:cbv:mda:lotNumber']) {
        const event = anObjectEvent({ '@context': { m: namespace }, ilmd: { 'm:lotNumber': 'L1' } });
        expect(matches({ [`EQ_ILMD_${name}`]: ['L1'] }, event)).toBe(true);
      }
  });

  test('is found as an attribute of XML, and below bare names', () => {
    const event = anObjectEvent({ 'ex:a': { '@ex:unit': 'mm', '#text': '5', b: [{ 'ex:c': 1 }] } });
    expect(matches({ 'EQ_INNER_ex:unit': 'mm', 'EQ_INNER_ex:c': 1, 'EQ_ex:a': '5' }, event)).toBe(true);
  });

  test('may have a prefix with underscores, even one that looks like a place', () => {
    const context = { own_ns: 'https://ns.example.org/epcis/', ILMD_x: 'https://ns.example.org/epcis/' };
    const judge = (name: string) => queryFor({ [name]: 7 }, context).matcher([])(queried(anObjectEvent(outer)));
    expect(judge('EQ_own_ns:top')).toBe(true);
    expect(judge('EQ_ILMD_x:top')).toBe(true);
  });

  test.each(['EQ_source_ex:top', 'EQ_value_ex:top'])('%s is no field of an extension', (name) => {
    expect(() => matches({ [name]: 7 }, anObjectEvent(outer))).toThrow();
  });
});
