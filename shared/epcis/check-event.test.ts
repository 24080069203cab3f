import { describe, expect, test } from 'vitest';
import { exactNumber } from '../wire/exact-number.ts';
import type { JsonObject } from '../wire/json.ts';
import { checkEvent } from './check-event.ts';
import { MOST_PROBLEMS, newScope, type Values } from './scope.ts';

const definitions = new Map([
  ['ex', 'https://ns.example.org/epcis/'],
  ['other', 'https://other.example.org/'],
]);
const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
};

function checked(event: JsonObject, values: Values = 'curies') {
  const scope = newScope(definitions, values);
  const problems = checkEvent(event, scope);
  return { problems, paths: problems.map(({ path }) => path), scope };
}

describe('a check of an event', () => {
  test('finds nothing wrong with a sound one', () => expect(checked(seen).problems).toEqual([]));

  test('finds all that is wrong, each in its place', () => {
    const event = {
      ...seen,
      action: 'LOOK',
      bizStep: 'looking',
      readPoint: { id: 'x', name: 'y', 'no:such': 1 },
      quantityList: [{ epcClass: 'urn:x:1', quantity: 'many', uom: 'kilo' }, 7, { quantity: 1 }],
      sensorElementList: [{ sensorReport: [{ type: 'Warmth', value: true }, {}] }],
      'ex:n': [{ 'no:such': { 'no:other': 1 } }],
    };
    expect(checked(event).paths).toEqual([
      '/action',
      '/bizStep',
      '/readPoint/id',
      '/readPoint/name',
      '/readPoint/no:such',
      '/quantityList/0/quantity',
      '/quantityList/0/uom',
      '/quantityList/1',
      '/quantityList/2',
      '/sensorElementList/0/sensorReport/0/type',
      '/sensorElementList/0/sensorReport/0/value',
      '/sensorElementList/0/sensorReport/1',
      '/ex:n/0/no:such',
      '/ex:n/0/no:such/no:other',
    ]);
  });

  test('finds all that is missing', () => {
    const { problems } = checked({ type: 'AssociationEvent' });
    expect(problems.map(({ detail }) => detail)).toEqual([
      '"eventTime" is missing',
      '"eventTimeZoneOffset" is missing',
      '"action" is missing',
      '"parentID" is missing',
    ]);
  });

  test('tells a rule of the type beside other faults, but no fault twice', () => {
    expect(checked({ ...seen, eventTime: 'noon', epcList: 'x', ilmd: {} }).paths).toEqual([
      '/eventTime',
      '/epcList',
      '/ilmd',
    ]);
    const { epcList: _, ...nothing } = seen;
    expect(checked({ ...nothing, recordTime: 'noon' }).paths).toEqual(['/recordTime', '']);
    expect(checked({ ...nothing, quantityList: 'none' }).paths).toEqual(['/quantityList']);
  });

  test('stops counting at a hundred', () => {
    const wrong = Array.from({ length: 1000 }, (_, index) => index);
    const { problems } = checked({ ...seen, epcList: wrong, quantityList: wrong });
    expect(problems).toHaveLength(MOST_PROBLEMS);
    expect(problems[99]?.path).toBe('/epcList/99');
  });

  test('shows long values in part', () => {
    const { problems } = checked({ ...seen, action: 'x'.repeat(100_000) });
    expect(problems[0]?.detail.length).toBeLessThan(150);
  });

  test('cites the binding that the text is written in', () => {
    expect(checked({ ...seen, epcList: 1 }).problems[0]?.rule).toContain('JSON');
    expect(checked({ ...seen, epcList: 1 }, 'uris').problems[0]?.rule).toContain('XML');
  });

  test.each([
    [26, []],
    [exactNumber('26.0'), []],
    [exactNumber('1e999'), ['/quantityList/0/quantity']],
    [Number.POSITIVE_INFINITY, ['/quantityList/0/quantity']],
    ['26', ['/quantityList/0/quantity']],
    [{ rawJSON: '26' }, ['/quantityList/0/quantity']],
  ])('takes %j for a quantity only if it is a number', (quantity, paths) => {
    expect(checked({ ...seen, quantityList: [{ epcClass: 'urn:x:1', quantity }] }).paths).toEqual(paths);
  });

  test('brings words to their bare form', () => {
    const event: JsonObject = { ...seen, bizStep: 'urn:epcglobal:cbv:bizstep:packing', disposition: 'cbv:Disp-active' };
    expect(checked(event).problems).toEqual([]);
    expect(event).toMatchObject({ bizStep: 'packing', disposition: 'active' });
  });

  test('finds an EPC twice although the list has another fault', () => {
    expect(checked({ ...seen, epcList: ['urn:x:1', 'urn:x:2', 'urn:x:1'] }).paths).toEqual(['/epcList/2']);
  });
});

