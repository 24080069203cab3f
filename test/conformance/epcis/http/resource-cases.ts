import { expect } from 'vitest';
import { type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, type Theme } from './conformance-case.ts';
import { freshId, inPath, observed, packLink, packOf } from './sample-events.ts';
import { resources } from './standard-surface.ts';

const clause = 'EPCIS 2.0 §12 REST binding, resources';
const collection = (member: unknown) => ({ '@context': expect.anything(), type: 'Collection', member });

const optionsOf = ([path, verbs]: readonly [string, readonly string[]]): ConformanceCase => ({
  id: `OPTIONS ${path}`,
  what: `answers 204 and allows ${verbs.join(', ')}`,
  clause,
  run: async ({ ask }) => {
    const answered = await ask({ method: 'OPTIONS', path: path === '/' ? '/epcis' : filled(path) });
    expectAnswer(answered, { status: 204, headers: { 'gs1-epcis-version': /^2\.0/ } });
    const allowed = answered.headers.get('allow')?.split(/\s*,\s*/) ?? [];
    expect(allowed.toSorted()).toEqual([...verbs].sort());
  },
});
const filled = (path: string) => path.replace(/\{\w+\}/g, inPath('urn:example:x'));

/** A resource with values, and what an event must say to have a new one. */
interface Valued {
  readonly name: string;
  readonly make: (word: string) => { readonly value: string; readonly listed?: string; readonly event: object };
}

const sgln = (word: string) => ({
  value: `urn:epc:id:sgln:9521321.00017.${word}`,
  listed: `https://id.gs1.org/414/9521321000179/254/${word}`,
});
const own = (what: string, word: string) => `https://example.org/${what}/${word}`;

const valued: readonly Valued[] = [
  { name: 'eventTypes', make: () => ({ value: 'ObjectEvent', event: {} }) },
  {
    name: 'epcs',
    make: (word) => ({ value: packOf(word), listed: packLink(word), event: { epcList: [packOf(word)] } }),
  },
  { name: 'bizSteps', make: (word) => ({ value: own('steps', word), event: { bizStep: own('steps', word) } }) },
  { name: 'bizLocations', make: (word) => ({ ...sgln(word), event: { bizLocation: { id: sgln(word).value } } }) },
  { name: 'readPoints', make: (word) => ({ ...sgln(word), event: { readPoint: { id: sgln(word).value } } }) },
  {
    name: 'dispositions',
    make: (word) => ({ value: own('dispositions', word), event: { disposition: own('dispositions', word) } }),
  },
];

async function made(server: EpcisServer, { make }: Valued, more: object = {}) {
  const { value, listed = value, event } = make(server.fresh('v'));
  const eventID = freshId(server);
  await server.capture([observed(packOf(server.fresh('s')), { eventID, ...event, ...more })]);
  return { value, listed, eventID };
}

const casesOf = (one: Valued): ConformanceCase[] => [
  {
    id: `GET /${one.name}`,
    what: 'is a Collection, in pages, in which the value of a captured event stands',
    clause,
    run: async (server) => {
      const { listed } = await made(server, one);
      expect(await membersOf(server, `/${one.name}`)).toContain(listed);
      expect(await membersOf(server, `/${one.name}`, 'medico')).not.toContain(one.name === 'eventTypes' ? '' : listed);
    },
  },
  {
    id: `GET /${one.name}/{value}`,
    what: 'is a Collection with the one member events, in any spelling of the value',
    clause,
    run: async (server) => {
      const { value, listed } = await made(server, one);
      for (const spelled of [value, listed])
        expectAnswer(await server.ask({ path: `/${one.name}/${inPath(spelled)}` }), {
          status: 200,
          body: collection(['events']),
        });
    },
  },
  {
    id: `GET /${one.name}/{value}/events`,
    what: 'finds the events with that value, and further parameters restrict them; another tenant finds none',
    clause,
    run: async (server) => {
      const time = '1999-12-31T23:00:00Z';
      const { value, eventID } = await made(server, one, { eventTime: time });
      const path = `/${one.name}/${inPath(value)}/events`;
      const query = { GE_eventTime: time, LT_eventTime: '1999-12-31T23:00:01Z', EQ_eventID: eventID };
      expect(eventsIn(await server.ask({ path, query }))).toMatchObject([{ eventID }]);
      const outside = { ...query, LT_eventTime: time };
      expect(eventsIn(await server.ask({ path, query: outside }))).toEqual([]);
      const foreign = await server.ask({ path, query, tenant: 'medico' });
      expect(foreign.status === 404 || eventsIn(foreign).length === 0, foreign.text).toBe(true);
    },
  },
];

async function membersOf(server: EpcisServer, path: string, tenant = 'acme-pharma'): Promise<string[]> {
  const members: string[] = [];
  for (let next: string | undefined = `${path}?perPage=1000`; next !== undefined; ) {
    const answered = await server.ask({ path: next, tenant });
    expectAnswer(answered, { status: 200, body: collection(expect.any(Array)) });
    const { member } = Object(answered.body);
    members.push(...member);
    next = /<([^>]+)>/.exec(answered.headers.get('link') ?? '')?.[1];
  }
  return members;
}

const tops = ['queries', 'capture', 'events', 'eventTypes', 'epcs', 'readPoints', 'bizLocations', 'dispositions'];
const root: ConformanceCase = {
  id: 'GET /',
  what: 'lists the nine top-level resources',
  clause,
  run: async ({ ask }) => {
    const answered = await ask({ path: '/epcis' });
    expectAnswer(answered, { status: 200, body: { type: 'Collection' } });
    expect(Object(answered.body).member.toSorted()).toEqual([...tops, 'bizSteps'].sort());
  },
};

export const resourceTheme: Theme = {
  name: 'resource',
  cases: [
    root,
    ...Object.entries(resources)
      .filter(([, verbs]) => verbs.includes('OPTIONS'))
      .map(optionsOf),
    ...valued.flatMap(casesOf),
  ],
};
