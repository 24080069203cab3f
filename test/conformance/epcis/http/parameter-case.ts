import { expect } from 'vitest';
import type { EpcisServer } from '../../../kit/epcis-server.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { type Names, thingsOf } from './parameter-events.ts';
import { askedIn, labelsOf, type World, worldIn } from './parameter-world.ts';

/** Labels of the events in `parameter-events.ts`. */
export const levelLabels = 'low mid high';
export const allLabels = `commission pack ship unpack transform associate order declared laboratory ${levelLabels}`;

type Things = ReturnType<typeof thingsOf>;
/** A value of a parameter, or how it comes of what the events are about. */
export type Value = string | ((things: Things, world: World) => string);

/** What one query by parameters finds of the events in `parameter-events.ts`. */
export interface ParameterCase {
  /** The family in `parameter-table.ts` that it is a case of. */
  readonly family: string;
  /** Tells this case from others of the family. */
  readonly also?: string;
  readonly query: Readonly<Record<string, Value>>;
  readonly finds: readonly string[];
  /** The order counts. */
  readonly inOrder?: true;
}

/** A case of one parameter named in full. */
export const finds = (
  family: string,
  query: Readonly<Record<string, Value>>,
  labels: string,
  also?: string,
): ParameterCase => ({ family, query, finds: labels.split(' ').filter(Boolean), ...(also !== undefined && { also }) });

/** The case over HTTP: what the owner of the events finds, and that the same query of another tenant finds none of them. */
export function asConformance({ family, also, query, finds: labels, inOrder }: ParameterCase): ConformanceCase {
  return {
    id: also === undefined ? family : `${family}, ${also}`,
    what: `${Object.entries(query).map(shown).join(' & ')} finds ${labels.join(', ') || 'nothing'}`,
    clause: 'EPCIS 2.0 §8.2.7.1',
    run: async (server) => {
      const world = await worldIn(server);
      const asked = askedIn(world, valuesOf(query, world));
      const found = labelsOf(await server.events(asked));
      expect(inOrder ? found : found.toSorted()).toEqual(inOrder ? labels : labels.toSorted());
      await expectNoneForOthers(server, asked);
    },
  };
}

async function expectNoneForOthers(server: EpcisServer, asked: ReturnType<typeof askedIn>): Promise<void> {
  const found = labelsOf(await server.events({ ...asked, tenant: 'medico' }));
  expect(found.filter((label) => label !== 'foreign')).toEqual([]);
}

const valuesOf = (query: ParameterCase['query'], world: World): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [filled(name, world), textOf(value, world)]));

/** Names of attributes are of one run, too. */
const filled = (name: string, { word }: Names) => name.replace('{word}', word);

const textOf = (value: Value, world: World) => (typeof value === 'string' ? value : value(thingsOf(world), world));

const named: World = { word: '…', day: 'day', laterRecordTime: 'time of the later capture' };
const shown = ([name, value]: readonly [string, Value]) => `${filled(name, named)}=${textOf(value, named)}`;
