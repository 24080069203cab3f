import * as v from 'valibot';
import { afterAll, expect, test } from 'vitest';
import { queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';

const DOCUMENTS = 20;
const folder = temporaryFolder();
let product: Product | undefined;

afterAll(async () => {
  await product?.kill('SIGTERM');
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
  const first = await startProduct(folder.path, ['--no-line']);
  await first.token('acme-pharma');
  const accepted = await Promise.all(
    Array.from({ length: DOCUMENTS }, (_, i) =>
      first.fetch('/epcis/capture', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(documentOf(i)),
      }),
    ),
  );
  await first.kill('SIGKILL');
  expect(accepted.map(({ status }) => status)).toEqual(Array(DOCUMENTS).fill(202));
  const locations = accepted.map(({ headers }) => headers.get('location') ?? '');

  const second = await startProduct(folder.path, ['--no-line']);
  product = second;
  const before = await Promise.all(locations.map((location) => jobAt(second, location)));
  expect(before.some(({ running }) => running)).toBe(true);
  await expect
    .poll(() => Promise.all(locations.map((location) => jobAt(second, location))), { timeout: 180_000, interval: 500 })
    .toEqual(Array(DOCUMENTS).fill(expect.objectContaining({ running: false, success: true })));
  for (let i = 0; i < DOCUMENTS; i++) expect(await queryEvents(second, { MATCH_anyEPC: packOf(i) })).toHaveLength(1);
});
