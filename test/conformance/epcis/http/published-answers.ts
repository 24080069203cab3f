import { expect } from 'vitest';
import type { Ask, EpcisServer } from '../../../kit/epcis-server.ts';
import { schemaCheck } from '../../../kit/json-schema.ts';
import { xsdProblems } from '../../../kit/xsd.ts';
import { corpusJson } from '../corpus.ts';
import { eventIdOf } from './parameter-events.ts';
import { worldIn } from './parameter-world.ts';
import { namedQuery } from './query-cases.ts';
import { context, observed, packOf, storedEvent } from './sample-events.ts';

/** An answer that is held against what GS1 publishes. */
export interface PublishedAnswer {
  readonly schema: string;
  readonly run: (server: EpcisServer) => Promise<void>;
}

/** An answer by a schema of the OpenAPI document. */
const answer = (schema: string, what: string, ask: Ask | ((server: EpcisServer) => Promise<Ask>)): PublishedAnswer => ({
  schema: `${schema}: ${what}`,
  run: async (server) => {
    const { status, body } = await server.ask(typeof ask === 'function' ? await ask(server) : ask);
    expect({ status, problems: problemsBy(schema, body) }).toEqual({ status, problems: [] });
  },
});

function problemsBy(schema: string, body: unknown): string[] {
  const { components } = corpusJson<{ components: object }>('schema/rest/openapi.json');
  return schemaCheck({ $ref: `#/components/schemas/${schema}`, components })(body);
}

const subscribed = async (server: EpcisServer, when: object): Promise<Ask> => {
  const { path } = await namedQuery(server, {});
  return { method: 'POST', path: `${path}/subscriptions`, body: { dest: 'http://127.0.0.1:9/', ...when } };
};

/** Its other half takes any object twice, and so none. */
const CAPTURE_JOB = 'CaptureJob/allOf/0';

const answers: readonly PublishedAnswer[] = [
  answer('TopLevelResourceCollection', 'GET /', { path: '/epcis' }),
  answer('EventTypeCollection', 'GET /eventTypes', { path: '/eventTypes' }),
  answer('BizStepCollection', 'GET /bizSteps', { path: '/bizSteps' }),
  answer('DispositionCollection', 'GET /dispositions', { path: '/dispositions' }),
  ...['/epcs', '/bizLocations', '/readPoints'].map((path) => answer('UriCollection', `GET ${path}`, { path })),
  answer('ResourceCollection', 'GET /eventTypes/{value}', { path: '/eventTypes/ObjectEvent' }),
  answer(CAPTURE_JOB, 'GET /capture/{captureID}', async (server) => ({
    path: `/capture/${(await server.capture([])).captureID}`,
  })),
  answer(CAPTURE_JOB, 'GET /capture/{captureID}, failed', async (server) => {
    const { epc, eventID } = await storedEvent(server);
    const { captureID } = await server.capture([observed(epc, { eventID, bizStep: 'holding' })]);
    return { path: `/capture/${captureID}` };
  }),
  answer('AbstractQuerySubscriptionResponse', 'a stream', (server) => subscribed(server, { stream: true })),
  answer('AbstractQuerySubscriptionResponse', 'a schedule', (server) =>
    subscribed(server, { schedule: { hour: '5' } }),
  ),
];

/** What the schemas know of: packing, shipping, and readings of sensors. */
const events = (form: string, problemsOf: (text: string) => string[]): PublishedAnswer => ({
  schema: `GET /events in ${form}`,
  run: async (server) => {
    const world = await worldIn(server);
    const query = {
      EQ_eventID: ['ship', 'transform', 'associate', 'order', 'declared', 'laboratory']
        .map((label) => eventIdOf(world, label))
        .join('|'),
    };
    const { status, text } = await server.ask({ path: '/events', query, headers: { accept: `application/${form}` } });
    expect({ status, problems: problemsOf(text) }).toEqual({ status: 200, problems: [] });
  },
});

const posted: PublishedAnswer = {
  schema: 'RFC7807ProblemResponseBody: POST /events',
  run: async (server) => {
    const ask = {
      method: 'POST',
      path: '/events',
      body: { '@context': context, ...observed(packOf('1'), { action: 'X' }) },
    };
    const { body } = await server.ask(ask);
    // RFC 9457 §3.1.5 takes references for instances, where the document wants whole URIs.
    expect(problemsBy('RFC7807ProblemResponseBody', { ...Object(body), instance: server.url })).toEqual([]);
  },
};

export const publishedAnswers: readonly PublishedAnswer[] = [
  ...answers,
  posted,
  events('json', (text) => schemaCheck(corpusJson<object>('schema/json/EPCIS-JSON-Schema.json'))(JSON.parse(text))),
  events('xml', (text) => xsdProblems('2.0', text)),
];
