import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEvent } from '../../../test/kit/arbitrary-event.ts';
import {
  caseUnit,
  commissioned,
  lot,
  packed,
  pallet,
  sensed,
  shipped,
  transformed,
  unit,
} from '../../../test/kit/credible-events.ts';
import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import { exactNumber } from '../../wire/exact-number.ts';
import type { EpcisEvent, SensorMetadata } from '../event.ts';
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
const metered = (sensorMetadata: SensorMetadata, report = {}) =>
  sensed({}, { sensorElementList: [{ sensorMetadata, sensorReport: [{ type: 'Temperature', value: 5, ...report }] }] });

test.each([
  ['commissioning', commissioned()],
  ['packing', packed()],
  ['shipping', shipped()],
  ['a transformation', transformed()],
  ['a measurement', sensed()],
  ['an event of somebody’s own', { ...sensed(), type: 'ex:Event' } as const],
])('%s as it should be gives no findings', (_, event) => expect(told(event)).toEqual([]));

describe('words', () => {
  const step = (bizStep: string) => sensed({}, { bizStep });

  test.each([
    ['urn:epcglobal:cbv:bizstep:comissioning', 'word-unknown', 'write commissioning'],
    ['https://ref.gs1.org/cbv/BizStep-decomissioning', 'word-unknown', 'write decommissioning'],
    ['cbv:BizStep-Shipping', 'word-unknown', 'write shipping'],
    ['urn:epcglobal:cbv:bizstep:xxxxxxxxxxxx', 'word-unknown', 'a value of your own needs a URI of your own'],
    ['urn:epcglobal:cbv:disp:active', 'word-of-other-field', 'a value of your own needs a URI of your own'],
    ['https://ref.gs1.org/cbv/BTT-po', 'word-of-other-field', 'a value of your own needs a URI of your own'],
    ['urn:epcglobal:cbv:bizsteps:shipping', 'vocabulary-unknown', 'write shipping'],
    ['https://ref.gs1.org/cbv/shipping', 'vocabulary-unknown', 'write shipping'],
    ['URN:epcglobal:cbv:bizstep:shipping', 'spelling-unknown', 'write shipping'],
  ])('%s is an error, with the word that was meant', (value, code, remedy) => {
    const [first, ...others] = validateEvent(step(value), { tiers });
    expect(first).toMatchObject({ tier: 'vocabulary', severity: 'error', code, path: '/bizStep', remedy });
    expect(first?.rule).toContain('CBV 2.0 §7');
    expect(others).toEqual([]);
  });

  test.each(['shipping', 'https://example.org/steps/shipping', 'ex:comissioning', 'urn:epcglobal:fmcg:bizstep:x'])(
    '%s is the sender’s business',
    (value) => expect(told({ ...shipped(), bizStep: value })).toEqual([]),
  );

  test.each([
    ['urn:epcglobal:cbv:disp:non_sellable_expired', 'expired'],
    ['https://ref.gs1.org/cbv/Disp-non_sellable_recalled', 'recalled'],
    ['urn:epcglobal:cbv:disp:non_sellable_damaged', 'damaged'],
    ['urn:epcglobal:cbv:disp:non_sellable_disposed', 'disposed'],
    ['urn:epcglobal:cbv:disp:non_sellable_no_pedigree_match', 'no_pedigree_match'],
  ])('%s of CBV 1.x is named with its successor', (disposition, successor) =>
    expect(validateEvent({ ...sensed(), disposition }, { tiers })).toMatchObject([
      { severity: 'warning', code: 'word-withdrawn', path: '/disposition', remedy: `write ${successor}` },
    ]),
  );

  test('non_sellable_other stayed in CBV 2.0', () =>
    expect(told({ ...sensed(), disposition: 'non_sellable_other' })).toEqual([]));

  test('every field with a vocabulary is looked at', () => {
    const x = 'urn:epcglobal:cbv:btt:zzzzzzzz';
    const event: EpcisEvent = {
      ...sensed({ exception: 'gs1:zzzzzzzz', component: 'cbv:Comp-zzzzzzzz', type: 'gs1:zzzzzzzz' }),
      persistentDisposition: { set: ['active', x], unset: [x.replace('btt', 'disp')] },
      bizTransactionList: [{ bizTransaction: 'urn:t:1' }, { type: x, bizTransaction: 'urn:t:2' }],
      sourceList: [{ type: x, source: 'urn:s:1' }],
      destinationList: [{ type: x, destination: 'urn:s:2' }],
      errorDeclaration: { declarationTime: '2026-04-01T00:00:00Z', reason: x },
    };
    expect(
      validateEvent(event, { tiers: new Set(['vocabulary']) })
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([
      '/bizTransactionList/1/type',
      '/destinationList/0/type',
      '/errorDeclaration/reason',
      '/persistentDisposition/set/1',
      '/persistentDisposition/unset/0',
      '/sensorElementList/0/sensorReport/0/component',
      '/sensorElementList/0/sensorReport/0/exception',
      '/sensorElementList/0/sensorReport/0/type',
      '/sourceList/0/type',
    ]);
  });

  test.each([
    ['gs1:MT-Temperature', 'word-unknown', 'write Temperature'],
    ['gs1:ALARM_CONDITION', 'word-of-other-field', 'a value of your own needs a URI of your own'],
  ])('a measurement of type %s', (type, code, remedy) =>
    expect(validateEvent(sensed({ type }), { tiers })).toMatchObject([{ code, remedy, severity: 'error' }]),
  );
});

describe('identifiers', () => {
  const naming = (...epcList: string[]) => sensed({}, { epcList });

  test.each([
    'urn:epc:id:sgtin:9521321.54321.7',
    'urn:epc:id:sscc:9521321.1',
    'urn:epc:id:sgtin:9521321.054321.',
    'urn:epc:id:nothing:9521321.1',
    'urn:epc:',
  ])('%s is malformed', (epc) => expect(told(naming(epc))).toEqual(['vocabulary error epc-urn-malformed /epcList/0']));

  test('what a tag holds is no pure identity', () =>
    expect(told(naming('urn:epc:tag:sgtin-96:1.9521321.054321.7'))).toEqual([
      'vocabulary error epc-not-pure /epcList/0',
    ]));

  test.each([
    ['https://id.gs1.org/01/09521321543211/21/7', 'check-digit'],
    ['https://packs.example/gtin/9521321543211/ser/7', 'check-digit'],
    ['https://id.gs1.org/00/195213212345678905', 'check-digit'],
    ['https://id.gs1.org/01/95213215432/21/7', 'link-malformed'],
    ['https://id.gs1.org/what/ever', 'link-malformed'],
  ])('%s: %s', (epc, code) => expect(told(naming(epc))).toEqual([`vocabulary error ${code} /epcList/0`]));

  test.each([
    unit(1),
    'https://id.gs1.org/01/09521321543218/21/7',
    'https://packs.example/01/09521321543218/21/7?17=280331',
    'https://packs.example/01/95213215432/21/7',
    'https://example.org/what/ever',
    'urn:epc:id:gid:95100000.12345.400',
    'urn:epc:id:usdod:2S194.12345678901',
    'urn:uuid:2b4d6f7a-0000-4000-8000-000000000000',
  ])('%s passes', (epc) => expect(told(naming(epc))).toEqual([]));

  test.each([
    lgtin,
    'urn:epc:idpat:sgtin:9521321.054321.*',
    'https://id.gs1.org/01/09521321543218',
    'https://id.gs1.org/01/09521321543218/10/L1',
    'https://id.gs1.org/8003/09521321000452',
    'https://id.gs1.org/253/9521321001237',
  ])('%s is a class among instances', (epc) =>
    expect(told(naming(epc))).toEqual(['vocabulary error class-among-instances /epcList/0']),
  );

  test.each([unit(1), pallet, 'https://id.gs1.org/01/09521321543218/21/7', 'https://id.gs1.org/00/195213212345678904'])(
    '%s is an instance among classes',
    (epc) => expect(told(counted(epc))).toEqual(['vocabulary error instance-among-classes /quantityList/0/epcClass']),
  );

  test.each([
    lgtin,
    'https://id.gs1.org/01/09521321543218/10/L1',
    'https://id.gs1.org/8003/09521321000452',
    'ex:cotton',
  ])('%s is a class like another', (epcClass) => expect(told(counted(epcClass, { quantity: 3 }))).toEqual([]));

  test('a place may hold what is attached to it', () => {
    const event: EpcisEvent = {
      ...packed({ childEPCs: [pallet] }),
      type: 'AssociationEvent',
      parentID: 'urn:epc:id:sgln:9521321.00017.0',
    };
    expect(told(event)).toEqual([]);
  });

  const ordered = (bizTransaction: string) => shipped({ bizTransactionList: [{ type: 'po', bizTransaction }] });
  test.each([
    ['urn:epcglobal:cbv:bt:SO0000035', 'error cbv-number-malformed'],
    ['urn:epcglobal:cbv:bt:9521234000013', 'error cbv-number-malformed'],
    ['urn:epcglobal:cbv:bt:9521234000014:1', 'warning gln-check-digit'],
  ])('%s: %s', (id, what) =>
    expect(told(ordered(id))).toEqual([`vocabulary ${what} /bizTransactionList/0/bizTransaction`]),
  );

  test('transformations are numbered likewise', () => {
    expect(told(transformed({ transformationID: 'urn:epcglobal:cbv:xform:12:A' }))).toEqual([
      'vocabulary error cbv-number-malformed /transformationID',
    ]);
    expect(told(transformed({ transformationID: 'urn:epcglobal:cbv:xform:9521234000013:A' }))).toEqual([]);
  });
});

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

describe('times', () => {
  const at = (eventTime: string, more: object = {}) => ({ ...commissioned(), eventTime, ...more });

  test.each([
    ['another offset', at('2026-03-01T08:00:00+01:00'), ['offset-differs /eventTimeZoneOffset']],
    ['the same offset', at('2026-03-01T08:00:00-05:00'), []],
    ['UTC as +00:00', at('2026-03-01T08:00:00+00:00'), []],
    [
      'a record before',
      at('2026-03-01T08:00:00Z', { recordTime: '2026-03-01T07:59:59.999Z' }),
      ['recorded-before-event /recordTime'],
    ],
    ['a record at once, elsewhere', at('2026-03-01T08:00:00Z', { recordTime: '2026-03-01T03:00:00-05:00' }), []],
    [
      'a declaration before',
      at('2026-03-01T08:00:00Z', { errorDeclaration: { declarationTime: '2026-03-01T07:00:00Z' } }),
      ['declared-before-event /errorDeclaration/declarationTime'],
    ],
  ])('%s', (_, event, expected) => expect(told(event)).toEqual(expected.map((what) => `business warning ${what}`)));
});

describe('business steps', () => {
  const { disposition: _, ...undisposed } = commissioned();
  const { sourceList: __, destinationList: ___, bizTransactionList: ____, ...unaddressed } = shipped();
  const { ilmd: _____, ...bare } = commissioned();

  test.each<[EpcisEvent, string]>([
    [undisposed, 'commissioning-without-disposition '],
    [{ ...bare, action: 'OBSERVE' }, 'commissioning-not-add /action'],
    [{ ...sensed(), bizStep: 'decommissioning' }, 'decommissioning-not-delete /action'],
    [packed({ action: 'DELETE' }), 'packing-deletes /action'],
    [packed({ bizStep: 'unpacking' }), 'unpacking-adds /action'],
    [unaddressed, 'shipping-unaddressed '],
  ])('%#', (event, what) => expect(told(event)).toEqual([`business warning ${what}`]));

  test.each<[EpcisEvent]>([
    [{ ...sensed(), bizStep: 'decommissioning', action: 'DELETE' }],
    [packed({ action: 'DELETE', bizStep: 'unpacking' })],
    [{ ...unaddressed, sourceList: [{ type: 'location', source: 'ex:1' }] }],
    [transformed({ bizStep: 'commissioning' })],
  ])('%# passes', (event) => expect(told(event)).toEqual([]));
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

describe('sensor data', () => {
  const report = '/sensorElementList/0/sensorReport/0';
  const metadata = '/sensorElementList/0/sensorMetadata';

  test.each([
    [{ minValue: 5, maxValue: 4 }, [`error minimum-above-maximum ${report}/minValue`]],
    [{ minValue: exactNumber('5.0'), maxValue: 4 }, [`error minimum-above-maximum ${report}/minValue`]],
    [{ minValue: 1, maxValue: 9, meanValue: 10 }, [`warning mean-outside-range ${report}/meanValue`]],
    [{ minValue: 6, value: 5 }, [`warning value-outside-range ${report}/value`]],
    [{ minValue: 1, maxValue: 9, meanValue: 5 }, []],
    [{ percRank: 101, percValue: 3 }, [`error rank-outside-range ${report}/percRank`]],
    [{ percRank: -0.1, percValue: 3 }, [`error rank-outside-range ${report}/percRank`]],
    [{ percRank: 50 }, [`warning percentile-incomplete ${report}`]],
    [{ percRank: 100, percValue: 300 }, []],
    [{ sDev: -1 }, [`error deviation-negative ${report}/sDev`]],
    [{ type: 'RelativeHumidity', uom: 'P1', value: 104 }, [`warning humidity-outside-range ${report}/value`]],
    [{ type: 'RelativeHumidity', uom: 'P1', value: 40 }, []],
  ])('%j', (more, expected) => expect(told(sensed(more))).toEqual(expected.map((what) => `business ${what}`)));

  test.each<[SensorMetadata, object, string[]]>([
    [
      { startTime: '2026-03-02T00:00:00Z', endTime: '2026-03-01T00:00:00Z' },
      {},
      [`error interval-empty ${metadata}/endTime`],
    ],
    [{ startTime: '2026-03-01T01:00:00+02:00', endTime: '2026-03-01T00:00:00Z' }, {}, []],
    [
      { startTime: '2026-03-01T00:00:00Z', time: '2026-02-28T00:00:00Z' },
      {},
      [`warning time-outside-interval ${metadata}/time`],
    ],
    [
      { endTime: '2026-03-01T00:00:00Z' },
      { time: '2026-03-01T00:00:01Z' },
      [`warning time-outside-interval ${report}/time`],
    ],
    [{ deviceID: 'ex:1' }, { deviceID: 'ex:1' }, [`warning said-twice ${report}/deviceID`]],
    [{ deviceID: 'ex:1' }, { rawData: 'ex:2' }, []],
    [{ bizRules: 'ex:1' }, { bizRules: 'ex:1' }, []],
  ])('metadata %j above a report %j', (above, more, expected) =>
    expect(told(metered(above, more))).toEqual(expected.map((what) => `business ${what}`)),
  );

  test.each(['deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'])('%s is not said twice', (member) =>
    expect(told(metered({ [member]: 'ex:1' }, { [member]: 'ex:2' }))).toEqual([
      `business warning said-twice ${report}/${member}`,
    ]),
  );

  test('a report that says nothing', () => {
    const sensorElementList = [{ sensorReport: [{ type: 'Temperature' }] }];
    expect(told(sensed({}, { sensorElementList }))).toEqual([`business warning report-says-nothing ${report}`]);
    const alarmed = [{ sensorReport: [{ type: 'Temperature', exception: 'ALARM_CONDITION' }] }];
    expect(told(sensed({}, { sensorElementList: alarmed }))).toEqual([]);
  });
});

describe('lots and dates', () => {
  const made = (ilmd: Record<`${string}:${string}`, string | number | object>) =>
    jsonAsEvent(JSON.parse(JSON.stringify({ ...commissioned(), ilmd })));

  test.each([
    [{ 'cbvmda:lotNumber': 'A'.repeat(21) }, ['error lot-length /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': '' }, ['error lot-length /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': 'LÖT' }, ['error lot-characters /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': 'LOT 1' }, ['error lot-characters /ilmd/cbvmda:lotNumber']],
    [{ 'cbvmda:lotNumber': 4711 }, []],
    [
      { 'cbvmda:lotNumber': { '@type': 'xsd:string', '@value': 'A B' } },
      ['error lot-characters /ilmd/cbvmda:lotNumber'],
    ],
    [{ 'cbvmda:itemExpirationDate': '2027-02-29' }, ['error date-not-real /ilmd/cbvmda:itemExpirationDate']],
    [{ 'cbvmda:itemExpirationDate': '2028-02-29' }, []],
    [{ 'cbvmda:bestBeforeDate': '2028-13-01' }, ['error date-not-real /ilmd/cbvmda:bestBeforeDate']],
    [{ 'cbvmda:sellByDate': '280331' }, ['warning date-form /ilmd/cbvmda:sellByDate']],
    [{ 'cbvmda:itemExpirationDate': '2028-03-31T00:00:00Z' }, []],
    [{ 'cbvmda:itemExpirationDate': { 'ex:y': '2028' } }, []],
    [{ 'ex:expiryDate': 'soon' }, []],
    [lot, []],
  ])('%j', (ilmd, expected) => expect(told(made(ilmd))).toEqual(expected.map((what) => `business ${what}`)));
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
