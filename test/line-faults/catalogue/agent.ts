import { borne, type Fault } from '../fault.ts';

const HOUR_MS = 3_600_000;

/** Faults of the agent's own surroundings. */
export const agent: readonly Fault[] = [
  ...([1, -1] as const).map(
    (hours): Fault => ({
      name: `clock ${hours > 0 ? 'forward' : 'back'}`,
      what: `the clock is set ${hours > 0 ? 'forward' : 'back'} by an hour`,
      alarms: [],
      fate: { words: 'nothing comes of it', seen: borne },
      happen: ({ clock }) => {
        clock.offset += hours * HOUR_MS;
      },
    }),
  ),
  {
    name: 'serials dry',
    what: 'the pool has fewer numbers than the batch needs',
    alarms: ['serials-out'],
    fate: { words: 'nothing is printed before they are here', seen: ({ alarms }) => alarms.includes('serials-low') },
    before: ({ serials }) => serials.withhold(),
    mend: ({ serials }) => serials.deliver(),
  },
  {
    name: 'disk full',
    what: 'the database may not grow (a page limit stands in for a full disk)',
    alarms: ['fault'],
    happen: ({ disk }) => disk.fill(),
    mend: ({ disk }) => disk.free(),
  },
];