describe('names and texts with a prefix', () => {
  test('need it in JSON', () => {
    const { scope } = checked({ ...seen, 'ex:n': 1, bizStep: 'other:step' });
    expect([...scope.used]).toEqual(['ex', 'other']);
    expect(scope.clashes.size).toBe(0);
  });

  test('may have letters that no URI begins with', () => {
    const scope = newScope(new Map([['größe', 'https://a/']]));
    expect(checkEvent({ ...seen, bizStep: 'größe:a', readPoint: { id: 'größe:b' } }, scope)).toEqual([]);
    expect(checked({ ...seen, readPoint: { id: 'größe:b' } }).paths).toEqual(['/readPoint/id']);
  });

  test('are full URIs in XML: only names need a prefix, texts must not begin with it', () => {
    const { scope, problems } = checked({ ...seen, 'ex:n': 'other:x', bizStep: 'ex:step', 'ex:m': 'none:x' }, 'uris');
    expect(problems).toEqual([]);
    expect([...scope.used]).toEqual(['ex']);
    expect([...scope.clashes]).toEqual(['other', 'ex']);
  });

  test('are nothing of the kind behind two slashes', () => {
    const { scope } = checked({ ...seen, 'ex:n': 'other://host/', 'other://host/name': 1 });
    expect([...scope.used]).toEqual(['ex']);
    expect(checked({ ...seen, 'urn:x:n': 'other://host/' }, 'uris').scope.clashes.size).toBe(0);
  });

  test('of attributes and text inside an extension are names as well', () => {
    const { scope, problems } = checked({ ...seen, 'ex:n': { '@other:unit': 'K', '@lang': 'en', '#text': '26' } });
    expect(problems).toEqual([]);
    expect([...scope.used]).toEqual(['ex', 'other']);
    expect(checked({ ...seen, 'ex:n': { '@no:unit': 'K' } }).paths).toEqual(['/ex:n/@no:unit']);
  });

  test('of attributes that an XML event had are names as well', () => {
    const { scope, problems } = checked({ ...seen, '@ex:unit': 'K', readPoint: { id: 'urn:x:1', '@other:a': '1' } });
    expect(problems).toEqual([]);
    expect([...scope.used]).toEqual(['ex', 'other']);
  });

  test.each([
    ['@lang', '/@lang'],
    ['#text', '/#text'],
    ['@no:unit', '/@no:unit'],
    ['bare', '/bare'],
  ])('%s is no member of a structure of the standard', (name, path) => {
    expect(checked({ ...seen, [name]: 1 }).paths).toEqual([path]);
    expect(checked({ ...seen, readPoint: { id: 'urn:x:1', [name]: 1 } }).paths).toEqual([`/readPoint${path}`]);
  });
});

test('an attribute with a prefix may stand beside members of the standard', () => {
  const { problems, scope } = checked({ ...seen, readPoint: { id: 'urn:x:1', '@ex:unit': 'K' } });
  expect(problems).toEqual([]);
  expect([...scope.used]).toEqual(['ex']);
});

describe('a type of somebody’s own', () => {
  const { type: _, ...rest } = seen;

  test('needs its prefix, and takes every member of the standard', () => {
    const { problems, scope } = checked({ ...rest, type: 'ex:Own', parentID: 'urn:x:1', ilmd: {} });
    expect(problems).toEqual([]);
    expect([...scope.used]).toEqual(['ex']);
  });

  test.each(['Own', 'no:Own', '', ':Own'])('%j is none', (type) => {
    expect(checked({ ...rest, type }).paths).toEqual(['/type']);
  });
});
