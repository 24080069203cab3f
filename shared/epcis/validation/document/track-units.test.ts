import { describe, expect, test } from 'vitest';
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
} from '../../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../../event.ts';
import { factsOf } from '../event-facts.ts';
import { trackUnits } from './track-units.ts';

/** Codes with the event they were found in; `end` for what only the end shows. Warnings of unknown things are left out. */
function told(...events: readonly EpcisEvent[]): string[] {
  const rule = trackUnits(1000, 'business');
  const each = events.flatMap((event, index) =>
    [...rule.event(factsOf(event), index)].map(({ tier, severity, code, path }) => [index, tier, severity, code, path]),
  );
  const late = [...rule.end()].map(({ event, tier, severity, code, path }) => [event, tier, severity, code, path]);
  return [...each, ...late]
    .map((said) => said.join(' '))
    .filter((said) => !/warning dscsa-(not-comm|contents)/.test(said));
}

const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`;
const tote = 'urn:epc:id:sscc:0399999.0000000018';
const { ilmd: _ilmd, ...bare } = commissioned();
const containers = { ...bare, epcList: [pallet, tote] };
const ended = (...epcList: string[]): EpcisEvent => ({
  ...bare,
  action: 'DELETE',
  bizStep: 'decommissioning',
  disposition: 'inactive',
  epcList,
});
const erroneous = { errorDeclaration: { declarationTime: '2026-04-01T00:00:00Z' } };
const unpacked = (change: object = {}) => packed({ action: 'DELETE', bizStep: 'unpacking', ...change });
const received = (...epcList: string[]) => shipped({ bizStep: 'receiving', epcList });

describe('what ended', () => {
  test('is not packed, filled or shipped', () => {
    expect(told(commissioned(), containers, ended(unit(1)), packed())).toEqual([
      '3 business warning used-after-end /childEPCs/0',
      '3 dscsa error dscsa-used-after-end /childEPCs/0',
    ]);
    expect(told(commissioned(), containers, ended(pallet), packed())).toEqual([
      '3 business warning used-after-end /parentID',
      '3 dscsa error dscsa-used-after-end /parentID',
    ]);
    expect(told(commissioned(), containers, ended(tote), shipped({ epcList: [tote] }))).toEqual([
      '3 business warning used-after-end /epcList/0',
      '3 dscsa error dscsa-used-after-end /epcList/0',
    ]);
  });

  test('so is what a transformation used up', () =>
    expect(told(transformed({ inputEPCList: [unit(1)] }), packed({ childEPCs: [unit(1)] }))).toEqual([
      '1 business warning used-after-end /childEPCs/0',
      '1 dscsa error dscsa-used-after-end /childEPCs/0',
    ]));

  test('may begin anew, or not have ended at all', () => {
    expect(told(commissioned(), containers, ended(unit(1)), commissioned({ epcList: [unit(1)] }), packed())).toEqual(
      [],
    );
    expect(told(commissioned(), ended(unit(1)), { ...ended(unit(1)), ...erroneous }, containers, packed())).toEqual([]);
  });
});

describe('things go into one parent', () => {
  const both = [commissioned(), containers] as const;

  test('and an older packing does not move them', () => {
    const late = packed({ eventTime: at(9) });
    const early = packed({ eventTime: at(8), parentID: tote });
    const outdated = ['0', '1'].flatMap((index) => [
      `3 business warning packing-outdated /childEPCs/${index}`,
      `3 dscsa error dscsa-packing-outdated /childEPCs/${index}`,
    ]);
    expect(told(...both, late, early)).toEqual(outdated);
    expect(told(...both, late, early, shipped({ epcList: [pallet] }))).toEqual(outdated);
  });

  test('but a newer one does, and one of the same time', () => {
    for (const hour of [9, 10])
      expect(told(...both, packed({ eventTime: at(9) }), packed({ eventTime: at(hour), parentID: tote }))).toEqual([
        '3 business warning packed-twice /childEPCs/0',
        '3 business warning packed-twice /childEPCs/1',
      ]);
  });

  test('never into themselves', () => {
    const inner = packed({ parentID: caseUnit(1), childEPCs: [unit(1)] });
    const outer = packed({ parentID: pallet, childEPCs: [caseUnit(1)] });
    const round = (child: string) => packed({ parentID: unit(1), childEPCs: [child] });
    expect(told(inner, outer, round(pallet))).toEqual(['2 business error packed-in-itself /childEPCs/0']);
    expect(told(inner, outer, round(caseUnit(1)))).toEqual(['2 business error packed-in-itself /childEPCs/0']);
    expect(told(inner, outer, round(unit(1)))).toEqual([]);
  });

  test('and a chain of any depth ends', () => {
    const chain = Array.from({ length: 400 }, (_, index) =>
      packed({ parentID: caseUnit(index + 1), childEPCs: [caseUnit(index)] }),
    );
    expect(told(...chain, packed({ parentID: caseUnit(0), childEPCs: [caseUnit(300)] }))).toContain(
      '400 business warning packed-twice /childEPCs/0',
    );
  });

  test('of one lot, if the parent has one', () => {
    const lotted = (name: string, epc: string) =>
      commissioned({ epcList: [epc], ilmd: { ...lot, 'cbvmda:lotNumber': name } });
    const into = packed({ parentID: caseUnit(1), childEPCs: [unit(1)] });
    expect(told(lotted('A', unit(1)), lotted('B', caseUnit(1)), into)).toEqual([
      '2 business warning lot-differs /childEPCs/0',
    ]);
    expect(told(lotted('A', unit(1)), lotted('A', caseUnit(1)), into)).toEqual([]);
    expect(told(lotted('A', unit(1)), { ...bare, epcList: [caseUnit(1)] }, into)).toEqual([]);
  });
});

describe('things come out of the parent they are in', () => {
  const filled = [commissioned(), containers, packed()] as const;

  test.each<[string, EpcisEvent, string[]]>([
    ['of it', unpacked({ childEPCs: [unit(1)] }), []],
    ['of whatever they are in', { ...unpacked({ childEPCs: [unit(1)] }), parentID: pallet }, []],
    ['all', unpacked({ childEPCs: [] }), []],
    [
      'of another',
      unpacked({ parentID: tote, childEPCs: [unit(1)] }),
      ['3 business warning unpacked-not-inside /childEPCs/0'],
    ],
    ['others', unpacked({ childEPCs: [unit(77)] }), ['3 business warning unpacked-not-inside /childEPCs/0']],
    ['of a parent that an earlier document filled', unpacked({ parentID: tote, childEPCs: [unit(77)] }), []],
  ])('%s', (_what, event, expected) => expect(told(...filled, event)).toEqual(expected));

  test('and stay there when another parent was named', () =>
    expect(
      told(...filled, unpacked({ parentID: tote, childEPCs: [unit(1)] }), shipped({ epcList: [unit(1)] })),
    ).toContain('4 dscsa error dscsa-not-outermost /epcList/0'));
});

describe('what left', () => {
  const gone = [commissioned(), containers, packed(), shipped()] as const;

  test('does not leave again', () =>
    expect(told(...gone, shipped())).toEqual(['4 dscsa warning dscsa-shipped-twice /epcList/0']));

  test.each<[string, EpcisEvent]>([
    ['it arrived', received(pallet)],
    ['the shipment was voided', shipped({ bizStep: 'void_shipping' })],
    ['the shipment was declared erroneous', shipped(erroneous)],
    ['it was opened', unpacked({ childEPCs: [unit(1)] })],
  ])('but when %s', (_what, event) => expect(told(...gone, event, shipped())).toEqual([]));

  test('is not packed any more, nor filled', () => {
    const late = { eventTime: at(23) };
    expect(told(...gone, packed({ ...late, childEPCs: [unit(3)] }))).toEqual([
      '4 dscsa warning dscsa-packed-after-shipping /parentID',
      '4 dscsa error dscsa-not-commissioned /childEPCs/0',
    ]);
    expect(told(...gone, packed({ ...late, parentID: tote, childEPCs: [pallet] }))).toEqual([
      '4 dscsa warning dscsa-packed-after-shipping /childEPCs/0',
    ]);
  });

  test('is only watched, whatever else happens to it', () => expect(told(...gone, sensed())).toEqual([]));
});
