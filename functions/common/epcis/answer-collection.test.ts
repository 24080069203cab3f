import { describe, expect, test } from 'vitest';
import { httpHandler, type Request } from '#common/http.ts';
import type { CaptureJob } from '#shared/epcis/capture-job.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { call } from '../../../test/kit/call.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { answerCollection } from './answer-collection.ts';
import { answerJobs } from './answer-job.ts';
import { pageThatFits } from './page-that-fits.ts';

function ask(accept: string, answer: (request: Request) => ReturnType<typeof answerCollection>) {
  const endpoint = async (request: Request) => answer(request);
  const handler = httpHandler({ 'GET /epcis/epcs': { permission: 'events:query', endpoint } }, async () => false);
  return call(handler, 'GET /epcis/epcs', { headers: { accept } });
}

describe('a collection', () => {
  const list = (request: Request) =>
    answerCollection(request, ['receiving', 'urn:ex:step'], { Link: '<x>; rel="next"' });

  test('is JSON-LD with its members', async () => {
    expect(await ask('*/*', list)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', Link: '<x>; rel="next"', 'GS1-CBV-Version': '2.0.0' },
      body: { '@context': expect.any(String), type: 'Collection', member: ['receiving', 'urn:ex:step'] },
    });
  });

  test('is not to be had as XML', async () => {
    expect(await ask('application/xml', list)).toMatchObject({ status: 406 });
  });
});

describe('capture jobs', () => {
  const job: CaptureJob = { captureID: 'c-1', running: false, success: true, captureErrorBehaviour: 'rollback' };

  test('one is JSON or XML, as the caller wants', async () => {
    expect((await ask('application/json', (request) => answerJobs(request, job))).body).toMatchObject({
      captureID: 'c-1',
    });
    const { headers, body } = await ask('text/xml', (request) => answerJobs(request, job));
    expect(headers['content-type']).toBe('text/xml');
    expect(body).toContain('captureID="c-1"');
  });

  test('a list is JSON only', async () => {
    const listed = await ask('application/json', (request) => answerJobs(request, [job], { Link: 'x' }));
    expect(listed).toMatchObject({ body: [{ captureID: 'c-1' }], headers: { Link: 'x' } });
    expect(await ask('application/xml', (request) => answerJobs(request, [job]))).toMatchObject({ status: 406 });
  });
});

test('a page is cut where an answer would grow too large, but never to nothing', () => {
  const [small, big] = [10, 100_000].map((count) => {
    const epcs = Array.from({ length: count }, (_, i) => `urn:epc:id:sgtin:9521321.054321.${i}`);
    return commissionEvent({ epcs, at: minute(1), lot: 'LOT1', ...here });
  });
  if (small === undefined || big === undefined) throw new Error('two events were made');
  expect(pageThatFits(stored(Array.from({ length: 500 }, () => small)))).toBe(500);
  expect(pageThatFits(stored([small, small, big, small]))).toBe(2);
  expect(pageThatFits(stored([big, small]))).toBe(1);
  expect(pageThatFits([])).toBe(0);
});
