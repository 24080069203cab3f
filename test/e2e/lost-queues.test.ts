import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { type SwallowingQueues, startSwallowingQueues } from '../kit/swallowing-queues.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const DOCUMENTS = 20;
/** Seconds. Longer than the 15 which a job waits for its message before the sweep sends another. */
const OVERDUE = 20;
const folder = temporaryFolder();
let product: Product | undefined;
let queues: SwallowingQueues;

beforeAll(async () => {
  queues = await startSwallowingQueues();
});
afterAll(async () => {
  await product?.kill('SIGTERM');
  await queues.close();
  folder.remove();
});

const jobShape = v.looseObject({ running: v.boolean(), success: v.boolean() });
const packOf = (i: number) => `https://id.gs1.org/01/09521321543218/21/LOST${i}`;
const documentOf = (i: number) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00Z',
  epcisBody: {
    eventList: [
      {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'inspecting',
        eventTime: '2026-03-01T10:00:00Z',
        eventTimeZoneOffset: '+01:00',
        epcList: [packOf(i)],
      },
    ],
  },
});

async function jobAt(running: Product, location: string) {
  return v.parse(jobShape, await (await running.fetch(location)).json());
}

test('what was accepted is captured although every queue was emptied by a power cut', {
  timeout: 240_000,
}, async () => {
  // With queues that let nothing out, the cut comes for certain before anything is captured.
  const first = await startProduct(folder.path, ['--no-line'], { SQS_ENDPOINT: queues.url });
  product = first;
  const accepted = await Promise.all(
    Array.from({ length: DOCUMENTS }, (_, i) =>
      first.fetch('/epcis/capture', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(documentOf(i)),
      }),
    ),
  );
  expect(accepted.map(({ status }) => status)).toEqual(Array(DOCUMENTS).fill(202));
  expect(queues.swallowed('capture')).toBeGreaterThanOrEqual(DOCUMENTS);
  const locations = accepted.map(({ headers }) => headers.get('location') ?? '');
  const before = await Promise.all(locations.map((location) => jobAt(first, location)));
  expect(before).toEqual(Array(DOCUMENTS).fill(expect.objectContaining({ running: true })));
  await first.kill('SIGKILL');

  const second = await startProduct(folder.path, ['--no-line', '--ahead', `${OVERDUE}`, '--hasten', '20']);
  product = second;
  await expect
    .poll(() => Promise.all(locations.map((location) => jobAt(second, location))), { timeout: 180_000, interval: 100 })
    .toEqual(Array(DOCUMENTS).fill(expect.objectContaining({ running: false, success: true })));
  for (let i = 0; i < DOCUMENTS; i++) expect(await queryEvents(second, { MATCH_anyEPC: packOf(i) })).toHaveLength(1);
});
