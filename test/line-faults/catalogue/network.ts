import { borne, type Fault } from '../fault.ts';

/** Faults between agent and devices. */
export const network: readonly Fault[] = [
  {
    name: 'gate disconnected',
    what: 'the connections of the PLC break',
    alarms: ['device-lost'],
    fate: {
      words: 'every fate is told when the connection is back',
      seen: ({ cartons, recordedAs }) =>
        cartons.every(({ carton, fate }) => fate !== 'passed' || recordedAs(carton) === 'commissioned'),
    },
    world: (at) => ({ disconnectPlcAt: at }),
  },
  ...(['printer', 'reader', 'plc'] as const).map(
    (device): Fault => ({
      name: `half-open ${device}`,
      what: `the connection to the ${device === 'plc' ? 'PLC' : device} stands and carries nothing`,
      alarms: ['device-lost'],
      happen: ({ cables }) => cables[device].freeze(),
      mend: ({ cables }) => {
        cables[device].thaw();
        cables[device].cut();
      },
    }),
  ),
  {
    name: 'rough cables',
    what: 'bytes come slowly, split anywhere and run together',
    alarms: [],
    fate: { words: 'nothing comes of it', seen: borne },
    before: ({ roughen }) => roughen(),
  },
];
