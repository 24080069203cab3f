import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linePage } from '#shared/messages/line-status.ts';
import { type FoundEvent, queryEvents } from '../kit/epcis-results.ts';
import { type Product, startProduct } from '../kit/product.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { usPartner } from './us/us-partner.ts';

const folder = temporaryFolder();
let product: Product;
let result: v.InferOutput<typeof resultShape>;

const resultShape = v.object({
  lot: v.string(),
  printed: v.number(),
  commissioned: v.number(),
  rejected: v.number(),
  sampled: v.number(),
  destroyed: v.number(),
  unaccounted: v.number(),
  cases: v.number(),
  pallets: v.number(),
  submissions: v.array(v.object({ market: v.string(), report: v.string(), state: v.string() })),
  deliveries: v.array(v.object({ partner: v.string(), state: v.string() })),
  seconds: v.number(),
});

beforeAll(async () => {
  product = await startProduct(folder.path, ['--json', '--units', '240', '--speed', '2400']);
  result = v.parse(resultShape, JSON.parse(await product.line(/^\{"lot"/)));
}, 420_000);
afterAll(async () => {
  await product?.kill('SIGTERM');
  folder.remove();
});

describe('a batch from the printer to the regulator', () => {
  test('reconciles: every printed carton has one fate', () => {
    const { printed, commissioned, rejected, sampled, destroyed, unaccounted } = result;
    expect(printed).toBe(240);
    expect(commissioned + rejected + sampled + destroyed + unaccounted).toBe(printed);
    expect(unaccounted).toBe(0);
    expect(rejected).toBeGreaterThan(0);
  });

  test('is reported and delivered', () => {
    expect(result.submissions).toEqual(
      expect.arrayContaining([{ market: 'EU', report: 'product-pack-data', state: 'acknowledged' }]),
    );
    expect(result.submissions.every(({ state }: { state: string }) => state === 'acknowledged')).toBe(true);
    expect(result.deliveries).toEqual([{ partner: 'medico', state: 'delivered' }]);
  });

  test('has its line tell how it stands, with what it made and how well', async () => {
    const lineOf = async () => {
      const answer = await product.fetch('/api/lines', { tenant: 'packright' });
      return v.parse(linePage, await answer.json()).lines[0];
    };
    await expect.poll(async () => (await lineOf())?.order?.state, { timeout: 45_000 }).toMatch(/closed|reported/);
    expect(await lineOf()).toMatchObject({ order: { lot: result.lot }, counters: { consumed: 240, processed: 240 } });
  }, 60_000);

  test('stands in the repository: every pack in its case, every case on its pallet', async () => {
    const commissioning = await queryEvents(product, { EQ_bizStep: 'commissioning' });
    const packing = await queryEvents(product, { EQ_bizStep: 'packing' });
    const packs = commissioning.flatMap(({ epcList }) => epcList).filter((epc) => epc.includes('/01/'));
    const parentOf = parents(packing);
    expect(new Set(packs).size).toBe(result.commissioned);
    expect(packs).toHaveLength(result.commissioned);
    const cases = new Set(packs.map((pack) => parentOf.get(pack)));
    expect(cases.size).toBe(result.cases);
    const pallets = new Set([...cases].map((one) => parentOf.get(one ?? '')));
    expect(pallets.size).toBe(result.pallets);
    expect([...cases, ...pallets].every((epc) => epc?.includes('/00/'))).toBe(true);

    for (const epc of [...packs, ...cases, ...pallets]) {
      const found = await queryEvents(product, { MATCH_anyEPC: epc ?? '' });
      const parent = parentOf.get(epc ?? '');
      const told = found.filter(({ bizStep, childEPCs }) => bizStep === 'packing' && childEPCs.includes(epc ?? ''));
      expect(told.map(({ parentID }) => parentID)).toEqual(parent === undefined ? [] : [parent]);
    }
  });

  test('a unit answers with its parents up to the pallet, and its history', async () => {
    const [one] = await queryEvents(product, { EQ_bizStep: 'packing' });
    const pack =
      (await queryEvents(product, { EQ_bizStep: 'commissioning' }))
        .flatMap(({ epcList }) => epcList)
        .find((epc) => epc.includes('/01/')) ?? '';
    const response = await product.fetch(`/api/units/${encodeURIComponent(pack)}`);
    expect(await response.json()).toMatchObject({
      exists: 'commissioned',
      lot: result.lot,
      parents: [{ epc: expect.stringContaining('/00/') }, { epc: expect.stringContaining('/00/') }],
    });
    expect(one).toBeDefined();
  });

  test('the lot shows the same figures', async () => {
    const response = await product.fetch(`/api/lots/${result.lot}`);
    expect(await response.json()).toMatchObject({ state: 'released', report: { commissioned: result.commissioned } });
  });
});

describe('a distributor in the United States', () =>
  usPartner(
    () => product,
    folder.path,
    () => result.lot,
  ));

describe('health', () => {
  test('names every part', async () => {
    const response = await fetch(`${product.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      state: 'up',
      parts: expect.arrayContaining([{ part: 'tables', state: 'up' }]),
    });
  });
});

function parents(packing: readonly FoundEvent[]): Map<string, string> {
  return new Map(
    packing.flatMap(({ parentID = '', childEPCs }) => childEPCs.map((child) => [child, parentID] as const)),
  );
}
