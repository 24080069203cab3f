import type { Fault } from '../fault.ts';

/** Faults of the reject gate and of the machine that it belongs to. */
export const gate: readonly Fault[] = [
  {
    name: 'gate fired in vain',
    what: 'the gate fires, its sensor confirms, and the pack stays among the good ones',
    alarms: ['bin-disagrees'],
    world: (at) => ({ blankAt: at, gateFiredNotMoved: at }),
  },
  {
    name: 'gate stuck',
    what: 'the gate stays where it lets everything pass',
    alarms: ['bad-pack-passed'],
    world: (at) => ({ gateStuckAt: at, blankAt: at + 1 }),
    mend: ({ faults }) => {
      delete faults.gateStuckAt;
    },
  },
  {
    name: 'gone without firing',
    what: 'a pack is gone at the gate though it never fired',
    alarms: ['pack-missing'],
    world: (at) => ({ goneWithoutFiring: at }),
  },
  ...(
    [
      ['bin full', 'binFull', 'bin-full'],
      ['air low', 'airLow', 'air-low'],
      ['guard open', 'guardOpen', 'guard-open'],
      ['emergency stop', 'estop', 'e-stop'],
    ] as const
  ).map(
    ([name, member, alarm]): Fault => ({
      name,
      what: member === 'estop' ? 'the emergency stop is pressed, and the belt coasts' : name,
      alarms: [alarm],
      happen: ({ faults }) => {
        faults[member] = true;
      },
      mend: ({ faults }) => {
        faults[member] = false;
      },
    }),
  ),
  ...(['starved', 'blocked'] as const).map(
    (member): Fault => ({
      name: member,
      what: member === 'starved' ? 'no cartons come' : 'nobody takes the packs away',
      alarms: [],
      fate: {
        words: 'the line is Suspended and goes on by itself',
        seen: ({ states }) => states.includes('Suspended'),
      },
      happen: ({ faults, onceState }) => {
        faults[member] = true;
        onceState('Suspended', () => {
          faults[member] = false;
        });
      },
      mend: ({ faults }) => {
        faults[member] = false;
      },
    }),
  ),
];
