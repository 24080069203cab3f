import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { registry } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { call } from '../../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { giveTenant } from '../../../test/kit/give-tenant.ts';
import { answerEvents, type Found } from './answer-events.ts';

let engine: Dynoxide;
const tenant = 'acme';

beforeAll(async () => {
  engine = await startDynoxide();
  await giveTenant(engine.db, tenant);
});
afterAll(() => engine.stop());

const own = 'https://id.gs1.org/01/09521321543218/21/7';
const commissioned = (...epcs: string[]): EpcisEvent => commissionEvent({ epcs, at: minute(1), lot: 'LOT1', ...here });

function ask(events: readonly EpcisEvent[], headers: Record<string, string> = {}, more: Partial<Found> = {}) {
  const needs = { registry: registry(engine.db, tables.registry), now: () => new Date(0) };
  const found = { events: stored([...events], 'capture'), queryName: 'SimpleEventQuery', ...more };
  const endpoint = (request: Parameters<typeof answerEvents>[1]) => answerEvents(needs, request, found);
  const handler = httpHandler({ 'GET /epcis/events': { permission: 'events:query', endpoint } }, async () => false);
  return call(handler, 'GET /epcis/events', { tenant, headers });
}

async function xml(events: readonly EpcisEvent[], headers: Record<string, string> = {}) {
  const answer = await ask(events, { accept: 'application/xml', ...headers });
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/xml' } });
  return { ...answer, text: String(answer.body) };
}

describe('an answer with events', () => {
  test('is JSON unless the caller would rather have XML', async () => {
    expect((await ask([])).headers['content-type']).toBe('application/json');
    expect((await ask([], { accept: 'application/ld+json' })).headers['content-type']).toBe('application/ld+json');
    expect((await ask([], { accept: 'text/xml, */*;q=0.1' })).headers['content-type']).toBe('text/xml');
  });

  test('refuses other media types, naming those it has', async () => {
    const { status, body } = await ask([], { accept: 'text/html' });
    expect({ status, body }).toMatchObject({
      status: 406,
      body: { type: 'epcisException:NotAcceptableException', remedy: expect.stringContaining('application/xml') },
    });
  });

  test('says the same in XML as in JSON', async () => {
    const event = { ...commissioned(own), '@context': { ex: 'http://example.com/' }, 'ex:note': 'fragile' };
    const { text } = await xml([event]);
    const json = await ask([event]);
    const [fromXml, fromJson] = [readDocument(text), readDocument(JSON.stringify(json.body))];
    if (isRefusal(fromXml) || isRefusal(fromJson)) throw new Error('unreadable');
    expect(fromXml.events).toEqual(fromJson.events);
    expect(fromXml.events).toMatchObject([{ eventID: expect.stringMatching(/^urn:uuid:/), recordTime: minute(100) }]);
    expect(json.headers['GS1-Extensions']).toBe('ex=http://example.com/');
  });

  test('names the query', async () => {
    const { body } = await ask([], {}, { queryName: 'recalls' });
    expect(body).toMatchObject({ epcisBody: { queryResults: { queryName: 'recalls' } } });
  });

  test('that XML has no words for is not acceptable as XML, and says how to get it', async () => {
    const event: EpcisEvent = { ...commissioned(own), '@context': { ex: 'http://example.com/' }, 'ex:a b': 'x' };
    const { status, body } = await ask([commissioned(own), event], { accept: 'application/xml' });
    expect(status).toBe(406);
    expect(body).toContain('<type>epcisException:NotAcceptableException</type>');
    expect(body).toContain('ask for application/json');
  });
});

describe('spelling', () => {
  const firstEpc = async (format: string | undefined, epc: string) => {
    const { body, headers } = await ask([commissioned(epc)], format === undefined ? {} : { 'gs1-epc-format': format });
    const [, found] = /"epcList":\["([^"]+)"/.exec(JSON.stringify(body)) ?? [];
    return [found, headers['GS1-EPC-Format']];
  };

  test('follows GS1-EPC-Format, Digital Links when it is absent', async () => {
    const urn = 'urn:epc:id:sgtin:9521321.054321.7';
    expect(await firstEpc(undefined, urn)).toEqual([own, 'Always_GS1_Digital_Link']);
    expect(await firstEpc('Always_EPC_URN', own)).toEqual([urn, 'Always_EPC_URN']);
    expect(await firstEpc('Never_Translates', urn)).toEqual([urn, 'Never_Translates']);
    expect(await firstEpc('No_Preference', own)).toEqual([own, 'No_Preference']);
  });

  test('leaves what it cannot translate', async () => {
    const foreign = 'https://id.gs1.org/01/04012345778895/21/9';
    expect(await firstEpc('Always_EPC_URN', foreign)).toEqual([foreign, 'Always_EPC_URN']);
    expect(await firstEpc('Always_EPC_URN', 'https://example.com/my/thing')).toEqual([
      'https://example.com/my/thing',
      'Always_EPC_URN',
    ]);
  });

  test('of CBV words in XML follows GS1-CBV-XML-Format, under both its names', async () => {
    expect((await xml([commissioned(own)])).text).toContain('urn:epcglobal:cbv:bizstep:commissioning');
    for (const header of ['gs1-cbv-xml-format', 'gs1-cbv-format']) {
      const { text, headers } = await xml([commissioned(own)], { [header]: 'Always_Web_URI' });
      expect(text).toContain('https://ref.gs1.org/cbv/BizStep-commissioning');
      expect(headers['GS1-CBV-XML-Format']).toBe('Always_Web_URI');
    }
  });

  test.each([
    ['gs1-epc-format', 'Sometimes', 'application/json'],
    ['gs1-cbv-xml-format', 'Always_Bare', 'application/xml'],
  ])('by an unknown %s is not acceptable', async (header, value, accept) => {
    expect(await ask([], { [header]: value, accept })).toMatchObject({ status: 406 });
  });
});

describe('the version', () => {
  test.each<[string, string, number]>([
    ['gs1-epcis-version', '2.0.0', 200],
    ['gs1-epcis-version', '2.0', 200],
    ['gs1-epcis-version', '1.2', 406],
    ['gs1-epcis-version', 'two', 406],
    ['gs1-cbv-version', '2.1', 406],
    ['gs1-epcis-min', '1.2', 200],
    ['gs1-epcis-min', '2.0.1', 406],
    ['gs1-epcis-max', '2', 200],
    ['gs1-epcis-max', '1.9', 406],
    ['gs1-cbv-max', '1.2.2', 406],
  ])('%s: %s is answered %i', async (header, value, status) => {
    const answer = await ask([], { [header]: value });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'GS1-EPCIS-Version': '2.0.0', 'GS1-CBV-Version': '2.0.0' });
  });
});

test('more than a function may answer is refused, with the way to get less', async () => {
  const big = Array.from({ length: 30 }, (_, i): EpcisEvent => {
    return { ...commissioned(own), '@context': { ex: 'http://example.com/' }, 'ex:n': `${i}${'x'.repeat(200_000)}` };
  });
  expect(await ask(big)).toMatchObject({ status: 413, body: { type: 'epcisException:QueryTooLargeException' } });
});
