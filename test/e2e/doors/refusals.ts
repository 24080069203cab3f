import { describe, expect, test } from 'vitest';
import type { Product } from '../../kit/product.ts';

/** What is asked for wrongly is refused, with the words that help. */
export function refusals(running: () => Product): void {
  const json = (body: unknown) => ({
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

  describe('at the door', () => {
    test('no token is 401', async () => expect((await fetch(`${running().url}/api/lots`)).status).toBe(401));

    test('a token signed by another issuer is 401', async () => {
      const [head, claims] = (await running().token('acme-pharma')).split('.');
      const forged = { authorization: `Bearer ${head}.${claims}.${'A'.repeat(342)}` };
      expect((await fetch(`${running().url}/api/lots`, { headers: forged })).status).toBe(401);
    });

    test('a wrong client secret is refused as OAuth says', async () => {
      const authorization = `Basic ${Buffer.from('nobody:wrong').toString('base64')}`;
      const body = new URLSearchParams({ grant_type: 'client_credentials' });
      const answer = await fetch(`${running().url}/oauth2/token`, { method: 'POST', headers: { authorization }, body });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
    });

    test('another tenant’s data needs a grant', async () => {
      const headers = { 'seriate-acting-for': 'acme-pharma' };
      const answer = await running().fetch('/api/lots', { tenant: 'medico', headers });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({
        detail: expect.stringContaining('no grant'),
        remedy: expect.stringContaining('PUT /api/grants/medico'),
      });
    });

    test('an unknown tenant named in the header is 403, not a hint that it does not exist', async () => {
      const headers = { 'seriate-acting-for': 'no-such-tenant' };
      expect((await running().fetch('/api/lots', { headers })).status).toBe(403);
    });

    test('an unknown route is 404', async () => expect((await running().fetch('/api/nothing')).status).toBe(404));
  });

  describe('a document', () => {
    const capture = (body: unknown, more = {}) => running().fetch('/epcis/capture', { ...json(body), ...more });

    test('that is not JSON is refused with the place', async () => {
      const answer = await capture('{"type": "EPCISDocument",');
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ type: 'epcisException:ValidationException' });
    });

    test('with a bad event names the event and the member', async () => {
      const answer = await capture({
        '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-01T10:00:00Z',
        epcisBody: {
          eventList: [
            {
              type: 'ObjectEvent',
              action: 'SOMETIMES',
              eventTime: '2026-03-01T10:00:00Z',
              eventTimeZoneOffset: '+01:00',
              epcList: ['urn:epc:id:sgtin:9521321.054321.1'],
            },
          ],
        },
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ at: '/epcisBody/eventList/0/action' });
    });

    test('in a media type nobody reads is 415', async () => {
      expect((await capture('a,b', { headers: { 'content-type': 'text/csv' } })).status).toBe(415);
    });
  });

  describe('a query', () => {
    test.each([
      ['MATCH_anyEpc=urn:epc:id:sscc:9521321.0000000001', 400],
      ['GE_eventTime=yesterday', 400],
      ['MATCH_anyEPC=a&MATCH_anyEPC=b', 400],
    ])('%s is refused', async (query, status) => {
      const answer = await running().fetch(`/epcis/events?${query}`);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ type: 'epcisException:QueryParameterException' });
    });

    test('for an unknown EPC finds nothing, which is no error', async () => {
      const answer = await running().fetch('/epcis/events?MATCH_anyEPC=urn:epc:id:sscc:9521321.0000099999');
      expect(answer.status).toBe(200);
    });

    test('for an unknown unit is 404', async () => {
      expect((await running().fetch('/api/units/urn:epc:id:sscc:9521321.0000099999')).status).toBe(404);
    });
  });

  test('a request for more serials than a pool holds says how many are left', async () => {
    await running().fetch('/api/pools/tiny', {
      ...json({ kind: 'random', gtin: '09521321543218', length: 4 }),
      method: 'PUT',
    });
    const answer = await running().fetch(
      '/api/serial-requests',
      json({ requestId: 'r', pool: 'tiny', count: 105, site: 's' }),
    );
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      type: 'urn:seriate:problem:pool-exhausted',
      detail: expect.stringContaining('104'),
    });
  });
}
