import { describe, expect, test } from 'vitest';
import { sensed, shipped } from '../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../event.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

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
    ['gs1:MT-Temperature', 'word-withdrawn', 'warning', 'write Temperature'],
    ['gs1:Temprature', 'word-unknown', 'error', 'write Temperature'],
    ['gs1:ALARM_CONDITION', 'word-of-other-field', 'error', 'a value of your own needs a URI of your own'],
  ])('a measurement of type %s', (type, code, severity, remedy) =>
    expect(validateEvent(sensed({ type }), { tiers })).toMatchObject([{ code, remedy, severity }]),
  );
});
