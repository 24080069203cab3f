import type { Faults } from '../../../edge-agent/devices/simulated/faults.ts';
import type { AlarmCode } from '../../../edge-agent/line/alarm-table.ts';

/** Something that goes wrong where packs go into cases. */
export interface PackingFault {
  readonly name: string;
  readonly what: string;
  readonly alarms: readonly AlarmCode[];
  /** Who goes through the cases for another alarm, or because the line waits for a label, may find it first. */
  readonly orFound?: boolean;
  /** From a layer's number, 1 to 7, what is set up for it to happen there, or at one of five cases. */
  readonly world: (at: number) => Faults;
}

const layer = (name: string, what: string, member: keyof Faults): PackingFault => ({
  name,
  what,
  alarms: ['layer-refused'],
  world: (at) => ({ [member]: at }),
});

/** Faults of layers, labels and scanners. */
export const packingFaults: readonly PackingFault[] = [
  layer('short layer', 'a pack is missing from a layer', 'layerShortAt'),
  layer('extra pack', 'a layer has one pack too many', 'layerExtraAt'),
  layer('foreign product', 'a pack of another product lies in a layer', 'layerForeignAt'),
  layer('other lot', 'a pack of another lot lies in a layer', 'layerOtherLotAt'),
  layer('hidden code', 'a pack lies with its code down', 'layerHiddenAt'),
  {
    name: 'turned packs',
    what: 'packs lie turned by quarters',
    alarms: [],
    world: () => ({ layerTurnedRate: 0.3 }),
  },
  {
    name: 'label not applied',
    what: 'a case comes to the scanner without its label',
    alarms: ['label-unread', 'label-mismatch'],
    orFound: true,
    world: (at) => ({ labelLostAt: 1 + (at % 2) }),
  },
  {
    name: 'wrong label',
    what: 'a case bears the label of the case before',
    alarms: ['label-mismatch'],
    orFound: true,
    world: (at) => ({ labelWrongAt: 3 + (at % 2) }),
  },
  {
    name: 'scanner sends twice',
    what: 'the handheld sends every scan twice',
    alarms: [],
    world: () => ({ scannerDoubles: true }),
  },
];
