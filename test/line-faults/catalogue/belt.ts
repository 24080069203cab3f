import type { Fault, Outcome } from '../fault.ts';

const isNoGoodOne = ({ at, recordedAs }: Outcome) => ['destroyed', 'rejected'].includes(recordedAs(at) ?? '');

/** Faults of infeed, belt and hands. */
export const belt: readonly Fault[] = [
  {
    name: 'double feed',
    what: 'one carton more than was let in gets past the infeed',
    alarms: ['tracking-lost', 'unexpected-pack', 'counts-disagree'],
    fate: {
      words: 'it takes the next quota and the next label, or is rejected while the zone is run empty',
      seen: ({ cartons }) => cartons.every(({ printed, fate }) => printed !== undefined || fate !== 'passed'),
    },
    world: (at) => ({ doubleFeedAt: at }),
  },
  {
    name: 'touching cartons',
    what: 'a carton comes in touching the one before',
    alarms: ['tracking-lost'],
    world: (at) => ({ touchingAt: at }),
  },
  {
    name: 'fallen carton',
    what: 'a carton falls over behind the printer',
    alarms: ['tracking-lost'],
    world: (at) => ({ fallenAt: at }),
  },
  {
    name: 'gap',
    what: 'a carton slips on the belt and comes to the gate too late',
    alarms: ['tracking-lost', 'pack-missing'],
    world: (at) => ({ slippedAt: at }),
  },
  {
    name: 'undetected carton',
    what: 'the detector before the camera does not see a carton',
    alarms: ['tracking-lost', 'buffer-slip'],
    world: (at) => ({ undetectedAt: at }),
  },
  {
    name: 'pack added',
    what: 'somebody puts a pack on the belt between camera and gate',
    alarms: ['tracking-lost', 'counts-disagree'],
    world: (at) => ({ addedAtGate: at }),
  },
  {
    name: 'pack taken before the camera',
    what: 'somebody takes a pack off between printer and camera',
    alarms: ['buffer-slip', 'silence', 'not-confirmed'],
    fate: { words: 'and its number is destroyed or rejected', seen: isNoGoodOne, besides: true },
    world: (at) => ({ missingAtCamera: at }),
  },
  {
    name: 'pack taken behind the camera',
    what: 'somebody takes a pack off between camera and gate',
    alarms: ['pack-missing'],
    world: (at) => ({ missingAtGate: at }),
  },
];
