import { expect } from 'vitest';
import { eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, oneAnswer, type Theme } from './conformance-case.ts';
import { context, freshId, inPath, observed, packLink, packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, events';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });
const bare = (epc: string, more: object = {}) => ({ '@context': context, ...observed(epc, more) });

const posted: ConformanceCase[] = [
  one('POST /events', 'stores one event at once: 201 with its address, where it can be read', async (server) => {
    const [epc, eventID] = [packOf(server.fresh('s')), freshId(server)];
    const answered = await server.ask({ method: 'POST', path: '/events', body: bare(epc, { eventID }) });
    expectAnswer(answered, { status: 201, headers: { location: `/epcis/events/${inPath(eventID)}` } });
    const read = await server.ask({ path: answered.headers.get('location') ?? '' });
    expect(eventsIn(read)).toMatchObject([{ eventID, epcList: [packLink(epc.split('.').at(-1) ?? '')] }]);
  }),
  one('POST /events, without eventID', 'the address has the hash', async (server) => {
    const body = bare(packOf(server.fresh('s')));
    const answered = await server.ask({ method: 'POST', path: '/events', body });
    expectAnswer(answered, {
      status: 201,
      headers: { location: /ni%3A%2F%2F%2Fsha-256%3B[0-9a-f]{64}%3Fver%3DCBV2\.0$/ },
    });
    expect(eventsIn(await server.ask({ path: answered.headers.get('location') ?? '' }))).toHaveLength(1);
  }),
  one('POST /events, again', 'the same event again is answered alike and stored once', async (server) => {
    const [epc, eventID] = [packOf(server.fresh('s')), freshId(server)];
    for (const _ of [1, 2])
      expectAnswer(await server.ask({ method: 'POST', path: '/events', body: bare(epc, { eventID }) }), {
        status: 201,
      });
    expect(await server.events({ path: '/events', query: { MATCH_epc: epc } })).toHaveLength(1);
  }),
  one('POST /events, in XML', 'takes an event in XML', async (server) => {
    const epc = packOf(server.fresh('s'));
    const body = `<ObjectEvent><eventTime>2026-03-01T09:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcList><epc>${epc}</epc></epcList><action>OBSERVE</action></ObjectEvent>`;
    expectAnswer(await server.ask({ method: 'POST', path: '/events', body }), { status: 201 });
    expect(await server.events({ path: '/events', query: { MATCH_epc: epc } })).toHaveLength(1);
  }),
  oneAnswer(
    'POST /events, a document',
    'what is no single event is refused',
    clause,
    {
      method: 'POST',
      path: '/events',
      body: {
        '@context': context,
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-01T10:00:00Z',
        epcisBody: { eventList: [observed(packOf('1'))] },
      },
    },
    { status: 400, problem: 'ValidationException' },
  ),
];

const read: ConformanceCase[] = [
  one('GET /events/{eventID}', 'is a query document of the event with every declaration about it', async (server) => {
    const { epc, eventID } = await storedEvent(server);
    const errorDeclaration = { declarationTime: '2026-03-02T00:00:00Z' };
    const body = bare(epc, { eventID, errorDeclaration });
    expectAnswer(await server.ask({ method: 'POST', path: '/events', body }), { status: 201 });
    const answered = await server.ask({ path: `/events/${inPath(eventID)}`, query: {} });
    expectAnswer(answered, { status: 200, headers: { link: null }, body: { type: 'EPCISQueryDocument' } });
    expect(eventsIn(answered).map((event) => event.eventID)).toEqual([eventID, eventID]);
    const foreign = await server.ask({ path: `/events/${inPath(eventID)}`, tenant: 'medico' });
    expectAnswer(foreign, { status: 404, problem: 'NoSuchNameException' });
    expect(foreign.text).not.toContain(packLink(''));
  }),
  one('GET /events', 'is a query document with a context for every prefix of its events', async (server) => {
    const { epc } = await storedEvent(server, { 'ex:a': { 'ex:b': 1 } });
    const answered = await server.ask({ path: '/events', query: { MATCH_epc: epc } });
    expectAnswer(answered, {
      status: 200,
      headers: { 'content-type': /^application\/(ld\+)?json/ },
      body: { type: 'EPCISQueryDocument', epcisBody: { queryResults: { queryName: 'SimpleEventQuery' } } },
    });
    expect(JSON.stringify(Object(answered.body)['@context'])).toContain('https://ns.example.org/epcis/');
  }),
  one(
    'GET /events, one prefix for two namespaces',
    'renames a prefix that two events use for different namespaces',
    async (server) => {
      const epc = packOf(server.fresh('s'));
      for (const namespace of ['https://one.example.org/', 'https://two.example.org/']) {
        const body = { ...bare(epc, { 'ex:a': namespace }), '@context': [context[0], { ex: namespace }] };
        expectAnswer(await server.ask({ method: 'POST', path: '/events', body }), { status: 201 });
      }
      const { text, body } = await server.ask({ path: '/events', query: { MATCH_epc: epc } });
      const [, ...definitions] = [Object(body)['@context']].flat(2);
      expect(text).toContain('https://one.example.org/');
      expect(JSON.stringify(definitions)).toMatch(/one\.example.*two\.example|two\.example.*one\.example/);
      const names = eventsIn({ status: 200, headers: new Headers(), text, body }).flatMap(Object.keys);
      expect(new Set(names.filter((name) => name.endsWith(':a'))).size).toBe(2);
    },
  ),
];

const comparison: ConformanceCase[] = [
  one('GET /events, decimals', 'numbers come back with the digits they were sent with', async (server) => {
    const epc = packOf(server.fresh('s'));
    const text = JSON.stringify(bare(epc, { 'ex:n': 'NUMBER' })).replace('"NUMBER"', '0.10000000000000000001');
    expectAnswer(await server.ask({ method: 'POST', path: '/events', body: text }), { status: 201 });
    const answered = await server.ask({ path: '/events', query: { MATCH_epc: epc } });
    expect(answered.text).toContain('0.10000000000000000001');
  }),
  one('GET /events, serials', 'serials are text: leading zeros and case count', async (server) => {
    const word = server.fresh('s');
    const body = bare(packOf(`00${word}`));
    expectAnswer(await server.ask({ method: 'POST', path: '/events', body }), { status: 201 });
    for (const other of [word, `00${word.toUpperCase()}`])
      expect(await server.events({ path: '/events', query: { MATCH_epc: packOf(other) } })).toEqual([]);
    expect(await server.events({ path: '/events', query: { MATCH_epc: packLink(`00${word}`) } })).toHaveLength(1);
  }),
];

export const eventTheme: Theme = { name: 'event', cases: [...posted, ...read, ...comparison] };
