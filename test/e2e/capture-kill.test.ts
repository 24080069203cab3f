import * as v from 'valibot';
import { afterAll, expect, test } from 'vitest';
import { queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

/** Four slices: enough for a kill in between. */
const EVENTS = 2_000;
/** Seconds. Longer than the lease of the killed worker, which is 75. */
const LEASE_IS_OVER = 80;
const folder = temporaryFolder();
let product: Product | undefined;
afterAll(async () => {
  await product?.kill('SIGKILL');
  folder.remove();
});

const jobShape = v.looseObject({
  running: v.boolean(),
  success: v.boolean(),
  'seriate:eventsStored': v.optional(v.number(), 0),
});
const roomShape = v.object({ captureID: v.string(), url: v.string(), headers: v.record(v.string(), v.string()) });
const packOf = (i: number) => `https://id.gs1.org/01/09521321543218/21/KILL${i}`;
const event = (i: number) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  action: 'OBSERVE',
  bizStep: 'inspecting',
  eventTime: '2026-03-01T10:00:00Z',
  eventTimeZoneOffset: '+01:00',
  epcList: [packOf(i)],
});
const document = JSON.stringify({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00Z',
  epcisBody: { eventList: Array.from({ length: EVENTS }, (_, i) => event(i)) },
});

async function upload(running: Product): Promise<string> {
  const asked = { contentType: 'application/json', bytes: Buffer.byteLength(document) };
  const begun = await running.fetch('/api/capture-uploads', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  const { captureID, url } = v.parse(roomShape, await begun.json());
  const put = await fetch(url, { method: 'PUT', headers: { 'content-type': asked.contentType }, body: document });
  expect(put.status).toBe(200);
  const completed = await running.fetch(`/api/capture-uploads/${captureID}`, { method: 'PUT' });
  expect(completed.status).toBe(202);
  return completed.headers.get('location') ?? '';
}

const jobAt = async (running: Product, location: string) =>
  v.parse(jobShape, await (await running.fetch(location)).json());

test('a worker killed in the middle of a document loses nothing and stores nothing twice', {
  timeout: 400_000,
}, async () => {
  const first = await startProduct(folder.path, ['--no-line']);
  product = first;
  const location = await upload(first);
  await expect
    .poll(async () => (await jobAt(first, location))['seriate:eventsStored'], { timeout: 120_000, interval: 20 })
    .toBeGreaterThan(0);
  await first.kill('SIGKILL');

  const second = await startProduct(folder.path, ['--no-line']);
  product = second;
  const cut = await jobAt(second, location);
  expect(cut).toMatchObject({ running: true, success: true });
  expect(cut['seriate:eventsStored']).toBeLessThan(EVENTS);
  await second.kill('SIGKILL');

  // The sweep looks every minute, and now as soon as the cloud is up: it finds a lease that is over.
  const third = await startProduct(folder.path, ['--no-line', '--ahead', `${LEASE_IS_OVER}`, '--hasten', '20']);
  product = third;
  await expect
    .poll(() => jobAt(third, location), { timeout: 240_000, interval: 100 })
    .toMatchObject({ running: false, success: true, 'seriate:eventsStored': EVENTS });
  for (let i = 0; i < EVENTS; i += 997) expect(await queryEvents(third, { MATCH_anyEPC: packOf(i) })).toHaveLength(1);
});
