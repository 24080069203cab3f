import { describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusal.ts';
import { call } from '../../test/kit/call.ts';
import { type Endpoint, httpHandler, type TellRefusal } from './http.ts';
import { Refused } from './refused.ts';

const refused: Endpoint = async () => {
  throw new Refused(refuse('not-found', 'no such thing', { remedy: 'look elsewhere' }));
};
const nothing: Endpoint = async () => ({ status: 204 });

function ask(route: string, endpoint: Endpoint, headers: Record<string, string> = {}, tellRefusal?: TellRefusal) {
  const routes = { [route]: { permission: 'events:query' as const, endpoint, ...(tellRefusal && { tellRefusal }) } };
  return call(
    httpHandler(routes, async () => false),
    route,
    { headers, body: 'asked' },
  );
}

describe('a refusal', () => {
  test('on an EPCIS route is the standard’s exception, in XML for whoever wants that', async () => {
    expect(await ask('GET /epcis/events', refused)).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json', 'GS1-EPCIS-Version': '2.0.0' },
      body: { type: 'epcisException:NoSuchNameException', instance: '/epcis/events' },
    });
    expect(await ask('GET /epcis', refused, { accept: 'application/xml' })).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+xml' },
      body: expect.stringContaining('<epcis:EPCISException'),
    });
  });

  test('on any other route is a problem of our own, in JSON', async () => {
    const { headers, body } = await ask('GET /api/lots', refused, { accept: 'application/xml' });
    expect(headers).toEqual({ 'content-type': 'application/problem+json' });
    expect(body).toMatchObject({ type: 'urn:seriate:problem:not-found', remedy: 'look elsewhere' });
  });

  test('is told by the route where that has a way of its own, also when the caller has no right', async () => {
    const tell: TellRefusal = ({ refused: code }, { text }) => ({ status: 418, body: `${code}: ${text}` });
    expect(await ask('GET /epcis/soap', refused, {}, tell)).toMatchObject({ status: 418, body: 'not-found: asked' });
    const stranger = { 'seriate-acting-for': 'somebody' };
    expect(await ask('GET /epcis/soap', nothing, stranger, tell)).toMatchObject({ body: 'not-permitted: asked' });
  });
});

describe('an answer', () => {
  test('on an EPCIS route says its versions, with or without a body', async () => {
    const versions = { 'GS1-EPCIS-Version': '2.0.0', 'GS1-CBV-Version': '2.0.0' };
    expect((await ask('DELETE /epcis/queries/{queryName}', nothing)).headers).toMatchObject(versions);
    expect((await ask('GET /epcis', async () => ({ status: 200, body: {} }))).headers).toMatchObject(versions);
  });

  test('on any other route does not', async () => {
    expect((await ask('GET /epcist', nothing)).headers).toEqual({});
  });
});

describe('a fault', () => {
  const broken: Endpoint = async () => {
    throw new Error('table secrets at 10.0.0.7 is out of reach');
  };

  test('on an EPCIS route is the standard’s exception and tells nothing of the inside', async () => {
    const answer = await ask('GET /epcis/events', broken);
    expect(answer).toMatchObject({
      status: 500,
      body: { type: 'epcisException:ImplementationException', status: 500 },
    });
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
  });

  test('on any other route is the gateway’s to answer', async () => {
    await expect(ask('GET /api/lots', broken)).rejects.toThrow('out of reach');
  });
});

describe('a name in a path', () => {
  const named = (route: string, name: string) =>
    call(
      httpHandler({ [route]: { permission: 'events:query', endpoint: nothing } }, async () => false),
      route,
      { path: { [name]: 'x'.repeat(401) } },
    );

  test('longer than any key names nothing', async () => {
    expect(await named('GET /api/lots/{lot}', 'lot')).toMatchObject({ status: 404, body: { at: 'lot' } });
  });

  test('may be longer where it has slashes', async () => {
    expect(await named('GET /api/units/{epc+}', 'epc')).toMatchObject({ status: 204 });
  });
});

describe('a caller under a narrowed grant', () => {
  const answered = (narrows: object) =>
    call(
      httpHandler({ 'GET /api/lots': { permission: 'orders:read', endpoint: nothing, ...narrows } }, async () => ({
        gtins: ['04150000000013'],
      })),
      'GET /api/lots',
      { headers: { 'seriate-acting-for': 'somebody' } },
    );

  test('comes only where the route says that it looks at what the grant reaches', async () => {
    expect(await answered({ narrows: true })).toMatchObject({ status: 204 });
    expect(await answered({})).toMatchObject({ status: 403, body: { detail: expect.stringContaining('narrowed') } });
  });
});
