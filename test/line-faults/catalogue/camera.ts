import type { Fault, Outcome } from '../fault.ts';

const unread = ({ cartons }: Outcome) =>
  cartons
    .filter(({ sequence, read }) => sequence !== undefined && read === undefined)
    .every(({ fate }) => fate !== 'passed');

/** Faults of camera and trigger. */
export const camera: readonly Fault[] = [
  {
    name: 'missed trigger',
    what: 'the trigger does not reach the camera',
    alarms: [],
    fate: { words: 'a carton without a verdict is rejected', seen: unread },
    world: () => ({ missedTriggerRate: 0.1 }),
    mend: ({ faults }) => {
      faults.missedTriggerRate = 0;
    },
  },
  {
    name: 'camera takes no pictures',
    what: 'the camera answers and takes no pictures any more',
    alarms: ['consecutive-rejects', 'device-lost'],
    happen: ({ faults }) => {
      faults.missedTriggerRate = 1;
    },
    mend: ({ faults }) => {
      faults.missedTriggerRate = 0;
    },
  },
  {
    name: 'double trigger',
    what: 'the camera is triggered twice by one carton',
    alarms: [],
    fate: {
      words: 'the second result of the same code changes nothing',
      seen: ({ alarms }) => !alarms.includes('read-twice'),
    },
    world: (at) => ({ doubleTriggerAt: at }),
  },
  {
    name: 'late verdict',
    what: 'results come when their cartons are past the gate',
    alarms: [],
    fate: {
      words: 'the gate rejects what has no verdict',
      seen: ({ cartons }) =>
        cartons.filter(({ verdict, fate }) => verdict === undefined && fate === 'passed').length === 0,
    },
    world: () => ({ lateVerdict: 0.1 }),
    mend: ({ faults }) => {
      faults.lateVerdict = 0;
    },
  },
  {
    name: 'camera reboots',
    what: 'the connections of the camera break before a result, which is lost',
    alarms: ['device-lost'],
    fate: { words: 'the carton is rejected', seen: ({ cartons, at }) => cartons[at - 1]?.fate === 'rejected' },
    world: (at) => ({ disconnectReaderAt: at }),
  },
];
