import { expect } from 'vitest';
import { jsonSample } from '../../../kit/epcis-samples.ts';
import { type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { eventIdOf, levelEvents, masterDataOf, type Names, storyEvents } from './parameter-events.ts';
import { exampleNamespace, observed, packOf } from './sample-events.ts';

/** The events of the parameters in a repository, with others' around them. */
export interface World extends Names {
  /** When the later of two captures, that of the levels, was recorded. */
  readonly laterRecordTime: string;
}

const worlds = new WeakMap<EpcisServer, Promise<World>>();

/** The events, captured when they are first asked for. */
export function worldIn(server: EpcisServer): Promise<World> {
  const known = worlds.get(server) ?? makeWorld(server);
  worlds.set(server, known);
  return known;
}

async function makeWorld(server: EpcisServer): Promise<World> {
  const word = server.fresh('p');
  // Runs against one product are kept apart by day: each minute of the clock has one of its own.
  const names: Names = { word, day: dayOf(word) };
  const masterData = { epcisHeader: { epcisMasterData: { vocabularyList: masterDataOf(names) } } };
  await captured(server, jsonSample(storyEvents(names), masterData));
  await captured(server, jsonSample(levelEvents(names)));
  const foreign = observed(packOf(word), { eventTime: `${names.day}T09:20:00Z`, eventID: eventIdOf(names, 'foreign') });
  await captured(server, jsonSample([foreign]), 'medico');
  const high = eventsIn(await server.ask({ path: `/events/${encodeURIComponent(eventIdOf(names, 'high'))}` }));
  return { ...names, laterRecordTime: high[0]?.recordTime ?? '' };
}

/** A day in a century in which nothing else happens. */
function dayOf(word: string): string {
  const number = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 30_000, 7);
  return new Date(Date.UTC(1900, 0, 1 + number)).toISOString().slice(0, 10);
}

async function captured(server: EpcisServer, document: string, tenant = 'acme-pharma') {
  expect(await server.capture(document, { tenant })).toMatchObject({ running: false, success: true, errors: [] });
}

/** A query of that day, with the prefix of the examples. */
export const askedIn = ({ day }: World, query: Readonly<Record<string, string>>) => ({
  path: '/events',
  query: { GE_eventTime: `${day}T00:00:00Z`, LT_eventTime: `${day}T23:59:59.999Z`, ...query },
  headers: { 'gs1-extensions': `ex=${exampleNamespace}` },
});

/** Which of the events were found, by label, as the repository told them. */
export const labelsOf = (found: readonly { readonly eventID: string }[]): string[] =>
  found.map(({ eventID }) => eventID.slice(eventID.lastIndexOf('/') + 1));
