import { expect } from 'vitest';
import { jsonSample } from '../../../kit/epcis-samples.ts';
import { type EpcisServer, eventsIn } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, oneAnswer, type Theme } from './conformance-case.ts';
import { freshId, inPath, observed, packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §12 REST binding, capture';

const found = (server: EpcisServer, epc: string, tenant = 'acme-pharma') =>
  server.events({ path: '/events', query: { MATCH_anyEPC: epc }, tenant });

const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

const documents: ConformanceCase[] = [
  one('POST /capture', 'takes a document and answers 202 with the address of a job and no body', async (server) => {
    const epc = packOf(server.fresh('s'));
    const answered = await server.ask({ method: 'POST', path: '/capture', body: jsonSample([observed(epc)]) });
    expectAnswer(answered, { status: 202, headers: { location: /^\/epcis\/capture\/[\w-]+$/ } });
    expect(answered.text).toBe('');
    expect(await server.follow(answered.headers.get('location') ?? '')).toMatchObject({ success: true });
    expect(await found(server, epc)).toHaveLength(1);
    expect(await found(server, epc, 'medico')).toEqual([]);
  }),
  one('POST /capture, a query document', 'takes the answer of another repository', async (server) => {
    const epc = packOf(server.fresh('s'));
    const queryResults = { queryName: 'SimpleEventQuery', resultsBody: { eventList: [observed(epc)] } };
    await server.capture(jsonSample([], { type: 'EPCISQueryDocument', epcisBody: { queryResults } }));
    expect(await found(server, epc)).toHaveLength(1);
  }),
  one('POST /capture, members in any order', 'reads a context that comes after the events', async (server) => {
    const epc = packOf(server.fresh('s'));
    const { '@context': context, ...rest } = JSON.parse(jsonSample([observed(epc, { 'ex:a': 1 })]));
    await server.capture(JSON.stringify({ ...rest, '@context': context }));
    expect(await found(server, epc)).toMatchObject([{ 'ex:a': 1 }]);
  }),
  one('POST /capture, no events', 'takes an empty list of events', async (server) => {
    expect(await server.capture([])).toMatchObject({ success: true, errors: [] });
  }),
  one('POST /capture, JSON-LD', 'takes the media type application/ld+json', async (server) => {
    const epc = packOf(server.fresh('s'));
    await server.capture([observed(epc)], { headers: { 'content-type': 'application/ld+json; charset=utf-8' } });
    expect(await found(server, epc)).toHaveLength(1);
  }),
];

const bad = '{"@context":[],"type":"EPCISDocument"';
const refused = (id: string, what: string, body: string) =>
  oneAnswer(
    `POST /capture, ${id}`,
    what,
    clause,
    { method: 'POST', path: '/capture', body },
    {
      status: 400,
      problem: 'ValidationException',
    },
  );

const refusals: ConformanceCase[] = [
  refused('unfinished', 'a text that ends too early is refused', bad),
  refused(
    'a key twice',
    'an object with one key twice is refused',
    jsonSample([observed(packOf('1'))]).replace('"action"', '"action": "ADD", "action"'),
  ),
  refused(
    'a wrong event',
    'an event without its action is refused',
    jsonSample([observed(packOf('1'), { action: undefined })]),
  ),
  refused(
    'an unknown member',
    'a member without prefix is refused',
    jsonSample([observed(packOf('1'), { colour: 'red' })]),
  ),
  refused(
    'an undefined prefix',
    'a CURIE that nobody defined is refused',
    jsonSample([observed(packOf('1'), { 'zz:a': 1 })]),
  ),
  one(
    'POST /capture, malformed changes nothing',
    'a document with one bad event stores none, unless it may proceed',
    async (server) => {
      const epc = packOf(server.fresh('s'));
      const body = jsonSample([observed(epc), observed(epc, { eventTime: 'yesterday' })]);
      expectAnswer(await server.ask({ method: 'POST', path: '/capture', body }), { status: 400 });
      expect(await found(server, epc)).toEqual([]);
    },
  ),
];

const identity: ConformanceCase[] = [
  one('eventID, given', 'an eventID of the sender is kept', async (server) => {
    const [epc, eventID] = [packOf(server.fresh('s')), freshId(server)];
    await server.capture([observed(epc, { eventID })]);
    expect(await found(server, epc)).toMatchObject([{ eventID }]);
  }),
  one('eventID, absent', 'an event without eventID gets the hash of CBV 2.0', async (server) => {
    const epc = packOf(server.fresh('s'));
    await server.capture([observed(epc)]);
    expect(await found(server, epc)).toMatchObject([
      { eventID: expect.stringMatching(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/) },
    ]);
  }),
  one('recordTime', 'is the server’s, one for the event, whatever the sender wrote', async (server) => {
    const epc = packOf(server.fresh('s'));
    const before = Date.now();
    await server.capture([observed(epc, { recordTime: '2001-01-01T00:00:00Z' })]);
    const [event] = await found(server, epc);
    expect(Date.parse(event?.recordTime ?? '')).toBeGreaterThanOrEqual(before);
  }),
  one('POST /capture, again', 'the same document again stores nothing twice and is no error', async (server) => {
    const epc = packOf(server.fresh('s'));
    const document = jsonSample([observed(epc), observed(epc, { eventID: freshId(server), bizStep: 'holding' })]);
    await server.capture(document);
    expect(await server.capture(document)).toMatchObject({ success: true, errors: [] });
    expect(await found(server, epc)).toHaveLength(2);
  }),
  one('POST /capture, an eventID twice', 'another event under an eventID is an error of the job', async (server) => {
    const { epc, eventID } = await storedEvent(server);
    const job = await server.capture([observed(epc, { eventID, bizStep: 'holding' })]);
    expect(job).toMatchObject({ success: false, errors: [{ type: 'epcisException:ResourceAlreadyExistsException' }] });
    expect(await found(server, epc)).toHaveLength(1);
  }),
  one('errorDeclaration', 'a declaration is stored beside its event, which stays as it is', async (server) => {
    const { epc, eventID } = await storedEvent(server);
    const errorDeclaration = { declarationTime: '2026-03-02T00:00:00Z', reason: 'did_not_occur' };
    await server.capture([observed(epc, { eventID, errorDeclaration })]);
    const events = await found(server, epc);
    expect(events.map((event) => 'errorDeclaration' in event).sort()).toEqual([false, true]);
    expect(eventsIn(await server.ask({ path: `/events/${inPath(eventID)}` }))).toHaveLength(2);
  }),
];

const jobs: ConformanceCase[] = [
  one('GET /capture/{captureID}', 'tells how the job stands, with the standard’s members', async (server) => {
    const job = await server.capture([observed(packOf(server.fresh('s')))]);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(job).toMatchObject({
      running: false,
      success: true,
      createdAt: time,
      finishedAt: time,
      captureErrorBehaviour: 'rollback',
    });
    const foreign = await server.ask({ path: `/capture/${job.captureID}`, tenant: 'medico' });
    expectAnswer(foreign, { status: 404, problem: 'NoSuchNameException' });
  }),
  one('GET /capture/{captureID}, in XML', 'is an EPCISCaptureJob', async (server) => {
    const { captureID } = await server.capture([observed(packOf(server.fresh('s')))]);
    const answered = await server.ask({ path: `/capture/${captureID}`, headers: { accept: 'application/xml' } });
    expectAnswer(answered, { status: 200, headers: { 'content-type': /xml/ }, body: /EPCISCaptureJob/ });
    for (const said of ['running="false"', 'success="true"', `captureID="${captureID}"`])
      expect(answered.text).toContain(said);
  }),
  one('GET /capture', 'lists the tenant’s jobs in pages', async (server) => {
    const job = await server.capture([]);
    const listed = await server.ask({ path: '/capture', query: { perPage: '1' } });
    expectAnswer(listed, { status: 200, headers: { link: /rel="next"/ }, body: [{ captureID: job.captureID }] });
    const foreign = await server.ask({ path: '/capture', tenant: 'medico', query: { perPage: '200' } });
    expect(foreign.text).not.toContain(job.captureID);
  }),
  one(
    'POST /capture, sender and receiver',
    'what the document says of itself is kept with the capture',
    async (server) => {
      const about = {
        sender: 'urn:epc:id:pgln:9521321.00001',
        receiver: 'urn:epc:id:pgln:9521322.00001',
        instanceIdentifier: server.fresh('doc'),
      };
      const job = await server.capture(jsonSample([], about));
      for (const text of Object.values(about)) expect(JSON.stringify(job)).toContain(text);
    },
  ),
];

/** Three events of which the second cannot be stored. */
async function threeEvents(server: EpcisServer, behaviour: string) {
  const { eventID } = await storedEvent(server);
  const epc = packOf(server.fresh('s'));
  const events = [observed(epc), observed(epc, { eventID, bizStep: 'holding' }), observed(epc, { bizStep: 'storing' })];
  const job = await server.capture(events, { headers: { 'gs1-capture-error-behaviour': behaviour } });
  return { job, stored: (await found(server, epc)).length };
}

const behaviours: ConformanceCase[] = [
  one('GS1-Capture-Error-Behaviour, rollback', 'one event that cannot be stored keeps all from it', async (server) => {
    const { job, stored } = await threeEvents(server, 'rollback');
    expect(job).toMatchObject({ success: false, captureErrorBehaviour: 'rollback' });
    expect({ stored, errors: job.errors.length }).toEqual({ stored: 0, errors: 1 });
  }),
  one(
    'GS1-Capture-Error-Behaviour, proceed',
    'stores what can be stored and lists an error for the others',
    async (server) => {
      const { job, stored } = await threeEvents(server, 'proceed');
      expect(job).toMatchObject({ success: false, captureErrorBehaviour: 'proceed' });
      expect({ stored, errors: job.errors.length }).toEqual({ stored: 2, errors: 1 });
    },
  ),
  one(
    'GS1-Capture-Error-Behaviour, proceed with an invalid event',
    'takes the document and lists the event',
    async (server) => {
      const epc = packOf(server.fresh('s'));
      const events = [observed(epc), observed(epc, { action: 'SOMETIMES' })];
      const job = await server.capture(events, { headers: { 'gs1-capture-error-behaviour': 'proceed' } });
      expect(job).toMatchObject({ success: false, errors: [{ type: 'epcisException:ValidationException' }] });
      expect(await found(server, epc)).toHaveLength(1);
    },
  ),
];

const uploads: ConformanceCase[] = [
  one(
    'POST /api/capture-uploads',
    'a document larger than a request comes by upload; the standard has no way for it',
    async (server) => {
      const epc = packOf(server.fresh('s'));
      const document = jsonSample([observed(epc, { 'ex:text': 'x'.repeat(5_000_000) })]);
      const wanted = { contentType: 'application/json', bytes: Buffer.byteLength(document) };
      const begun = await server.ask({ method: 'POST', path: '/api/capture-uploads', body: wanted });
      expectAnswer(begun, { status: 201 });
      const { captureID, url, headers } = Object(begun.body);
      expect((await fetch(url, { method: 'PUT', headers, body: document })).status).toBe(200);
      const completed = await server.ask({ method: 'PUT', path: `/api/capture-uploads/${captureID}` });
      expectAnswer(completed, { status: 202, headers: { location: `/epcis/capture/${captureID}` } });
      expect(await server.follow(`/capture/${captureID}`)).toMatchObject({ success: true, errors: [] });
      expect(await found(server, epc)).toHaveLength(1);
    },
  ),
];

export const captureTheme: Theme = {
  name: 'capture',
  cases: [...documents, ...refusals, ...identity, ...jobs, ...behaviours, ...uploads],
};
