import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEvent } from '../../../test/kit/arbitrary-event.ts';
import {
  caseUnit,
  commissioned,
  packed,
  pallet,
  sensed,
  shipped,
  transformed,
  unit,
} from '../../../test/kit/credible-events.ts';
import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { EpcisEvent } from '../event.ts';
import { jsonAsEvent } from '../event-as-json.ts';
import { eventId } from '../event-id.ts';
import { documentValidator } from './document-validator.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

const lgtin = 'urn:epc:class:lgtin:9521321.054321.L1';
const variable = 'urn:epc:class:lgtin:9521321.954321.L1';
const counted = (epcClass: string, more: object = {}) =>
  commissioned({ epcList: [], quantityList: [{ epcClass, ...more }] });

test.each([
  ['commissioning', commissioned()],
  ['packing', packed()],
  ['shipping', shipped()],
  ['a transformation', transformed()],
  ['a measurement', sensed()],
  ['an event of somebody’s own', { ...sensed(), type: 'ex:Event' } as const],
])('%s as it should be gives no findings', (_, event) => expect(told(event)).toEqual([]));

describe('units and names', () => {
  test.each([
    ['Temperature', 'KGM', 'KGM is a unit of Mass, not of Temperature'],
    ['Speed', 'CEL', 'CEL is a unit of Temperature, not of Speed'],
  ])('%s in %s', (type, uom, message) =>
    expect(validateEvent(sensed({ type, uom }), { tiers })).toMatchObject([
      { code: 'unit-of-other-kind', severity: 'warning', path: '/sensorElementList/0/sensorReport/0/uom', message },
    ]),
  );

  test.each([
    ['Temperature', 'FAH'],
    ['AbsoluteHumidity', 'A93'],
    ['Temperature', 'ZZZ'],
    ['Wavenumber', 'KGM'],
    ['ex:Own', 'KGM'],
    ['Altitude', 'MTR'],
  ])('%s in %s passes', (type, uom) => expect(told(sensed({ type, uom }))).toEqual([]));

  test('an unknown name in CBV’s namespace is named with the one that was meant', () =>
    expect(validateEvent(commissioned({ ilmd: { 'cbvmda:lotNumer': 'A' } }), { tiers })).toMatchObject([
      { code: 'attribute-unknown', severity: 'warning', path: '/ilmd/cbvmda:lotNumer', remedy: 'write lotNumber' },
    ]));

  test('both spellings of the namespace are CBV’s, and no other', () => {
    const context = { mda: 'urn:epcglobal:cbv:mda', own: 'https://example.org/' };
    const event = commissioned({
      '@context': context,
      ilmd: { 'mda:lotNumer': 'A', 'own:lotNumer': 'A', 'mda:site': 'B' },
    });
    expect(told(event)).toEqual(['vocabulary warning attribute-unknown /ilmd/mda:lotNumer']);
  });
});

describe('things', () => {
  test.each([
    ['its parent', packed({ childEPCs: [unit(1), pallet] }), 'error parent-among-children /childEPCs/1'],
    [
      'its parent in another spelling',
      packed({ childEPCs: [canonicalEpc(pallet)] }),
      'error parent-among-children /childEPCs/0',
    ],
    [
      'one thing in two spellings',
      packed({ childEPCs: ['urn:epc:id:sgtin:9521321.054321.7', 'https://id.gs1.org/01/09521321543218/21/7'] }),
      'error object-repeated /childEPCs/1',
    ],
    ['its own input', transformed({ outputEPCList: [unit(8)] }), 'warning object-repeated /outputEPCList/0'],
    ['nothing', commissioned({ epcList: [] }), 'warning names-no-objects /action'],
  ])('an event that names %s', (_, event, what) => expect(told(event)).toContain(`business ${what}`));

  test('DELETE of a transaction without objects means all', () => {
    const { type: _, epcList: __, ...rest } = shipped();
    const bizTransactionList = rest.bizTransactionList ?? [];
    const event: EpcisEvent = {
      ...rest,
      bizStep: 'ex:own',
      type: 'TransactionEvent',
      action: 'DELETE',
      bizTransactionList,
    };
    expect(told(event)).toEqual([]);
    expect(told({ ...event, action: 'ADD', epcList: [] })).toEqual(['business warning names-no-objects /action']);
  });
});

describe('quantities', () => {
  test.each([
    [{ quantity: -1 }, ['business error quantity-negative /quantityList/0/quantity']],
    [{ quantity: 2.5 }, ['business error count-not-whole /quantityList/0/quantity']],
    [{ quantity: exactNumber('2.50') }, ['business error count-not-whole /quantityList/0/quantity']],
    [{ quantity: 2, uom: 'KGM' }, ['business warning unit-of-count /quantityList/0/uom']],
    [{ quantity: exactNumber('2.0') }, []],
    [{}, []],
  ])('%j of a counted class', (more, expected) => expect(told(counted(lgtin, more))).toEqual(expected));

  test('a variable measure has a unit', () => {
    expect(told(counted(variable, { quantity: 2.5, uom: 'KGM' }))).toEqual([]);
    expect(told(counted('ex:cotton', { quantity: 2.5, uom: 'KGM' }))).toEqual([]);
  });
});

