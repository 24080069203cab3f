import { describe, expect, test } from 'vitest';
import { resources } from '#common/epcis/resources.ts';
import { httpHandler } from '#common/http.ts';
import { call } from '../../test/kit/call.ts';
import { optionsRoutes } from './options-routes.ts';

const handler = httpHandler(optionsRoutes(resources, 'wss://stream.example.com/live'), async () => false);
const options = (path: string, of: Record<string, string> = {}) => call(handler, `OPTIONS ${path}`, { path: of });

describe('OPTIONS', () => {
  test.each(Object.keys(resources))('of %s tells methods, versions and formats, and has no body', async (path) => {
    const { status, headers, body } = await options(path);
    expect({ status, body }).toEqual({ status: 204, body: undefined });
    expect(headers).toMatchObject({
      Allow: expect.stringMatching(/OPTIONS$/),
      'GS1-EPCIS-Version': '2.0.0',
      'GS1-EPCIS-Min': '2.0.0',
      'GS1-EPCIS-Max': '2.0.0',
      'GS1-CBV-Version': '2.0.0',
      'GS1-CBV-Min': '2.0.0',
      'GS1-CBV-Max': '2.0.0',
      'GS1-EPC-Format': 'No_Preference',
      'GS1-CBV-XML-Format': 'No_Preference',
      'GS1-Extensions': expect.stringContaining('cbvmda='),
      'GS1-Vendor-Version': expect.any(String),
    });
  });

  test('of capture announces the limits and both ways to meet errors', async () => {
    expect((await options('/epcis/capture')).headers).toMatchObject({
      Allow: 'GET, POST, OPTIONS',
      'GS1-Capture-Error-Behaviour': 'all',
      'GS1-EPCIS-Capture-Limit': expect.stringMatching(/^\d+$/),
      'GS1-EPCIS-Capture-File-Size-Limit': expect.stringMatching(/^\d+$/),
    });
  });

  test('of a named query can be deleted, of its events says where they are streamed', async () => {
    expect((await options('/epcis/queries/{queryName}')).headers['Allow']).toBe('GET, DELETE, OPTIONS');
    expect((await options('/epcis/queries/{queryName}/events', { queryName: 'cold chain' })).headers['Link']).toBe(
      '<wss://stream.example.com/live?queryName=cold%20chain>; rel="stream"',
    );
  });

  test('of subscriptions tells from when on events can be had', async () => {
    const { headers } = await options('/epcis/queries/{queryName}/subscriptions');
    expect(headers['GS1-Query-Min-Record-Time']).toBe('1970-01-01T00:00:00.000Z');
  });

  test('needs the right to query', async () => {
    const refused = await call(handler, 'OPTIONS /epcis', { role: 'operator', headers: { accept: 'application/xml' } });
    expect(refused).toMatchObject({ status: 403, headers: { 'content-type': 'application/problem+xml' } });
  });
});
