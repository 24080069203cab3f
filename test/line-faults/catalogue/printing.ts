import type { LedgerEntry } from '../../../edge-agent/devices/simulated/world.ts';
import type { Fault, Outcome } from '../fault.ts';

const rejectsAll = (spoilt: (carton: LedgerEntry) => boolean) => (outcome: Outcome) =>
  outcome.cartons.filter(spoilt).every(({ fate }) => fate !== 'passed');
const unfit = ({ damage, read, printed, grade = 0 }: LedgerEntry) =>
  damage !== undefined && (read !== `]d2${printed}` || grade < 1.5);
const rejected = { words: 'what cannot be read or grades too low is rejected', seen: rejectsAll(unfit) };

/** Faults of print and printer. */
export const printing: readonly Fault[] = [
  {
    name: 'void',
    what: 'ink is missing in spots',
    alarms: [],
    fate: rejected,
    world: () => ({ voidRate: 0.15 }),
    mend: ({ faults }) => {
      faults.voidRate = 0;
    },
  },
  {
    name: 'growth',
    what: 'ink runs',
    alarms: [],
    fate: rejected,
    world: () => ({ growthRate: 0.15 }),
    mend: ({ faults }) => {
      faults.growthRate = 0;
    },
  },
  {
    name: 'contrast',
    what: 'ink is pale',
    alarms: [],
    fate: rejected,
    world: () => ({ contrastRate: 0.15 }),
    mend: ({ faults }) => {
      faults.contrastRate = 0;
    },
  },
  {
    name: 'blank',
    what: 'the head fires in vain on one carton',
    alarms: [],
    fate: {
      words: 'the carton is rejected',
      seen: ({ cartons, at }) => cartons[at - 1]?.fate === 'rejected',
    },
    world: (at) => ({ blankAt: at }),
  },
  {
    name: 'fading',
    what: 'each print is paler than the one before',
    alarms: ['grade-drift', 'reject-trend'],
    world: (at) => ({ fadingFrom: at }),
    mend: ({ faults }) => {
      delete faults.fadingFrom;
    },
  },
  {
    name: 'buffer slip',
    what: 'the printer prints one label again, and every carton from there on bears the code of the one before',
    alarms: ['duplicate-code', 'buffer-slip'],
    world: (at) => ({ bufferSlipAt: at }),
  },
  {
    name: 'duplicate print',
    what: 'the printer prints the label before once more, and the one that was due never',
    alarms: ['duplicate-code'],
    fate: {
      words: 'of twins of which one cannot be read, the second is rejected',
      seen: ({ cartons, at }) => {
        const [first, second] = cartons.slice(at - 2, at);
        const spoilt = first?.damage !== undefined || second?.damage !== undefined;
        return spoilt && second?.fate !== 'passed';
      },
    },
    world: (at) => ({ duplicateAt: at }),
  },
  {
    name: 'field ignored',
    what: 'the coder acknowledges a field and leaves it as it is',
    alarms: ['duplicate-code', 'consecutive-rejects', 'buffer-slip'],
    printer: 'videojet',
    happen: ({ faults }) => {
      faults.ignoredField = 'SERIAL';
    },
    mend: ({ faults }) => {
      delete faults.ignoredField;
    },
  },
  {
    name: 'printer reboots',
    what: 'the printer loses its power, all labels it holds, and its connection',
    alarms: ['device-lost', 'buffer-slip', 'consecutive-rejects', 'silence'],
    world: (at) => ({ printerPowerLostAt: at }),
  },
  ...(
    [
      ['paper out', 'paperOut', 'paper-out'],
      ['ribbon out', 'ribbonOut', 'ribbon-out'],
      ['head open', 'headOpen', 'head-open'],
      ['printer paused', 'printerPaused', 'printer-paused'],
      ['printer silent', 'silentPrinter', 'device-lost'],
    ] as const
  ).map(
    ([name, member, alarm]): Fault => ({
      name,
      what: member === 'silentPrinter' ? 'media out, and no answer to status' : name,
      alarms: [alarm],
      printer: 'zpl',
      happen: ({ faults }) => {
        faults[member] = true;
      },
      mend: ({ faults }) => {
        faults[member] = false;
      },
    }),
  ),
];