describe('flags and corrections', () => {
  const declared = (errorDeclaration: object) =>
    commissioned({ errorDeclaration: { declarationTime: '2026-04-01T00:00:00Z', ...errorDeclaration } });

  test('what is set cannot be unset at once', () => {
    const both = { set: ['active', 'expired'], unset: ['damaged', 'expired'] };
    expect(told(commissioned({ persistentDisposition: both }))).toEqual([
      'business error set-and-unset /persistentDisposition/unset/1',
    ]);
    expect(told(commissioned({ persistentDisposition: { set: ['active'], unset: ['expired'] } }))).toEqual([]);
  });

  test.each([
    [{ reason: 'did_not_occur', correctiveEventIDs: ['urn:e:1'] }, ['corrects-what-never-was']],
    [{ correctiveEventIDs: ['urn:e:1'] }, ['corrects-without-reason']],
    [{ reason: 'incorrect_data', correctiveEventIDs: ['urn:e:1'] }, []],
    [{ reason: 'ex:own', correctiveEventIDs: ['urn:e:1'] }, []],
    [{ reason: 'did_not_occur', correctiveEventIDs: [] }, []],
    [{ reason: 'did_not_occur' }, []],
  ])('%j', (declaration, codes) =>
    expect(told(declared(declaration))).toEqual(
      codes.map((code) => `business warning ${code} /errorDeclaration/correctiveEventIDs`),
    ),
  );
});

describe('an eventID that is a hash', () => {
  const event = commissioned();

  test('must be the hash of the event', () => {
    expect(told({ ...event, eventID: eventId(event) })).toEqual([]);
    expect(told({ ...event, eventID: eventId(packed()) })).toEqual(['business warning hash-differs /eventID']);
  });

  test('may lack its version and be written in capitals', () => {
    const bare = eventId(event).replace('?ver=CBV2.0', '');
    const shouted = bare.replace(/[0-9a-f]{64}$/, (hex) => hex.toUpperCase());
    expect(told({ ...event, eventID: bare })).toEqual([]);
    expect(told({ ...event, eventID: shouted })).toEqual([]);
  });

  test('is not checked in versions that are not known, nor is any other identifier', () => {
    expect(told({ ...event, eventID: `ni:///sha-256;${'0'.repeat(64)}?ver=CBV2.1` })).toEqual([]);
    expect(told({ ...event, eventID: 'urn:uuid:1' })).toEqual([]);
  });
});

describe('what is asked', () => {
  const both = commissioned({ bizStep: 'urn:epcglobal:cbv:bizstep:comissioning', recordTime: '2020-01-01T00:00:00Z' });

  test('only the tiers that were asked for answer', () => {
    const ask = (...asked: Tier[]) => validateEvent(both, { tiers: new Set(asked) }).map(({ tier }) => tier);
    expect(ask()).toEqual([]);
    expect(ask('shape')).toEqual([]);
    expect(ask('vocabulary')).toEqual(['vocabulary']);
    expect(ask('business')).toEqual(['business']);
    expect(ask('vocabulary', 'business')).toEqual(['vocabulary', 'business']);
  });

  test('a hundred errors are told, and warnings do not push them out', () => {
    const quantityList = Array.from({ length: 300 }, (_, index) => ({
      epcClass: lgtin,
      uom: 'KGM',
      quantity: index < 200 ? 1 : -1,
    }));
    const findings = validateEvent(commissioned({ epcList: [], quantityList }), { tiers });
    expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(100);
    expect(findings.filter(({ severity }) => severity === 'warning')).toHaveLength(100);
  });
});

describe('bad input', () => {
  const all: ReadonlySet<Tier> = new Set(['shape', 'vocabulary', 'business', 'dscsa']);
  const scalar = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      'urn:epc:',
      'https://id.gs1.org/01/',
      'urn:epcglobal:cbv:',
      'ADD',
      'shipping',
      '2026-99-99T99:99:99Z',
      unit(1),
      caseUnit(2),
    ),
  );
  const members = [
    ...[
      'eventTime',
      'eventTimeZoneOffset',
      'recordTime',
      'bizStep',
      'disposition',
      'action',
      'epcList',
      'parentID',
      'ilmd',
    ],
    ...['childEPCs', 'quantityList', 'sourceList', 'sensorElementList', 'errorDeclaration', 'persistentDisposition'],
    ...[
      'sensorReport',
      'sensorMetadata',
      'type',
      'source',
      'uom',
      'value',
      'epcClass',
      'quantity',
      'cbvmda:lotNumber',
      'eventID',
    ],
  ];
  const { anything } = fc.letrec((tie) => ({
    anything: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('anything'), { maxLength: 4 }), tie('holder')),
    holder: fc.dictionary(fc.constantFrom(...members), tie('anything'), { maxKeys: 8 }),
  }));

  test('no tree of any shape makes a rule throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ObjectEvent', 'AggregationEvent', 'TransformationEvent', 'ex:Own'),
        anything,
        (type, tree) => {
          const event = jsonAsEvent(JSON.parse(JSON.stringify({ ...Object(tree), type })));
          expect(Array.isArray(validateEvent(event, { tiers: all }))).toBe(true);
        },
      ),
    );
  });

  test('nor does any event that a reader lets through, in any order', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 4 }), (events) => {
        const validator = documentValidator({ tiers: all, limit: 5 });
        const findings = [...events.flatMap((event, index) => validator.event(event, index)), ...validator.end()];
        for (const { path, message, code } of findings) {
          expect(path === '' || path.startsWith('/')).toBe(true);
          expect([message, code]).not.toContain('');
        }
      }),
    );
  });
});
